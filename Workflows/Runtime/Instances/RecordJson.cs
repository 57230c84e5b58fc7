using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using StrongCities.Engine.Execution;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Instances;

/// <summary>Activity records as stored: never larger than the limit, whatever a workflow moves about.</summary>
internal static class RecordJson
{
    private const int MaxMessage = 2000;

    /// <summary>Writes one. Of a record that is too large, every value that takes more than its share becomes a note of its size.</summary>
    /// <param name="to">Where it is added.</param>
    /// <param name="record">The record.</param>
    /// <param name="maxSize">Bytes.</param>
    public static void Write(JsonScratch to, ActivityRecord record, int maxSize)
    {
        if (Fits(to, record, maxSize))
        {
            return;
        }

        var share = maxSize / 16;
        var cut = record with
        {
            ActivityState = Cut(record.ActivityState, share),
            Outputs = Cut(record.Outputs, share),
            Payload = Cut(record.Payload, share),
            Properties = Cut(record.Properties, share),
            Exception = record.Exception is { } failure
                ? failure with { Message = Cut(failure.Message), Detail = failure.Detail is { } detail ? Cut(detail) : null } : null,
        };
        if (!Fits(to, cut, maxSize))
        {
            Fits(to, cut with { ActivityState = null, Outputs = null, Payload = null, Properties = null, Exception = null }, int.MaxValue);
        }
    }

    /// <summary>Adds it, unless it is too large.</summary>
    private static bool Fits(JsonScratch to, ActivityRecord record, int maxSize)
    {
        var before = to.Length;
        to.Json.Reset();
        JsonSerializer.Serialize(to.Json, record, RuntimeJson.Default.ActivityRecord);
        to.Json.Flush();
        if (to.Length - before <= maxSize)
        {
            return true;
        }

        to.Length = before;
        return false;
    }

    private static string Cut(string text) => text.Length <= MaxMessage ? text : text[..MaxMessage];

    private static JsonObject? Cut(JsonObject? values, int share)
    {
        if (values is null)
        {
            return null;
        }

        var cut = new JsonObject();
        foreach (var (name, value) in values)
        {
            var size = Encoding.UTF8.GetByteCount(value?.ToJsonString() ?? "null");
            cut[name] = size <= share ? value?.DeepClone() : $"({size} bytes, too large for this record)";
        }

        return cut;
    }
}
