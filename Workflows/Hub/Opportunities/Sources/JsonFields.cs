using System.Text.Json;

namespace StrongCities.Hub.Opportunities.Sources;

/// <summary>Reads JSON that may hold anything: what is missing or of another type is nothing.</summary>
internal static class JsonFields
{
    /// <summary>A whole document.</summary>
    /// <exception cref="SourceException">It is no JSON.</exception>
    public static JsonDocument Parse(Stream content)
    {
        try
        {
            return JsonDocument.Parse(content, new JsonDocumentOptions { MaxDepth = 64 });
        }
        catch (JsonException failure)
        {
            throw new SourceException(SourceProblem.Unreadable, $"What came is not JSON: {SourceText.Cut(failure.Message, 200)}", failure);
        }
    }

    public static JsonElement? Field(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var field) && field.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined) ? field : null;

    /// <summary>A text, a number as it is written, or the first of a list of such.</summary>
    public static string? Text(this JsonElement element, string name) => Text(element.Field(name));

    public static string? Text(this JsonElement? value) => value?.ValueKind switch
    {
        JsonValueKind.String => value.Value.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.Value.GetRawText(),
        JsonValueKind.Array when value.Value.GetArrayLength() > 0 => Text((JsonElement?)value.Value[0]),
        _ => null,
    };

    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.Field(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    public static IEnumerable<string?> Texts(this JsonElement element, string name) => element.Items(name).Select(item => Text((JsonElement?)item));

    public static decimal? Amount(this JsonElement element, string name, string key) => SourceMoney.Amount(element.Text(name), name, key);
}
