using System.Linq.Expressions;
using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Matching;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Opportunities.Search;

/// <summary>Searches the catalogue of the viewer's hub.</summary>
/// <param name="Viewer">Anybody signed in; people of cities don't find what was rejected.</param>
/// <param name="Filter">What is looked for.</param>
public sealed record SearchOpportunities(Viewer Viewer, OpportunityFilter Filter) : IAsViewer<OpportunityList>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.City | RoleSets.Staff;

    /// <inheritdoc/>
    public static OpportunityList NotFound => new([], 0);

    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>1 to 100.</summary>
    public int PageSize { get; init; } = 20;

    /// <summary>What fits the viewer's city comes first, where nothing else is asked for.</summary>
    public bool FitsFirst { get; init; }
}

/// <summary>One page of what was found.</summary>
/// <param name="Items">This page.</param>
/// <param name="Total">All that was found.</param>
public sealed record OpportunityList(IReadOnlyList<OpportunityLine> Items, int Total);

/// <summary>One opportunity in a list.</summary>
/// <param name="Opportunity">As stored.</param>
/// <param name="Standing">Where it stands now.</param>
/// <param name="LooksLike">Whether an advisor should say if it is the same as another.</param>
public sealed record OpportunityLine(Opportunity Opportunity, OpportunityStatus Standing, bool LooksLike);

internal sealed class SearchOpportunitiesHandler(HubDbFactory databases, IOpportunityIndex index, TimeProvider clock)
    : IRequestHandler<SearchOpportunities, OpportunityList>
{
    private const int MaxPageSize = 100;

    public async Task<OpportunityList> Handle(SearchOpportunities request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        var now = clock.GetUtcNow();
        var found = OpportunityQuery.Find(db, index, request.Filter, now);
        var size = Math.Clamp(request.PageSize, 1, MaxPageSize);
        var sorted = request is { FitsFirst: true, Viewer.CityId: { } home, Filter: { Sort: null, Words: null } }
            ? OpportunityQuery.SortFor(found, db, home, now)
            : OpportunityQuery.Sort(found, request.Filter, now);
        var page = await sorted
            .Skip((Math.Clamp(request.Page, 1, int.MaxValue / MaxPageSize) - 1) * size).Take(size).Select(row => row.Opportunity).ToListAsync(cancellationToken);
        var ids = page.Select(opportunity => opportunity.Id).ToList();
        var alike = await db.OpportunityLikenesses.Where(l => l.SettledAt == null && ids.Contains(l.OpportunityId)).Select(l => l.OpportunityId).ToListAsync(cancellationToken);
        return new OpportunityList(
            [.. page.Select(opportunity => new OpportunityLine(opportunity, opportunity.StandingAt(now), alike.Contains(opportunity.Id)))],
            await found.CountAsync(cancellationToken));
    }
}

/// <summary>An opportunity with how well it fits the words.</summary>
internal sealed class RankedOpportunity
{
    public required Opportunity Opportunity { get; init; }

    public double Rank { get; init; }
}

/// <summary>The filter as a query: for the pages, for our API, for whoever watches a saved search.</summary>
internal static class OpportunityQuery
{
    private static readonly ScreeningState[] Hidden = [ScreeningState.Rejected, ScreeningState.Merged];

    /// <summary>What has the words and passes the filter.</summary>
    public static IQueryable<RankedOpportunity> Find(HubDb db, IOpportunityIndex index, OpportunityFilter filter, DateTimeOffset now)
    {
        var rows = Filtered(db.Opportunities.AsNoTracking(), filter, now);
        return filter.Words is { } words && index.Find(db, words) is { } hits
            ? from opportunity in rows
              join hit in hits on opportunity.Row equals hit.Row
              select new RankedOpportunity { Opportunity = opportunity, Rank = hit.Rank }
            : rows.Select(opportunity => new RankedOpportunity { Opportunity = opportunity });
    }

    /// <summary>In the order that the filter asks for.</summary>
    public static IQueryable<RankedOpportunity> Sort(IQueryable<RankedOpportunity> rows, OpportunityFilter filter, DateTimeOffset now) =>
        (filter.Sort ?? (FoldText.Words(filter.Words ?? "").Any() ? OpportunitySort.Relevance : OpportunitySort.Closing)) switch
        {
            OpportunitySort.Relevance => rows.OrderBy(row => row.Rank).ThenByDescending(row => row.Opportunity.Row),
            OpportunitySort.Newest => rows.OrderByDescending(row => row.Opportunity.CreatedAt).ThenByDescending(row => row.Opportunity.Row),
            _ => rows.OrderBy(row => row.Opportunity.GoneAt != null || row.Opportunity.ClosesAt <= now ? 2 : row.Opportunity.ClosesAt == null ? 1 : 0)
                .ThenBy(row => row.Opportunity.ClosesAt).ThenByDescending(row => row.Opportunity.Row),
        };

    /// <summary>What fits a city first: by verdict, then fit, then deadline; what is over last, whatever it was.</summary>
    public static IQueryable<RankedOpportunity> SortFor(IQueryable<RankedOpportunity> rows, HubDb db, Guid cityId, DateTimeOffset now)
    {
        var matches = db.Matches.Where(match => match.CityId == cityId);
        return rows
            .OrderBy(row => row.Opportunity.GoneAt != null || row.Opportunity.ClosesAt <= now ? 1 : 0)
            .ThenBy(row => matches.Any(m => m.OpportunityId == row.Opportunity.Id && (m.Override ?? m.Overall) == Overall.Yes) ? 0
                : matches.Any(m => m.OpportunityId == row.Opportunity.Id && (m.Override ?? m.Overall) == Overall.YesIf) ? 1
                : matches.Any(m => m.OpportunityId == row.Opportunity.Id && (m.Override ?? m.Overall) == Overall.Ask) ? 2
                : matches.Any(m => m.OpportunityId == row.Opportunity.Id) ? 4 : 3)
            .ThenByDescending(row => matches.Where(m => m.OpportunityId == row.Opportunity.Id).Max(m => (int?)m.Score) ?? 0)
            .ThenBy(row => row.Opportunity.ClosesAt == null ? 1 : 0)
            .ThenBy(row => row.Opportunity.ClosesAt)
            .ThenByDescending(row => row.Opportunity.Row);
    }

    private static IQueryable<Opportunity> Filtered(IQueryable<Opportunity> rows, OpportunityFilter filter, DateTimeOffset now)
    {
        rows = filter.State is { } state ? rows.Where(o => o.State == state) : rows.Where(o => !Hidden.Contains(o.State));
        if (filter.Standing.Count > 0)
        {
            rows = rows.Where(StandsAt(filter.Standing, now));
        }

        // A day begins and ends somewhere: for filters, which are about weeks, in UTC.
        if (filter.ClosesFrom is { } closesFrom)
        {
            var from = Start(closesFrom);
            rows = rows.Where(o => o.ClosesAt >= from);
        }

        if (filter.ClosesUntil is { } closesUntil && closesUntil < DateOnly.MaxValue)
        {
            var until = Start(closesUntil.AddDays(1));
            rows = rows.Where(o => o.ClosesAt < until);
        }

        rows = filter.OpensFrom is { } opensFrom ? rows.Where(o => o.PostDay >= opensFrom) : rows;
        rows = filter.OpensUntil is { } opensUntil ? rows.Where(o => o.PostDay <= opensUntil) : rows;
        return Who(Money(rows, filter), filter);
    }

    private static IQueryable<Opportunity> Money(IQueryable<Opportunity> rows, OpportunityFilter filter)
    {
        if (string.IsNullOrWhiteSpace(filter.Currency))
        {
            return rows;
        }

        var currency = filter.Currency.Trim().ToUpperInvariant();
        rows = rows.Where(o => o.Currency == currency);
        rows = filter.MoneyFrom is { } from ? rows.Where(o => (o.MaxAmount ?? o.TotalAmount ?? o.MinAmount) >= from) : rows;
        return filter.MoneyUntil is { } until ? rows.Where(o => (o.MinAmount ?? o.MaxAmount ?? o.TotalAmount) <= until) : rows;
    }

    private static IQueryable<Opportunity> Who(IQueryable<Opportunity> rows, OpportunityFilter filter)
    {
        if (!string.IsNullOrWhiteSpace(filter.Country))
        {
            var (country, orUnknown) = ($"|{filter.Country.Trim().ToUpperInvariant()}|", !filter.OnlyKnown);
            rows = rows.Where(o => !o.BarredKeys.Contains(country) && ((orUnknown && o.CountryKeys == null) || o.CountryKeys!.Contains(country)));
        }

        if (!string.IsNullOrWhiteSpace(filter.ApplicantType))
        {
            var type = $"|{filter.ApplicantType.Trim()}|";
            rows = rows.Where(o => o.ApplicantKeys.Contains(type));
        }

        if (FoldText.Fold(filter.Theme?.Trim() ?? "") is { Length: > 0 } theme)
        {
            rows = rows.Where(o => o.ThemeKeys.Contains(theme));
        }

        return FoldText.Fold(filter.Funder?.Trim() ?? "") is { Length: > 0 } funder ? rows.Where(o => o.FunderKey.Contains(funder)) : rows;
    }

    private static Expression<Func<Opportunity, bool>> StandsAt(FactList<OpportunityStatus> standing, DateTimeOffset now)
    {
        var closed = standing.Contains(OpportunityStatus.Closed);
        OpportunityStatus[] living = [.. standing.Where(status => status != OpportunityStatus.Closed)];
        return o => o.GoneAt != null || o.ClosesAt <= now || o.Status == OpportunityStatus.Closed ? closed : living.Contains(o.Status);
    }

    private static DateTimeOffset Start(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}
