using System.Text.Json;
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

    /// <summary>Reads journal entries.</summary>
    /// <param name="json">As written.</param>
    /// <returns>The entries, in order.</returns>
    public static List<JournalEntry> Journal(byte[] json) => JsonSerializer.Deserialize(json, RuntimeJson.Default.ListJournalEntry)!;

    /// <summary>An instance's records: of each execution the last, in the order in which executions began.</summary>
    /// <param name="bursts">Lists of records, oldest first.</param>
    /// <returns>The records.</returns>
    public static IReadOnlyList<ActivityRecord> Records(IEnumerable<byte[]> bursts)
    {
        var latest = new OrderedDictionary<string, ActivityRecord>(StringComparer.Ordinal);
        foreach (var record in bursts.SelectMany(json => JsonSerializer.Deserialize(json, RuntimeJson.Default.ListActivityRecord)!))
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
}
