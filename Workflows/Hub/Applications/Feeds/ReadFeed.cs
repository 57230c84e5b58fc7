using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Applications.Board;
using StrongCities.Hub.Events;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Tasks;

namespace StrongCities.Hub.Applications.Feeds;

/// <summary>A calendar program reads what is due.</summary>
/// <param name="Token">The last part of the address.</param>
public sealed record ReadFeed(string Token) : IRequest<FeedRead?>;

/// <summary>What is due, for a calendar. <see langword="null"/> in its place means that the address opens nothing.</summary>
/// <param name="Reader">Whose it is.</param>
/// <param name="Lines">What is due, as they may see it now.</param>
public sealed record FeedRead(Person Reader, IReadOnlyList<DueLine> Lines)
{
    /// <summary>Events to which their city comes or may still come, and those that were called off; none at an address that is about one case.</summary>
    public IReadOnlyList<EventEntry> Events { get; init; } = [];
}

internal sealed class ReadFeedHandler(HubDbFactory databases, IMediator mediator) : IRequestHandler<ReadFeed, FeedRead?>
{
    public async Task<FeedRead?> Handle(ReadFeed request, CancellationToken cancellationToken)
    {
        if (CapabilityToken.Read(request.Token) is not { } token)
        {
            return null;
        }

        await using var db = databases.Create(null);
        var feed = await db.CalendarFeeds.AsNoTracking().SingleOrDefaultAsync(f => f.PublicId == token.PublicId, cancellationToken);
        if (feed is not { RevokedAt: null } || !token.Matches(feed.SecretHash)
            || await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == feed.PersonId && p.IsActive, cancellationToken) is not { } reader)
        {
            return null;
        }

        // By the rights that its owner has today, and by the same use case as the pages.
        var viewer = Viewer.Of(reader);
        return await mediator.Send(new ListDue(viewer) { CaseId = feed.CaseId }, cancellationToken) is not { } lines ? null : new FeedRead(reader, lines)
        {
            Events = feed.CaseId is null ? await mediator.Send(new ListCalendarEvents(viewer), cancellationToken) : [],
        };
    }
}
