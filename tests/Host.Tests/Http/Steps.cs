using System.Text.Json.Nodes;

namespace StrongCities.Host.Tests.Http;

/// <summary>Writes the activities of small HTTP workflows.</summary>
internal static class Steps
{
    /// <summary>A sequence as a definition.</summary>
    public static JsonObject Definition(string id, params JsonNode[] steps) => new()
    {
        ["definitionId"] = id, ["name"] = id, ["root"] = new JsonObject { ["id"] = "root", ["type"] = "Elsa.Sequence", ["version"] = 1, ["activities"] = new JsonArray(steps) },
        ["outputs"] = new JsonArray(new JsonObject { ["name"] = "Out", ["type"] = "Object" }),
    };

    public static JsonObject Endpoint(string path, string method = "GET", bool starts = true, params (string Input, JsonNode Value)[] more)
    {
        var step = Of("Elsa.HttpEndpoint", [("path", path), ("supportedMethods", new JsonArray(method)), .. more]);
        step["customProperties"] = new JsonObject { ["canStartWorkflow"] = starts };
        return step;
    }

    public static JsonObject Answer(JsonNode content, params (string Input, JsonNode Value)[] more) => Of("Elsa.WriteHttpResponse", [("content", content), .. more]);

    public static JsonObject Send(string url, params (string Input, JsonNode Value)[] more) => Of("Elsa.SendHttpRequest", [("url", url), .. more]);

    /// <summary>An activity whose inputs are literals, or JavaScript that begins with <c>=</c>.</summary>
    public static JsonObject Of(string type, params (string Input, JsonNode Value)[] inputs)
    {
        var step = new JsonObject { ["id"] = $"{type.Split('.')[1]}{Guid.NewGuid():N}", ["type"] = type, ["version"] = 1 };
        foreach (var (input, value) in inputs)
        {
            var script = value is JsonValue text && text.TryGetValue(out string? code) && code.StartsWith('=') ? code[1..] : null;
            step[input] = new JsonObject
            {
                ["typeName"] = "Object",
                ["expression"] = new JsonObject { ["type"] = script is null ? "Literal" : "JavaScript", ["value"] = script ?? value.DeepClone() },
            };
        }

        return step;
    }
}
