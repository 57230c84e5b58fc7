using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;
using StrongCities.Hub.Tasks;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Applications.Feeds;

/// <summary>Somebody makes an address for their calendar program.</summary>
/// <param name="Viewer">Whose it will be.</param>
/// <param name="CaseId">The one application or award that it is about; <see langword="null"/> for all that they see.</param>
public sealed record MakeFeed(Viewer Viewer, Guid? CaseId) : IAsViewer<MakeFeedResult>
{
    /// <summary>Addresses that one person may have.</summary>
    public const int Most = 20;

    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.City | RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static MakeFeedResult NotFound => new FeedCaseNotFound();
}

/// <summary>What became of it.</summary>
public abstract record MakeFeedResult;

/// <summary>It is there.</summary>
/// <param name="Token">The address's last part. Told this once: only its hash is stored.</param>
public sealed record FeedMade(CapabilityToken Token) : MakeFeedResult;

/// <summary>They have too many; one must be revoked first.</summary>
public sealed record TooManyFeeds : MakeFeedResult;

/// <summary>There is no such case, or it is not theirs.</summary>
public sealed record FeedCaseNotFound : MakeFeedResult;

internal sealed class MakeFeedHandler(HubDbFactory databases, CommitQueue commits, TimeProvider clock) : IRequestHandler<MakeFeed, MakeFeedResult>
{
    public async Task<MakeFeedResult> Handle(MakeFeed request, CancellationToken cancellationToken)
    {
        await using var seen = databases.Create(request.Viewer);
        if (request.CaseId is { } id && !await seen.Cases.OfType<CaseOfOpportunity>().AnyAsync(about => about.Id == id && about.CityId != null, cancellationToken))
        {
            return MakeFeed.NotFound;
        }

        var token = CapabilityToken.Mint();
        return await commits.CommitAsync<MakeFeedResult>(
            async (runtime, cancellation) =>
            {
                var db = runtime.Hub();
                if (await db.CalendarFeeds.CountAsync(feed => feed.PersonId == request.Viewer.PersonId && feed.RevokedAt == null, cancellation) >= MakeFeed.Most)
                {
                    return UnitResult.Refuse<MakeFeedResult>(new TooManyFeeds());
                }

                var now = clock.GetUtcNow();
                db.Add(new CalendarFeed
                {
                    Id = Guid.CreateVersion7(now),
                    PublicId = token.PublicId,
                    SecretHash = token.SecretHash,
                    PersonId = request.Viewer.PersonId,
                    CaseId = request.CaseId,
                    CreatedAt = now,
                });
                return UnitResult.Keep<MakeFeedResult>(new FeedMade(token));
            },
            cancellationToken);
    }
}
