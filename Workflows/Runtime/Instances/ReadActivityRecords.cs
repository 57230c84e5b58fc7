using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Execution;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Instances;

/// <summary>Reads what activities of an instance did.</summary>
public sealed class ReadActivityRecords
{
    private readonly IRuntimeDbFactory databases;

    /// <summary>Makes the use case.</summary>
    /// <param name="databases">Where they are.</param>
    public ReadActivityRecords(IRuntimeDbFactory databases) => this.databases = databases;

    /// <summary>Records of an instance, by start.</summary>
    /// <param name="query">Which.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The records; none when there is no such instance.</returns>
    public async Task<IReadOnlyList<ActivityRecord>> ListAsync(ActivityRecordQuery query, CancellationToken cancellation)
    {
        await using var db = databases.Create();
        var rows = await query.Of(db.ActivityRecords.AsNoTracking()).OrderBy(row => row.StartedAt).ToListAsync(cancellation);
        return [.. rows.Select(row => RecordJson.Read(row.Record)).OrderBy(record => record.StartedAt).ThenBy(record => record.CallStackDepth)];
    }

    /// <summary>How many records there are.</summary>
    /// <param name="query">Which.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The number.</returns>
    public async Task<int> CountAsync(ActivityRecordQuery query, CancellationToken cancellation)
    {
        await using var db = databases.Create();
        return await query.Of(db.ActivityRecords).CountAsync(cancellation);
    }

    /// <summary>One record, and its instance.</summary>
    /// <param name="id">The execution.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The record, or <see langword="null"/>.</returns>
    public async Task<(string InstanceId, ActivityRecord Record)?> OneAsync(string id, CancellationToken cancellation)
    {
        await using var db = databases.Create();
        var row = await db.ActivityRecords.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellation);
        return row is null ? null : (row.InstanceId, RecordJson.Read(row.Record));
    }

    /// <summary>What came before an execution on its way, the root first and itself last.</summary>
    /// <param name="id">The execution.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The instance and its records, or <see langword="null"/> when there is no such execution.</returns>
    public async Task<(string InstanceId, IReadOnlyList<ActivityRecord> Records)?> CallStackAsync(string id, CancellationToken cancellation)
    {
        if (await OneAsync(id, cancellation) is not var (instanceId, record))
        {
            return null;
        }

        var all = (await ListAsync(new ActivityRecordQuery(instanceId), cancellation)).ToDictionary(other => other.Id, StringComparer.Ordinal);
        var stack = new List<ActivityRecord>();
        for (var next = record; next is not null && stack.Count <= all.Count;
            next = next.SchedulingActivityExecutionId is { } before ? all.GetValueOrDefault(before) : null)
        {
            stack.Add(next);
        }

        stack.Reverse();
        return (instanceId, stack);
    }
}

/// <summary>Which records to read. Null and empty leave it open.</summary>
/// <param name="InstanceId">The instance.</param>
public sealed record ActivityRecordQuery(string InstanceId)
{
    /// <summary>Only of this activity.</summary>
    public string? ActivityId { get; init; }

    /// <summary>Only of activities at these paths.</summary>
    public IReadOnlyList<string> NodeIds { get; init; } = [];

    /// <summary>Only completed or only other ones.</summary>
    public bool? Completed { get; init; }

    internal IQueryable<ActivityRecordRow> Of(IQueryable<ActivityRecordRow> rows)
    {
        rows = rows.Where(row => row.InstanceId == InstanceId);
        rows = ActivityId is { } activityId ? rows.Where(row => row.ActivityId == activityId) : rows;
        rows = NodeIds.Count > 0 ? rows.Where(row => NodeIds.Contains(row.ActivityNodeId)) : rows;
        return Completed is { } completed ? rows.Where(row => row.Status == ActivityStatus.Completed == completed) : rows;
    }
}
