using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Calendars;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Matching;

/// <summary>Advisors see what nobody has screened yet, nearest deadline first.</summary>
/// <param name="Viewer">An advisor or lead.</param>
public sealed record ListScreening(Viewer Viewer) : IAsViewer<ScreeningQueue?>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static ScreeningQueue? NotFound => null;

    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>1 to 100.</summary>
    public int PageSize { get; init; } = 50;

    /// <summary>Only these, whatever their state: what was just rejected.</summary>
    public IReadOnlyList<Guid>? Only { get; init; }
}

/// <summary>How many opportunities wait for screening.</summary>
/// <param name="Viewer">An advisor or lead.</param>
public sealed record CountUnscreened(Viewer Viewer) : IAsViewer<int>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static int NotFound => 0;
}

/// <summary>The one after another in the queue, so that an advisor goes on; from the end on to the beginning.</summary>
/// <param name="Viewer">An advisor or lead.</param>
/// <param name="After">The one that they are at.</param>
public sealed record NextToScreen(Viewer Viewer, Guid After) : IAsViewer<Guid?>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static Guid? NotFound => null;
}

/// <summary>One page of the queue.</summary>
/// <param name="Items">This page.</param>
/// <param name="Total">How many wait.</param>
public sealed record ScreeningQueue(IReadOnlyList<ScreeningLine> Items, int Total);

/// <summary>An opportunity that waits.</summary>
/// <param name="Opportunity">As stored.</param>
/// <param name="Standing">Where it stands now.</param>
/// <param name="WorkingDays">Of the hub's calendar, until it closes; negative when it is over, <see langword="null"/> where no day is known.</param>
/// <param name="Hopeless">The reason to reject it that can be seen from here; nothing is rejected by itself.</param>
/// <param name="Sources">Where we have it from, as sources are named.</param>
/// <param name="Alike">What it looks like.</param>
public sealed record ScreeningLine(
    Opportunity Opportunity, OpportunityStatus Standing, int? WorkingDays, RejectReason? Hopeless, IReadOnlyList<string> Sources, IReadOnlyList<AlikeOpportunity> Alike);

internal sealed class ListScreeningHandler(HubDbFactory databases, TimeProvider clock)
    : IRequestHandler<ListScreening, ScreeningQueue?>, IRequestHandler<CountUnscreened, int>, IRequestHandler<NextToScreen, Guid?>
{
    private const int MaxPageSize = 100;

    public async Task<ScreeningQueue?> Handle(ListScreening request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        var now = clock.GetUtcNow();
        var size = Math.Clamp(request.PageSize, 1, MaxPageSize);
        var rows = request.Only is { } only ? db.Opportunities.Where(o => only.Contains(o.Id)) : Waiting(db);
        var page = await InOrder(rows, now).AsNoTracking().Skip((Math.Clamp(request.Page, 1, int.MaxValue / MaxPageSize) - 1) * size).Take(size).ToListAsync(cancellationToken);
        var calendar = await db.Hubs.Where(hub => hub.Id == request.Viewer.HubId).Select(hub => hub.Calendar).SingleAsync(cancellationToken);
        var settings = (await db.MatchSettings.AsNoTracking().SingleOrDefaultAsync(row => row.HubId == request.Viewer.HubId, cancellationToken))?.Settings ?? MatchSettings.Default;
        var ids = page.ConvertAll(opportunity => opportunity.Id);
        var sources = await SourcesAsync(db, ids, cancellationToken);
        var alike = await AlikeAsync(db, ids, cancellationToken);
        var days = DayLine.At(WorkingCalendars.Get(calendar), now);
        return new ScreeningQueue([.. page.Select(LineOf)], await rows.CountAsync(cancellationToken));

        ScreeningLine LineOf(Opportunity opportunity)
        {
            var standing = opportunity.StandingAt(now);
            var time = TimeLeft.Of(opportunity.Facts.CloseDate, days);
            var isKnown = time.Day is not null;
            RejectReason? hopeless = standing == OpportunityStatus.Closed || (isKnown && time.Whole < settings.AlertDays) ? RejectReason.TooLate
                : new OpportunitySide(new MatchSubject(opportunity.Id, opportunity.Facts, new Eligibility()), new ThemeIndex()).Applicants == RuleState.Fail ? RejectReason.NotForCities
                : null;
            return new ScreeningLine(opportunity, standing, isKnown ? time.Left : null, hopeless, [.. sources[opportunity.Id]], [.. alike[opportunity.Id]]);
        }
    }

    public async Task<int> Handle(CountUnscreened request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        return await Waiting(db).CountAsync(cancellationToken);
    }

    public async Task<Guid?> Handle(NextToScreen request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        // The one they are at stays in the order even when it was screened just now.
        var ids = await InOrder(db.Opportunities.Where(o => o.State == ScreeningState.New || o.Id == request.After), clock.GetUtcNow()).Select(o => o.Id).ToListAsync(cancellationToken);
        var at = ids.IndexOf(request.After);
        return ids.Count - (at < 0 ? 0 : 1) == 0 ? null : ids[(at + 1) % ids.Count];
    }

    private static IQueryable<Opportunity> Waiting(HubDb db) => db.Opportunities.Where(o => o.State == ScreeningState.New);

    // What is over comes last, though its deadline is the nearest of all.
    private static IQueryable<Opportunity> InOrder(IQueryable<Opportunity> rows, DateTimeOffset now) =>
        rows.OrderBy(o => o.GoneAt != null || o.ClosesAt <= now || o.Status == OpportunityStatus.Closed ? 2 : o.ClosesAt == null ? 1 : 0).ThenBy(o => o.ClosesAt).ThenBy(o => o.Row);

    private static async Task<ILookup<Guid, string>> SourcesAsync(HubDb db, List<Guid> ids, CancellationToken cancellation) =>
        (await db.OpportunityRecords.AsNoTracking().Where(record => ids.Contains(record.OpportunityId)).OrderByDescending(record => record.Leads)
            .Select(record => new { record.OpportunityId, record.SourceKey }).ToListAsync(cancellation))
        .Distinct().ToLookup(record => record.OpportunityId, record => record.SourceKey);

    private static async Task<ILookup<Guid, AlikeOpportunity>> AlikeAsync(HubDb db, List<Guid> ids, CancellationToken cancellation)
    {
        var open = await db.OpportunityLikenesses.AsNoTracking().Where(likeness => likeness.SettledAt == null && ids.Contains(likeness.OpportunityId))
            .Join(db.Opportunities, likeness => likeness.OtherId, other => other.Id, (likeness, other) => new { likeness, other.Title, other.Facts }).ToListAsync(cancellation);
        return open.ToLookup(
            row => row.likeness.OpportunityId,
            row => new AlikeOpportunity(row.likeness.Id, row.likeness.OtherId, row.Title, row.Facts.Number, row.likeness.Why));
    }
}
