using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace StrongCities.Host.Tests.ElsaApi;

/// <summary>Sends recorded requests again and compares the answers. Ids of the recording stand for those that are found in their place here.</summary>
internal static partial class Recording
{
    private static readonly string[] NotCompared = ["root", "zipEntries", "errors", "activity", "stackTrace"];
    private static readonly string[] Ids = ["id", "workflowInstanceId", "planId", "activityInstanceId", "definitionVersionId"];

    public static StringContent? Body(JsonNode request, Dictionary<string, string> ids) => request["body"] switch
    {
        null => (string?)request["method"] == "POST" ? new StringContent("{}", Encoding.UTF8, "application/json") : null,
        JsonValue text when text.TryGetValue(out string? raw) => new StringContent(raw, Encoding.UTF8, "application/json"),
        var json => new StringContent(Mapped(json.ToJsonString(), ids), Encoding.UTF8, "application/json"),
    };

    public static string Mapped(string text, Dictionary<string, string> ids) => ids.Aggregate(text, (now, id) => now.Replace(id.Key, id.Value, StringComparison.Ordinal));

    public static List<string> Compare(JsonNode response, Answer answer, Dictionary<string, string> ids)
    {
        var found = new List<string>();
        if ((int)response["status"]! != (int)answer.Status)
        {
            found.Add($"status {response["status"]}, here {(int)answer.Status}");
        }

        if (response["body"] is JsonObject or JsonArray && answer.Bytes is [(byte)'{' or (byte)'[', ..])
        {
            Members(response["body"], answer.Json, "", found, ids);
        }

        return found;
    }

    /// <summary>Every member recorded must be there; more may be. Ids are learned, because later requests name them.</summary>
    private static void Members(JsonNode? recorded, JsonNode? here, string place, List<string> found, Dictionary<string, string> ids)
    {
        switch (recorded, here)
        {
            case (JsonObject a, JsonObject b):
                foreach (var (name, value) in a)
                {
                    if (NotCompared.Contains(name))
                    {
                        continue;
                    }

                    if (value is not null && b[name] is null)
                    {
                        found.Add($"{place}.{name} is missing");
                    }
                    else if (Ids.Contains(name) && value is JsonValue id && RowId().IsMatch(id.ToString()))
                    {
                        ids[id.ToString()] = b[name]!.ToString();
                    }

                    Members(value, b[name], $"{place}.{name}", found, ids);
                }

                break;
            case (JsonArray { Count: > 0 } a, JsonArray { Count: > 0 } b) when !place.EndsWith("puts", StringComparison.Ordinal) && !place.EndsWith("variables", StringComparison.Ordinal):
                Members(a[0], b[0], place + "[0]", found, ids);
                break;
        }
    }

    [GeneratedRegex("^[0-9a-f]{14,16}$")]
    private static partial Regex RowId();
}
