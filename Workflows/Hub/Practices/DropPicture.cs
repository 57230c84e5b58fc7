using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.People;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Practices;

/// <summary>An advisor takes a picture out of a draft.</summary>
/// <param name="Viewer">Staff who see the case.</param>
/// <param name="PracticeId">The good practice.</param>
/// <param name="Number">Which picture.</param>
public sealed record DropPicture(Viewer Viewer, Guid PracticeId, int Number) : IAsViewer<PracticeResult>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static PracticeResult NotFound => new PracticeNotFound();
}

internal sealed class DropPictureHandler(ChangePractice change) : IRequestHandler<DropPicture, PracticeResult>
{
    public Task<PracticeResult> Handle(DropPicture request, CancellationToken cancellationToken) => change.RunAsync(
        request.Viewer,
        request.PracticeId,
        async (unit, token) =>
        {
            if (unit.IsLocked)
            {
                return PracticeUnit.Refuse("", "Practice.Problem.Locked");
            }

            if (unit.Practice.Pictures.FirstOrDefault(one => one.Number == request.Number) is not { } picture)
            {
                return new PracticeNotFound();
            }

            // Only the row: the sweeper removes bytes that no row names.
            unit.Db.RemoveRange(await unit.Db.Attachments.Where(file => file.Id == picture.AttachmentId).ToListAsync(token));
            unit.Practice.Pictures = [.. unit.Practice.Pictures.Where(one => one != picture)];
            return new PracticeKept(unit.Practice.Id);
        },
        cancellationToken);
}
