using System.Text.Json.Nodes;

namespace StrongCities.Host.Tests.Runtime;

/// <summary>Writes small definitions.</summary>
public static class Flow
{
    public static JsonObject Sequence(string definitionId, params JsonNode[] steps) => new()
    {
        ["definitionId"] = definitionId,
        ["name"] = definitionId,
        ["root"] = new JsonObject { ["id"] = "root", ["type"] = "Elsa.Sequence", ["version"] = 1, ["activities"] = new JsonArray(steps) },
    };

    /// <summary>Branches that wait side by side.</summary>
    public static JsonObject Parallel(string definitionId, params JsonNode[] branches) => new()
    {
        ["definitionId"] = definitionId,
        ["name"] = definitionId,
        ["root"] = new JsonObject { ["id"] = "root", ["type"] = "Elsa.Parallel", ["version"] = 1, ["activities"] = new JsonArray(branches) },
    };

    public static JsonObject Event(string id, string eventName) => Step(id, "Elsa.Event", "eventName", "String", eventName);

    public static JsonObject Delay(string id, TimeSpan span) => Step(id, "Elsa.Delay", "timeSpan", "TimeSpan", span.ToString("c"));

    public static JsonObject Publish(string id, string eventName) => Step(id, "Elsa.PublishEvent", "eventName", "String", eventName);

    public static JsonObject Step(string id, string type) => new() { ["id"] = id, ["type"] = type, ["version"] = 1 };

    private static JsonObject Step(string id, string type, string input, string typeName, string value)
    {
        var step = Step(id, type);
        step[input] = new JsonObject
        {
            ["typeName"] = typeName,
            ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = value },
        };
        return step;
    }
}
