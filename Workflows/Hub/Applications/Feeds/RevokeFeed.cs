using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Applications.Feeds;

/// <summary>Somebody ends an address of theirs.</summary>
/// <param name="Viewer">Whose it is.</param>
/// <param name="Id">Which.</param>
public sealed record RevokeFeed(Viewer Viewer, Guid Id) : IAsViewer<bool>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.City | RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static bool NotFound => false;
}

internal sealed class RevokeFeedHandler(CommitQueue commits, TimeProvider clock) : IRequestHandler<RevokeFeed, bool>
{
    public Task<bool> Handle(RevokeFeed request, CancellationToken cancellationToken) => commits.CommitAsync(
        async (runtime, cancellation) =>
        {
            var db = runtime.Hub();
            if (await db.CalendarFeeds.SingleOrDefaultAsync(feed => feed.Id == request.Id && feed.PersonId == request.Viewer.PersonId, cancellation) is not { RevokedAt: null } feed)
            {
                return UnitResult.Refuse(false);
            }

            feed.RevokedAt = clock.GetUtcNow();
            return UnitResult.Keep(true);
        },
        cancellationToken);
}
