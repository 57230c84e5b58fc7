using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Execution;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Instances;

/// <summary>Reads an instance's journal.</summary>
public sealed class ReadJournal
{
    private readonly IRuntimeDbFactory databases;

    /// <summary>Makes the use case.</summary>
    /// <param name="databases">Where it is.</param>
    public ReadJournal(IRuntimeDbFactory databases) => this.databases = databases;

    /// <summary>A page, oldest first. In place of what a damaged row held comes one entry that says so.</summary>
    /// <param name="query">Which rows.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The page; empty when there is no such instance.</returns>
    public async Task<JournalPage> PageAsync(JournalQuery query, CancellationToken cancellation)
    {
        await using var db = databases.Create();
        var bursts = await Of(db, query.InstanceId).OrderBy(burst => burst.Revision).Select(burst => new { burst.Revision, burst.Journal }).ToListAsync(cancellation);
        var entries = HistoryJson.Journal(bursts.Select(burst => (burst.Revision, burst.Journal))).Where(query.Matches).ToList();
        return new JournalPage([.. entries.Skip(query.Skip).Take(query.Take)], entries.Count);
    }

    /// <summary>An activity's last row.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="activityId">The activity.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The row, or <see langword="null"/>.</returns>
    public async Task<JournalEntry?> LastAsync(string instanceId, string activityId, CancellationToken cancellation)
    {
        await using var db = databases.Create();
        var bursts = Of(db, instanceId).OrderByDescending(burst => burst.Revision).Select(burst => burst.Journal).AsAsyncEnumerable();
        await foreach (var burst in bursts.WithCancellation(cancellation))
        {
            if (HistoryJson.Journal(burst)?.LastOrDefault(entry => entry.ActivityId == activityId) is { } last)
            {
                return last;
            }
        }

        return null;
    }

    private static IQueryable<HistoryRow> Of(RuntimeDb db, string instanceId) => db.SeenHistory.Where(burst => burst.InstanceId == instanceId);
}

/// <summary>Which rows of a journal to read. Empty lists leave it open.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="Skip">Rows to pass over. From 0.</param>
/// <param name="Take">Rows to give. From 1.</param>
public sealed record JournalQuery(string InstanceId, int Skip, int Take)
{
    /// <summary>Only of these activities.</summary>
    public IReadOnlyList<string> ActivityIds { get; init; } = [];

    /// <summary>Only of activities at these paths.</summary>
    public IReadOnlyList<string> NodeIds { get; init; } = [];

    /// <summary>Only not of these types.</summary>
    public IReadOnlyList<string> ExcludedActivityTypes { get; init; } = [];

    /// <summary>Only these events.</summary>
    public IReadOnlyList<string> EventNames { get; init; } = [];

    internal bool Matches(JournalEntry entry) =>
        (ActivityIds.Count == 0 || ActivityIds.Contains(entry.ActivityId))
        && (NodeIds.Count == 0 || NodeIds.Contains(entry.ActivityNodeId))
        && !ExcludedActivityTypes.Contains(entry.ActivityType)
        && (EventNames.Count == 0 || EventNames.Contains(entry.EventName));
}

/// <summary>A page of a journal.</summary>
/// <param name="Items">The page.</param>
/// <param name="Total">How many rows there are in all.</param>
public sealed record JournalPage(IReadOnlyList<JournalEntry> Items, int Total);
