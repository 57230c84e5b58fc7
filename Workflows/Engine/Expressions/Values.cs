using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using StrongCities.Engine.Definitions;

namespace StrongCities.Engine.Expressions;

/// <summary>
/// Values inside the engine: <see langword="null"/>, text, bool, numbers, dates, bytes, and <see cref="JsonObject"/> or
/// <see cref="JsonArray"/> for all that is composite. This is how they come from and go to JSON.
/// </summary>
internal static class Values
{
    private const string OffsetFormat = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz";

    /// <summary>A value out of JSON: scalars become CLR scalars, the rest stays JSON.</summary>
    public static object? FromJson(JsonNode? node) => node switch
    {
        null => null,
        JsonValue value => Scalar(value),
        _ => node,
    };

    /// <summary>A value out of JSON, of a type known beforehand: exact where the type is.</summary>
    public static object? FromJson(JsonNode? node, DataType type) =>
        type == new DataType(DataKind.Decimal) && node is JsonValue value && value.TryGetValue(out decimal exact) ? exact
        : node is null && type.Kind is DataKind.Object or DataKind.Text or DataKind.Json ? null
        : Conversion.To(FromJson(node), type);

    /// <summary>A value as JSON that belongs to nobody yet, so that it can be put anywhere.</summary>
    /// <param name="value">An engine value, or a CLR object that serialises.</param>
    public static JsonNode? ToJson(object? value) => value switch
    {
        null => null,
        JsonNode node => node.DeepClone(),
        string text => JsonValue.Create(text),
        bool flag => JsonValue.Create(flag),
        int number => JsonValue.Create(number),
        long number => JsonValue.Create(number),
        double number => double.IsFinite(number) ? JsonValue.Create(number) : null,
        decimal number => JsonValue.Create(number),
        float number => float.IsFinite(number) ? JsonValue.Create(number) : null,
        short number => JsonValue.Create(number),
        DateTime moment => JsonValue.Create(new DateTimeOffset(moment.Ticks, TimeSpan.Zero).ToString(OffsetFormat, CultureInfo.InvariantCulture)),
        DateTimeOffset moment => JsonValue.Create(moment.ToString(OffsetFormat, CultureInfo.InvariantCulture)),
        TimeSpan span => JsonValue.Create(span.ToString("c", CultureInfo.InvariantCulture)),
        Guid guid => JsonValue.Create(guid.ToString()),
        Enum name => JsonValue.Create(name.ToString()),
        byte[] bytes => JsonValue.Create(Convert.ToBase64String(bytes)),
        JsonElement element => ElsaJson.Parse(element.GetRawText()),
        _ => JsonSerializer.SerializeToNode(value, value.GetType(), ElsaJson.Compact),
    };

    /// <summary>Makes an engine value of what an activity of the host hands over.</summary>
    public static object? Of(object? value) => value switch
    {
        null or string or bool or int or long or double or decimal or float or short => value,
        DateTime or DateTimeOffset or TimeSpan or Guid or byte[] => value,
        JsonNode node => FromJson(node.Parent is null ? node : node.DeepClone()),
        _ => FromJson(ToJson(value)),
    };

    /// <summary>Elsa's text of a value: invariant, <c>True</c> and <c>False</c>, JSON for what is composite, empty for null.</summary>
    public static string ToText(object? value) => value switch
    {
        null => "",
        string text => text,
        JsonNode node => node.ToJsonString(ElsaJson.Compact),
        byte[] bytes => Convert.ToBase64String(bytes),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static object? Scalar(JsonValue value) => value.GetValueKind() switch
    {
        JsonValueKind.String => value.GetValue<string>(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => Number(value),
        _ => null,
    };

    /// <summary>The smallest of int, long and double that holds it, whether it was parsed or made here.</summary>
    private static object Number(JsonValue value)
    {
        if (value.TryGetValue(out int small))
        {
            return small;
        }

        if (value.TryGetValue(out long large))
        {
            return Whole(large);
        }

        return value.TryGetValue(out double real) ? real : double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture);
    }

    /// <summary>A whole number as an int where it fits.</summary>
    public static object Whole(long number) => number is >= int.MinValue and <= int.MaxValue ? (object)(int)number : number;
}
