using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Cases;

/// <summary>Reads an attachment's bytes.</summary>
/// <param name="Viewer">Of the city, or staff of its hub.</param>
/// <param name="AttachmentId">Which.</param>
public sealed record OpenAttachment(Viewer Viewer, Guid AttachmentId) : IAsViewer<OpenedAttachment?>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.City | RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static OpenedAttachment? NotFound => null;
}

/// <summary>An attachment to hand out, always as a download.</summary>
/// <param name="Attachment">What it is.</param>
/// <param name="Content">Its bytes; dispose.</param>
public sealed record OpenedAttachment(Attachment Attachment, Stream Content);

internal sealed class OpenAttachmentHandler(HubDbFactory databases, AttachmentStore files) : IRequestHandler<OpenAttachment, OpenedAttachment?>
{
    public async Task<OpenedAttachment?> Handle(OpenAttachment request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        var found = await db.Attachments.AsNoTracking().SingleOrDefaultAsync(f => f.Id == request.AttachmentId, cancellationToken);
        return found is null ? null : files.Open(found);
    }
}
