using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using StrongCities.Engine.Execution;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Instances;

/// <summary>The two lists of a history row as JSON, and the history of an instance from its rows.</summary>
internal static class HistoryJson
{
    /// <summary>Writes journal entries.</summary>
    /// <param name="entries">In order.</param>
    /// <returns>A UTF-8 JSON list, packed.</returns>
    public static byte[] Pack(IReadOnlyList<JournalEntry> entries)
    {
        var scratch = JsonScratch.Take();
        scratch.Json.WriteStartArray();
        for (var i = 0; i < entries.Count; i++)
        {
            JsonSerializer.Serialize(scratch.Json, entries[i], RuntimeJson.Default.JournalEntry);
        }

        scratch.Json.WriteEndArray();
        scratch.Json.Flush();
        return PackedJson.Pack(scratch.Written);
    }

    /// <summary>Writes activity records, each cut to its largest size.</summary>
    /// <param name="records">The records.</param>
    /// <param name="maxRecordSize">See <see cref="InstanceOptions.MaxRecordSize"/>.</param>
    /// <returns>A UTF-8 JSON list, packed.</returns>
    public static byte[] Pack(IReadOnlyList<ActivityRecord> records, int maxRecordSize)
    {
        var scratch = JsonScratch.Take();
        scratch.Add((byte)'[');
        for (var i = 0; i < records.Count; i++)
        {
            if (i > 0)
            {
                scratch.Add((byte)',');
            }

            RecordJson.Write(scratch, records[i], maxRecordSize);
        }

        scratch.Add((byte)']');
        return PackedJson.Pack(scratch.Written);
    }

    /// <summary>Reads the journal entries of one burst.</summary>
    /// <param name="json">As written.</param>
    /// <returns>The entries, in order; <see langword="null"/> when the row is damaged.</returns>
    public static List<JournalEntry>? Journal(byte[] json) => Read(json, RuntimeJson.Default.ListJournalEntry);

    /// <summary>Reads the journal entries of an instance. In place of those of a damaged row comes one that says so.</summary>
    /// <param name="bursts">With the revision that each made, oldest first.</param>
    /// <returns>The entries, in order.</returns>
    public static IEnumerable<JournalEntry> Journal(IEnumerable<(long Revision, byte[] Journal)> bursts)
    {
        JournalEntry? last = null;
        foreach (var (revision, json) in bursts)
        {
            foreach (var entry in Journal(json) ?? [Lost(revision, last)])
            {
                yield return last = entry;
            }
        }
    }

    /// <summary>An instance's records: of each execution the last that can be read, in the order in which executions began.</summary>
    /// <param name="bursts">Lists of records, oldest first.</param>
    /// <returns>The records.</returns>
    public static IReadOnlyList<ActivityRecord> Records(IEnumerable<byte[]> bursts)
    {
        var latest = new OrderedDictionary<string, ActivityRecord>(StringComparer.Ordinal);
        foreach (var record in bursts.SelectMany(json => Read(json, RuntimeJson.Default.ListActivityRecord) ?? []))
        {
            latest[record.Id] = record;
        }

        return [.. latest.Values.OrderBy(record => record.StartedAt).ThenBy(record => record.CallStackDepth)];
    }

    /// <summary>Records of many instances, one instance at a time.</summary>
    /// <param name="bursts">Lists of records with their instance, those of one instance together and oldest first.</param>
    /// <returns>Instances in the order of the rows.</returns>
    public static async IAsyncEnumerable<(string InstanceId, IReadOnlyList<ActivityRecord> Records)> ByInstanceAsync(
        IAsyncEnumerable<(string InstanceId, byte[] Records)> bursts)
    {
        string? instanceId = null;
        var mine = new List<byte[]>();
        await foreach (var burst in bursts)
        {
            if (instanceId is not null && burst.InstanceId != instanceId)
            {
                yield return (instanceId, Records(mine));
                mine.Clear();
            }

            instanceId = burst.InstanceId;
            mine.Add(burst.Records);
        }

        if (instanceId is not null)
        {
            yield return (instanceId, Records(mine));
        }
    }

    // Every burst writes an entry at least, so this number belongs to a lost one and to none that is shown.
    private static JournalEntry Lost(long revision, JournalEntry? before) => new()
    {
        Sequence = (before?.Sequence ?? 0) + 1,
        Timestamp = before?.Timestamp ?? DateTimeOffset.UnixEpoch,
        EventName = "Error",
        ActivityId = "Workflow1",
        ActivityNodeId = "Workflow1",
        ActivityType = "Elsa.Workflow",
        ActivityTypeVersion = 1,
        ActivityInstanceId = "",
        Message = $"This part of the history (revision {revision}) cannot be read: its stored row is damaged. The rest is shown. A backup may still have it.",
    };

    private static T? Read<T>(byte[] json, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(json, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
