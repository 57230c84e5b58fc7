using System.Text.Json;
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

    /// <summary>A page, oldest first.</summary>
    /// <param name="query">Which rows.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The page; empty when there is no such instance.</returns>
    public async Task<JournalPage> PageAsync(JournalQuery query, CancellationToken cancellation)
    {
        await using var db = databases.Create();
        var rows = query.Of(db.Journal.AsNoTracking());
        if (query.NodeIds.Count > 0)
        {
            // The path is within the entry: rows of the same activity elsewhere in a nested workflow are told apart after reading.
            var all = await rows.OrderBy(row => row.Sequence).ToListAsync(cancellation);
            var entries = all.Select(Read).Where(entry => query.NodeIds.Contains(entry.Entry.ActivityNodeId)).ToList();
            return new JournalPage([.. entries.Skip(query.Skip).Take(query.Take)], entries.Count);
        }

        var total = await rows.CountAsync(cancellation);
        var page = await rows.OrderBy(row => row.Sequence).Skip(query.Skip).Take(query.Take).ToListAsync(cancellation);
        return new JournalPage([.. page.Select(Read)], total);
    }

    /// <summary>An activity's last row.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="activityId">The activity.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The row, or <see langword="null"/>.</returns>
    public async Task<StoredJournalEntry?> LastAsync(string instanceId, string activityId, CancellationToken cancellation)
    {
        await using var db = databases.Create();
        var row = await db.Journal.AsNoTracking().Where(row => row.InstanceId == instanceId && row.ActivityId == activityId)
            .OrderByDescending(row => row.Sequence).FirstOrDefaultAsync(cancellation);
        return row is null ? null : Read(row);
    }

    private static StoredJournalEntry Read(JournalRow row) => new(row.Id, JsonSerializer.Deserialize(row.Entry, RuntimeJson.Default.JournalEntry)!);
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

    internal IQueryable<JournalRow> Of(IQueryable<JournalRow> rows)
    {
        var lastIds = NodeIds.Select(path => path[(path.LastIndexOf(':') + 1)..]).ToList();
        rows = rows.Where(row => row.InstanceId == InstanceId);
        rows = ActivityIds.Count > 0 ? rows.Where(row => ActivityIds.Contains(row.ActivityId)) : rows;
        rows = lastIds.Count > 0 ? rows.Where(row => lastIds.Contains(row.ActivityId)) : rows;
        rows = ExcludedActivityTypes.Count > 0 ? rows.Where(row => !ExcludedActivityTypes.Contains(row.ActivityType)) : rows;
        return EventNames.Count > 0 ? rows.Where(row => EventNames.Contains(row.EventName)) : rows;
    }
}

/// <summary>A page of a journal.</summary>
/// <param name="Items">The page.</param>
/// <param name="Total">How many rows there are in all.</param>
public sealed record JournalPage(IReadOnlyList<StoredJournalEntry> Items, int Total);

/// <summary>A row of a journal.</summary>
/// <param name="Id">The row's id.</param>
/// <param name="Entry">What happened.</param>
public sealed record StoredJournalEntry(long Id, JournalEntry Entry);
