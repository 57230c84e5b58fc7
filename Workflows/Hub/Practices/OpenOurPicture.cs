using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Cases;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Practices;

/// <summary>Reads a picture of a good practice, for a city that may see it.</summary>
/// <param name="Viewer">Of a city.</param>
/// <param name="PracticeId">The good practice.</param>
/// <param name="Number">The picture.</param>
public sealed record OpenOurPicture(Viewer Viewer, Guid PracticeId, int Number) : IAsViewer<OpenedAttachment?>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.City;

    /// <inheritdoc/>
    public static OpenedAttachment? NotFound => null;
}

internal sealed class OpenOurPictureHandler(HubDbFactory databases, IMediator mediator, AttachmentStore files) : IRequestHandler<OpenOurPicture, OpenedAttachment?>
{
    public async Task<OpenedAttachment?> Handle(OpenOurPicture request, CancellationToken cancellationToken)
    {
        // Whoever may see the page sees its pictures, and nobody else.
        if (await mediator.Send(new GetOurPractice(request.Viewer, request.PracticeId), cancellationToken) is not { } page
            || page.Shown.Pictures.FirstOrDefault(one => one.Number == request.Number) is not { } shown)
        {
            return null;
        }

        await using var db = databases.Create(null);
        var file = await db.Attachments.AsNoTracking().FirstOrDefaultAsync(one => one.CaseId == page.Shown.Id && one.Sha256 == shown.Sha256, cancellationToken);
        return file is null ? null : files.Open(file);
    }
}
