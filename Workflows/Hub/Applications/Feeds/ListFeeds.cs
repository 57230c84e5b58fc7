using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Applications.Feeds;

/// <summary>Somebody lists their addresses that still open.</summary>
/// <param name="Viewer">Whose they are.</param>
public sealed record ListFeeds(Viewer Viewer) : IAsViewer<IReadOnlyList<FeedLine>?>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.City | RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static IReadOnlyList<FeedLine>? NotFound => null;
}

/// <summary>One address.</summary>
/// <param name="Feed">The feed.</param>
/// <param name="CaseTitle">What it is about; <see langword="null"/> for all, and for what its owner sees no more.</param>
public sealed record FeedLine(CalendarFeed Feed, string? CaseTitle);

internal sealed class ListFeedsHandler(HubDbFactory databases) : IRequestHandler<ListFeeds, IReadOnlyList<FeedLine>?>
{
    public async Task<IReadOnlyList<FeedLine>?> Handle(ListFeeds request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        var feeds = await db.CalendarFeeds.AsNoTracking().Where(feed => feed.RevokedAt == null).OrderBy(feed => feed.CreatedAt).ToListAsync(cancellationToken);
        var ids = feeds.ConvertAll(feed => feed.CaseId);
        var titles = await db.Cases.Where(about => ids.Contains(about.Id)).ToDictionaryAsync(about => about.Id, about => about.Title, cancellationToken);
        return [.. feeds.Select(feed => new FeedLine(feed, feed.CaseId is { } id ? titles.GetValueOrDefault(id) : null))];
    }
}
