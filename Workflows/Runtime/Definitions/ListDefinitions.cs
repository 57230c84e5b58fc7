using Microsoft.EntityFrameworkCore;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Definitions;

/// <summary>Lists versions by page.</summary>
public sealed class ListDefinitions
{
    private readonly IRuntimeDbFactory databases;

    /// <summary>Makes the use case.</summary>
    /// <param name="databases">Where they are.</param>
    public ListDefinitions(IRuntimeDbFactory databases) => this.databases = databases;

    /// <summary>Lists.</summary>
    /// <param name="query">What to list.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The page, and how many there are in all.</returns>
    public async Task<DefinitionPage> RunAsync(DefinitionQuery query, CancellationToken cancellation)
    {
        await using var db = databases.Create();
        var rows = query.Version.Of(db.Definitions.AsNoTracking());
        if (query.DefinitionIds is { Count: > 0 } definitionIds)
        {
            rows = rows.Where(row => definitionIds.Contains(row.DefinitionId));
        }

        if (query.Ids is { Count: > 0 } ids)
        {
            rows = rows.Where(row => ids.Contains(row.Id));
        }

        if (query.Search is { Length: > 0 } search)
        {
            var pattern = $"%{search.Replace("\\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)}%";
            rows = rows.Where(row => EF.Functions.Like(row.Name, pattern, @"\") || EF.Functions.Like(row.DefinitionId, pattern, @"\") || row.Id == search);
        }

        var total = await rows.CountAsync(cancellation);
        var page = await Sorted(rows, query).ThenBy(row => row.DefinitionId).ThenBy(row => row.Version)
            .Skip(query.Skip).Take(query.Take).ToListAsync(cancellation);
        return new DefinitionPage(page, total);
    }

    private static IOrderedQueryable<DefinitionRow> Sorted(IQueryable<DefinitionRow> rows, DefinitionQuery query) => (query.OrderBy, query.Descending) switch
    {
        (DefinitionOrder.Name, false) => rows.OrderBy(row => row.Name),
        (DefinitionOrder.Name, true) => rows.OrderByDescending(row => row.Name),
        (DefinitionOrder.Version, false) => rows.OrderBy(row => row.Version),
        (DefinitionOrder.Version, true) => rows.OrderByDescending(row => row.Version),
        (_, false) => rows.OrderBy(row => row.CreatedAt),
        (_, true) => rows.OrderByDescending(row => row.CreatedAt),
    };
}

/// <summary>What to list.</summary>
/// <param name="Version">Which versions.</param>
/// <param name="Skip">Rows before the page; 0 or more.</param>
/// <param name="Take">Rows of the page at most; 1 or more.</param>
public sealed record DefinitionQuery(VersionOptions Version, int Skip, int Take)
{
    /// <summary>Part of a name or definition id, or a whole version id.</summary>
    public string? Search { get; init; }

    /// <summary>Only versions of these definitions; empty or <see langword="null"/> for all.</summary>
    public IReadOnlyCollection<string>? DefinitionIds { get; init; }

    /// <summary>Only these versions; empty or <see langword="null"/> for all.</summary>
    public IReadOnlyCollection<string>? Ids { get; init; }

    /// <summary>The order.</summary>
    public DefinitionOrder OrderBy { get; init; }

    /// <summary>Whether the order is turned round.</summary>
    public bool Descending { get; init; }
}

/// <summary>By what a list is sorted.</summary>
public enum DefinitionOrder
{
    /// <summary>When the version was made.</summary>
    Created,

    /// <summary>The name.</summary>
    Name,

    /// <summary>The version's number.</summary>
    Version,
}

/// <summary>A part of a list.</summary>
/// <param name="Rows">The page.</param>
/// <param name="Total">How many there are on all pages.</param>
public sealed record DefinitionPage(IReadOnlyList<DefinitionRow> Rows, int Total);
