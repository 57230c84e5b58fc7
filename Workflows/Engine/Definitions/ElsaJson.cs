using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace StrongCities.Engine.Definitions;

/// <summary>
/// The habits of Elsa's JSON: members without case, lists wrapped by reference-preserving writers, numbers as text.
/// </summary>
internal static class ElsaJson
{
    /// <summary>Nested activities nest JSON three levels each; beyond this a definition is refused.</summary>
    public const int MaxDepth = 256;

    private static readonly JsonNodeOptions NodeOptions = new() { PropertyNameCaseInsensitive = true };

    private static readonly JsonDocumentOptions DocumentOptions = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = MaxDepth,
    };

    /// <summary>Compact, and letters beyond ASCII stay letters: what people see and what is stored.</summary>
    public static JsonSerializerOptions Compact { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = MaxDepth };

    /// <summary>Parses text into nodes whose members are found without case.</summary>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static JsonNode? Parse(ReadOnlySpan<byte> utf8Json) => JsonNode.Parse(utf8Json, NodeOptions, DocumentOptions);

    /// <inheritdoc cref="Parse(ReadOnlySpan{byte})"/>
    public static JsonNode? Parse(string json) => JsonNode.Parse(json, NodeOptions, DocumentOptions);

    /// <summary>Parses text that may or may not be JSON.</summary>
    public static bool TryParse(string json, out JsonNode? node)
    {
        try
        {
            node = Parse(json);
            return true;
        }
        catch (JsonException)
        {
            node = null;
            return false;
        }
    }

    /// <summary>The text of a member: a JSON string as it is, another scalar as JSON writes it.</summary>
    public static string? Text(this JsonObject? json, string member) => Text(json?[member]);

    /// <inheritdoc cref="Text(JsonObject?, string)"/>
    public static string? Text(JsonNode? node) => node switch
    {
        null => null,
        JsonValue value when value.TryGetValue(out string? text) => text,
        _ => node.ToJsonString(Compact),
    };

    /// <summary>A whole number, also when written as text.</summary>
    public static int? Integer(this JsonObject? json, string member) => json?[member] switch
    {
        JsonValue value when value.TryGetValue(out int number) => number,
        JsonValue value when value.TryGetValue(out string? text) && int.TryParse(text, out var number) => number,
        _ => null,
    };

    /// <summary>A flag, also when written as text.</summary>
    public static bool Flag(this JsonObject? json, string member) => json?[member] switch
    {
        JsonValue value when value.TryGetValue(out bool flag) => flag,
        JsonValue value when value.TryGetValue(out string? text) => bool.TryParse(text, out var flag) && flag,
        _ => false,
    };

    /// <summary>An object member, or <see langword="null"/> when it is missing or something else.</summary>
    public static JsonObject? Object(this JsonObject? json, string member) => json?[member] as JsonObject;

    /// <summary>The items of a list, plain or wrapped as <c>{"$values":[…]}</c> or <c>{"_type":…,"items":[…]}</c>.</summary>
    public static JsonArray? List(JsonNode? node) => node switch
    {
        JsonArray array => array,
        JsonObject json when json["$values"] is JsonArray values => values,
        JsonObject json when json["_type"] is not null && json["items"] is JsonArray items => items,
        _ => null,
    };
}
