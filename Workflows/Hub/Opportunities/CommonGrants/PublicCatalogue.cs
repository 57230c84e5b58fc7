using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Opportunities.Search;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Opportunities.CommonGrants;

/// <summary>
/// What everybody may read of a hub's catalogue, for programs of others: facts that funders published, and who may apply as far as it was found out. Nothing that was
/// rejected or merged, nobody's names or notes.
/// </summary>
/// <param name="databases">Reads.</param>
/// <param name="index">The text index.</param>
/// <param name="clock">What time it is.</param>
public sealed class PublicCatalogue(HubDbFactory databases, IOpportunityIndex index, TimeProvider clock)
{
    /// <summary>The hub whose catalogue is asked for.</summary>
    /// <param name="key">Its key; <see langword="null"/> where there is but one.</param>
    /// <param name="cancellation">The caller went away.</param>
    /// <returns>Its id, or <see langword="null"/>.</returns>
    public async Task<Guid?> FindHubAsync(string? key, CancellationToken cancellation)
    {
        await using var db = databases.Create(null);
        var hubs = await db.Hubs.Where(hub => key == null || hub.Key == key).Select(hub => hub.Id).Take(2).ToListAsync(cancellation);
        return hubs.Count == 1 ? hubs[0] : null;
    }

    /// <summary>One opportunity.</summary>
    /// <param name="hubId">Whose catalogue.</param>
    /// <param name="id">Which.</param>
    /// <param name="cancellation">The caller went away.</param>
    /// <returns>It, or <see langword="null"/>.</returns>
    public async Task<Opportunity?> GetAsync(Guid hubId, Guid id, CancellationToken cancellation)
    {
        await using var db = databases.Create(null);
        return await Published(db, hubId).SingleOrDefaultAsync(o => o.Id == id, cancellation);
    }

    /// <summary>A page of those that pass.</summary>
    /// <param name="hubId">Whose catalogue.</param>
    /// <param name="query">What is asked for.</param>
    /// <param name="cancellation">The caller went away.</param>
    /// <returns>The page, and how many there are.</returns>
    public async Task<(IReadOnlyList<Opportunity> Items, int Total)> FindAsync(Guid hubId, PublicQuery query, CancellationToken cancellation)
    {
        await using var db = databases.Create(null);
        var now = clock.GetUtcNow();
        var rows = Filtered(Published(db, hubId), query, now);
        if (query.Search is { } words && index.Find(db, words) is { } hits)
        {
            rows = from opportunity in rows join hit in hits on opportunity.Row equals hit.Row select opportunity;
        }

        var page = await Sorted(rows, query).Skip((int)Math.Min(int.MaxValue, (query.Page - 1L) * query.PageSize)).Take(query.PageSize).ToListAsync(cancellation);
        return (page, await rows.CountAsync(cancellation));
    }

    private static IQueryable<Opportunity> Published(HubDb db, Guid hubId) =>
        db.Opportunities.AsNoTracking().Where(o => o.HubId == hubId && (o.State == ScreeningState.New || o.State == ScreeningState.Screened));

    private static IQueryable<Opportunity> Filtered(IQueryable<Opportunity> rows, PublicQuery query, DateTimeOffset now)
    {
        if (query.Standing is { } standing)
        {
            var closed = standing.Contains(OpportunityStatus.Closed);
            OpportunityStatus[] living = [.. standing.Where(status => status != OpportunityStatus.Closed)];
            rows = rows.Where(o => o.GoneAt != null || o.ClosesAt <= now || o.Status == OpportunityStatus.Closed ? closed : living.Contains(o.Status));
        }

        if (query.Closes is { } closes)
        {
            rows = closes.Outside
                ? rows.Where(o => o.ClosesAt < closes.Min || o.ClosesAt > closes.Max)
                : rows.Where(o => o.ClosesAt >= closes.Min && o.ClosesAt <= closes.Max);
        }

        rows = Within(rows, query.Total, o => o.TotalAmount);
        rows = Within(rows, query.MinAward, o => o.MinAmount);
        return Within(rows, query.MaxAward, o => o.MaxAmount);
    }

    private static IQueryable<Opportunity> Within(IQueryable<Opportunity> rows, MoneyRange? range, Expression<Func<Opportunity, decimal?>> amount)
    {
        if (range is null)
        {
            return rows;
        }

        // One comparison for three columns: o => min <= amount(o) && amount(o) <= max, or the opposite.
        var (min, max) = (Constant(range.Min), Constant(range.Max));
        var test = range.Outside
            ? Expression.OrElse(Expression.LessThan(amount.Body, min), Expression.GreaterThan(amount.Body, max))
            : Expression.AndAlso(Expression.GreaterThanOrEqual(amount.Body, min), Expression.LessThanOrEqual(amount.Body, max));
        return rows.Where(o => o.Currency == range.Currency).Where(Expression.Lambda<Func<Opportunity, bool>>(test, amount.Parameters));

        static ConstantExpression Constant(decimal value) => Expression.Constant(value, typeof(decimal?));
    }

    private static IOrderedQueryable<Opportunity> Sorted(IQueryable<Opportunity> rows, PublicQuery query) => query.SortBy switch
    {
        "createdAt" => By(rows, o => o.CreatedAt, query.Descending),
        "title" => By(rows, o => o.Title, query.Descending),
        "status.value" => By(rows, o => o.Status, query.Descending),
        "keyDates.closeDate" => By(rows, o => o.ClosesAt, query.Descending),
        "funding.totalAmountAvailable" => By(rows, o => o.TotalAmount, query.Descending),
        "funding.minAwardAmount" => By(rows, o => o.MinAmount, query.Descending),
        "funding.maxAwardAmount" => By(rows, o => o.MaxAmount, query.Descending),
        _ => By(rows, o => o.ChangedAt, query.Descending),
    };

    private static IOrderedQueryable<Opportunity> By<T>(IQueryable<Opportunity> rows, Expression<Func<Opportunity, T>> key, bool descending) =>
        (descending ? rows.OrderByDescending(key) : rows.OrderBy(key)).ThenBy(o => o.Id);
}

/// <summary>What a program asks for.</summary>
public sealed record PublicQuery
{
    /// <summary>What can be sorted by, of <c>OppSortBy</c>.</summary>
    public static IReadOnlyList<string> Sorts { get; } =
    [
        "lastModifiedAt", "createdAt", "title", "status.value", "keyDates.closeDate", "funding.maxAwardAmount", "funding.minAwardAmount", "funding.totalAmountAvailable",
    ];

    /// <summary>Words.</summary>
    public string? Search { get; init; }

    /// <summary>Where it stands; <see langword="null"/> for anywhere.</summary>
    public IReadOnlyList<OpportunityStatus>? Standing { get; init; }

    /// <summary>When it closes.</summary>
    public MomentRange? Closes { get; init; }

    /// <summary>All there is.</summary>
    public MoneyRange? Total { get; init; }

    /// <summary>The least of one award.</summary>
    public MoneyRange? MinAward { get; init; }

    /// <summary>The most of one award.</summary>
    public MoneyRange? MaxAward { get; init; }

    /// <summary>One of <see cref="Sorts"/>.</summary>
    public string SortBy { get; init; } = "lastModifiedAt";

    /// <summary>Whether the greatest comes first.</summary>
    public bool Descending { get; init; } = true;

    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>1 to 100.</summary>
    public int PageSize { get; init; } = 100;
}

/// <summary>Moments from and to, both included.</summary>
/// <param name="Min">From.</param>
/// <param name="Max">To.</param>
/// <param name="Outside">Whether those outside are meant.</param>
public sealed record MomentRange(DateTimeOffset Min, DateTimeOffset Max, bool Outside);

/// <summary>Amounts from and to in one currency; those in others are neither inside nor outside.</summary>
/// <param name="Min">From.</param>
/// <param name="Max">To.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Outside">Whether those outside are meant.</param>
public sealed record MoneyRange(decimal Min, decimal Max, string Currency, bool Outside);
