using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using StrongCities.Engine.Definitions;

namespace StrongCities.Engine.Execution;

/// <summary>The key under which stimuli and bookmarks meet.</summary>
public static class StimulusHash
{
    /// <summary>SHA-256 over name, payload and, where it counts, the execution, joined as Elsa joins them.</summary>
    /// <param name="name">The bookmark's name.</param>
    /// <param name="payload">The payload; members with null are left out, order counts.</param>
    /// <param name="activityInstanceId">Only for bookmarks that a stimulus must name exactly.</param>
    /// <returns>64 lower-case hex digits.</returns>
    public static string Of(string name, JsonNode? payload, string? activityInstanceId = null)
    {
        var text = new StringBuilder(name);
        if (payload is not null)
        {
            text.Append('|').Append(WithoutNulls(payload).ToJsonString(ElsaJson.Compact));
        }

        if (activityInstanceId is not null)
        {
            text.Append('|').Append(activityInstanceId);
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static JsonNode WithoutNulls(JsonNode payload)
    {
        if (payload is not JsonObject json || json.All(member => member.Value is not null))
        {
            return payload;
        }

        var kept = new JsonObject();
        foreach (var (name, value) in json)
        {
            if (value is not null)
            {
                kept[name] = value.DeepClone();
            }
        }

        return kept;
    }
}
