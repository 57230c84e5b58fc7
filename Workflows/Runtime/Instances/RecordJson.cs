using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using StrongCities.Engine.Execution;

namespace StrongCities.Runtime.Instances;

/// <summary>Activity records as stored: never larger than the limit, whatever a workflow moves about.</summary>
internal static class RecordJson
{
    private const int MaxMessage = 2000;

    /// <summary>Writes one. Of a record that is too large, every value that takes more than its share becomes a note of its size.</summary>
    /// <param name="record">The record.</param>
    /// <param name="maxSize">Bytes.</param>
    /// <returns>UTF-8.</returns>
    public static byte[] Write(ActivityRecord record, int maxSize)
    {
        var json = Serialize(record);
        if (json.Length <= maxSize)
        {
            return json;
        }

        var share = maxSize / 16;
        json = Serialize(record with
        {
            ActivityState = Cut(record.ActivityState, share),
            Outputs = Cut(record.Outputs, share),
            Payload = Cut(record.Payload, share),
            Properties = Cut(record.Properties, share),
            Exception = record.Exception is { } failure
                ? failure with { Message = Cut(failure.Message), Detail = failure.Detail is { } detail ? Cut(detail) : null } : null,
        });
        return json.Length <= maxSize ? json
            : Serialize(record with { ActivityState = null, Outputs = null, Payload = null, Properties = null, Exception = null });
    }

    private static byte[] Serialize(ActivityRecord record) => JsonSerializer.SerializeToUtf8Bytes(record, RuntimeJson.Default.ActivityRecord);

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
