using System.Text.Json;
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
        var bursts = await db.SeenHistory.Where(burst => burst.InstanceId == query.InstanceId).OrderBy(burst => burst.Revision)
            .Select(burst => burst.Records).ToListAsync(cancellation);
        return [.. HistoryJson.Records(bursts).Where(query.Matches)];
    }

    /// <summary>How many records there are.</summary>
    /// <param name="query">Which.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The number.</returns>
    public async Task<int> CountAsync(ActivityRecordQuery query, CancellationToken cancellation) => (await ListAsync(query, cancellation)).Count;

    /// <summary>
    /// One record, and its instance. An execution's id leads to few instances; one from before <see cref="LogicFlags.OrderedIds"/> is looked
    /// for in the history of all.
    /// </summary>
    /// <param name="id">The execution.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The record, or <see langword="null"/>.</returns>
    public async Task<(string InstanceId, ActivityRecord Record)?> OneAsync(string id, CancellationToken cancellation)
    {
        var from = ExecutionId.InstancePrefix(id);
        var to = from + char.MaxValue;
        var mention = JsonEncodedText.Encode(id);
        await using var db = databases.Create();
#pragma warning disable CA1309 // The one overload that becomes SQL, where the column's collation decides.
        var bursts = db.SeenHistory.Where(burst => string.Compare(burst.InstanceId, from) >= 0 && string.Compare(burst.InstanceId, to) <= 0)
#pragma warning restore CA1309
            .OrderByDescending(burst => burst.InstanceId).ThenByDescending(burst => burst.Revision)
            .Select(burst => new { burst.InstanceId, burst.Records }).AsAsyncEnumerable();
        await foreach (var burst in bursts.WithCancellation(cancellation))
        {
            if (burst.Records.AsSpan().IndexOf(mention.EncodedUtf8Bytes) >= 0
                && HistoryJson.Records([burst.Records]).FirstOrDefault(record => record.Id == id) is { } found)
            {
                return (burst.InstanceId, found);
            }
        }

        return null;
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

    internal bool Matches(ActivityRecord record) =>
        (ActivityId is null || record.ActivityId == ActivityId)
        && (NodeIds.Count == 0 || NodeIds.Contains(record.ActivityNodeId))
        && (Completed is not { } completed || record.Status == ActivityStatus.Completed == completed);
}
