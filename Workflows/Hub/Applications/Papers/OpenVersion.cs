using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Cases;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Applications.Papers;

/// <summary>Somebody reads one version of a paper: the newest or any older one.</summary>
/// <param name="Viewer">Of the city, or staff of its hub.</param>
/// <param name="PaperId">The paper.</param>
/// <param name="Number">The version's number, from 1.</param>
public sealed record OpenVersion(Viewer Viewer, Guid PaperId, int Number) : IAsViewer<OpenedAttachment?>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.City | RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static OpenedAttachment? NotFound => null;
}

internal sealed class OpenVersionHandler(HubDbFactory databases, AttachmentStore files) : IRequestHandler<OpenVersion, OpenedAttachment?>
{
    public async Task<OpenedAttachment?> Handle(OpenVersion request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        var found = await db.PaperVersions.Where(v => v.PaperId == request.PaperId && v.Number == request.Number)
            .Join(db.Attachments.AsNoTracking(), v => v.AttachmentId, file => file.Id, (_, file) => file).SingleOrDefaultAsync(cancellationToken);
        return found is null ? null : files.Open(found);
    }
}
