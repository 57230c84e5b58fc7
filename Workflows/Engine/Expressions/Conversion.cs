using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using StrongCities.Engine.Definitions;

namespace StrongCities.Engine.Expressions;

/// <summary>
/// Elsa's lenient conversions: what cannot be converted becomes the type's default, never an error.
/// </summary>
internal static class Conversion
{
    private const NumberStyles WholeNumber = NumberStyles.Integer;
    private const NumberStyles RealNumber = NumberStyles.Float | NumberStyles.AllowThousands;

    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    /// <summary>Converts a value.</summary>
    /// <param name="value">An engine value, see <see cref="Values"/>.</param>
    /// <param name="type">The target.</param>
    /// <returns>A value of that type, or its default: null for text, lists and objects.</returns>
    public static object? To(object? value, DataType type)
    {
        if (type.IsList)
        {
            return ToList(value, type.Kind);
        }

        return type.Kind switch
        {
            DataKind.Object => value,
            DataKind.Text => value is null ? null : Values.ToText(value),
            DataKind.Json => ToJson(value),
            DataKind.Boolean => ToBoolean(value),
            DataKind.Int16 => (short)ToWhole(value, short.MinValue, short.MaxValue),
            DataKind.Int32 => (int)ToWhole(value, int.MinValue, int.MaxValue),
            DataKind.Int64 => ToWhole(value, long.MinValue, long.MaxValue),
            DataKind.Single => (float)ToReal(value),
            DataKind.Double => ToReal(value),
            DataKind.Decimal => ToDecimal(value),
            DataKind.Guid => value is Guid guid ? guid : Guid.TryParse(Values.ToText(value), out guid) ? guid : Guid.Empty,
            DataKind.DateTime => ToMoment(value).UtcDateTime,
            DataKind.DateTimeOffset => ToMoment(value),
            DataKind.TimeSpan => ToSpan(value),
            DataKind.Bytes => ToBytes(value),
            _ => value,
        };
    }

    /// <summary>Whether a value means something to a type, so that converting it loses nothing that somebody meant.</summary>
    /// <param name="value">An engine value; null fits everything.</param>
    /// <param name="type">The target.</param>
    public static bool Fits(object? value, DataType type)
    {
        if (value is null || type.IsList)
        {
            return true;
        }

        var text = Values.ToText(value);
        return type.Kind switch
        {
            DataKind.Boolean => value is bool || bool.TryParse(text, out _),
            DataKind.Int16 or DataKind.Int32 or DataKind.Int64 =>
                decimal.TryParse(text, RealNumber, Invariant, out var number) && number == ToWhole(value, LowOf(type.Kind), HighOf(type.Kind)),
            DataKind.Single or DataKind.Double or DataKind.Decimal => double.TryParse(text, RealNumber, Invariant, out _),
            DataKind.Guid => value is Guid || Guid.TryParse(text, out _),
            DataKind.DateTime or DataKind.DateTimeOffset => value is DateTime or DateTimeOffset || DateTimeOffset.TryParse(text, Invariant, out _),
            DataKind.TimeSpan => value is TimeSpan || TimeSpan.TryParse(text, Invariant, out _),
            _ => true,
        };
    }

    /// <summary>Converts to a CLR type, for activities.</summary>
    /// <typeparam name="T">A scalar, an enum, a <see cref="JsonNode"/>, or anything that JSON deserialises to.</typeparam>
    public static T? To<T>(object? value)
    {
        var target = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);
        if (value is null)
        {
            return default;
        }

        if (value is T same && value is not JsonNode)
        {
            return same;
        }

        if (target.IsEnum)
        {
            return Enum.TryParse(target, Values.ToText(value), ignoreCase: true, out var name) ? (T)name : default;
        }

        if (typeof(JsonNode).IsAssignableFrom(target))
        {
            return ToNode(value) is T node ? node : default;
        }

        var type = DataType.Of(target);
        return type == DataType.Object ? Deserialize<T>(value) : (T?)To(value, type);
    }

    /// <summary>Whether a condition holds: <c>true</c> and <c>1</c>, as values or text; anything else does not.</summary>
    public static bool ToBoolean(object? value) => value switch
    {
        bool flag => flag,
        string text => bool.TryParse(text, out var flag) && flag,
        int or long or short or double or decimal or float => ToReal(value) != 0,
        _ => false,
    };

    /// <summary>The moment, read as UTC where nothing else is said; the year 1 when it is none.</summary>
    public static DateTimeOffset ToMoment(object? value) => value switch
    {
        DateTimeOffset moment => moment,
        DateTime moment => new DateTimeOffset(moment.Ticks, TimeSpan.Zero),
        string text => DateTimeOffset.TryParse(text, Invariant, DateTimeStyles.AssumeUniversal, out var moment) ? moment : default,
        _ => default,
    };

    private static TimeSpan ToSpan(object? value) => value switch
    {
        TimeSpan span => span,
        string text => TimeSpan.TryParse(text, Invariant, out var span) ? span : default,
        int or long => TimeSpan.FromTicks(System.Convert.ToInt64(value, Invariant)),
        _ => default,
    };

    private static long LowOf(DataKind kind) => kind switch { DataKind.Int16 => short.MinValue, DataKind.Int32 => int.MinValue, _ => long.MinValue };

    private static long HighOf(DataKind kind) => kind switch { DataKind.Int16 => short.MaxValue, DataKind.Int32 => int.MaxValue, _ => long.MaxValue };

    private static long ToWhole(object? value, long low, long high)
    {
        var number = value switch
        {
            int whole => whole,
            long whole => whole,
            bool flag => flag ? 1 : 0,
            string text when long.TryParse(text, WholeNumber, Invariant, out var whole) => whole,
            string text when decimal.TryParse(text, RealNumber, Invariant, out var real) && real == Math.Truncate(real)
                && real is >= long.MinValue and <= long.MaxValue => (long)real,
            double or float or decimal => Rounded(value),
            _ => 0L,
        };
        return number >= low && number <= high ? number : 0;
    }

    private static long Rounded(object value)
    {
        var real = Math.Round(ToReal(value), MidpointRounding.ToEven);
        return real is >= -9.2e18 and <= 9.2e18 ? (long)real : 0;
    }

    private static double ToReal(object? value) => value switch
    {
        double real => real,
        string text => double.TryParse(text, RealNumber, Invariant, out var real) ? real : 0,
        int or long or short or float or decimal or bool => System.Convert.ToDouble(value, Invariant),
        _ => 0,
    };

    private static decimal ToDecimal(object? value) => value switch
    {
        decimal exact => exact,
        double real => Math.Abs(real) < 7.9e28 ? (decimal)real : 0,
        float real => Math.Abs(real) < 7.9e28f ? (decimal)real : 0,
        string text => decimal.TryParse(text, RealNumber, Invariant, out var exact) ? exact : 0,
        int or long or short or bool => System.Convert.ToDecimal(value, Invariant),
        _ => 0,
    };

    private static byte[]? ToBytes(object? value)
    {
        if (value is not string text)
        {
            return value as byte[];
        }

        var bytes = new byte[text.Length];
        return System.Convert.TryFromBase64String(text, bytes, out var count) ? bytes[..count] : null;
    }

    private static object? ToJson(object? value) =>
        value is string text && ElsaJson.TryParse(text, out var node) ? Values.FromJson(node) : value;

    private static JsonNode? ToNode(object value) =>
        value is string text && text.TrimStart() is ['{' or '[', ..] && ElsaJson.TryParse(text, out var node)
            ? node : Values.ToJson(value);

    /// <summary>Text that holds a JSON array is that array; any other single value becomes a list of one.</summary>
    private static JsonArray? ToList(object? value, DataKind item)
    {
        var list = value switch
        {
            null => null,
            JsonArray array => array,
            JsonObject json when ElsaJson.List(json) is { } wrapped => wrapped,
            string text when text.TrimStart().StartsWith('[') && ElsaJson.TryParse(text, out var node) => node as JsonArray,
            _ => new JsonArray(Values.ToJson(value)),
        };
        if (list is null || item is DataKind.Object or DataKind.Json)
        {
            return list;
        }

        var converted = new JsonArray();
        foreach (var entry in list)
        {
            converted.Add(Values.ToJson(To(Values.FromJson(entry), new DataType(item))));
        }

        return converted;
    }

    private static T? Deserialize<T>(object value)
    {
        try
        {
            return ToNode(value) is { } node ? node.Deserialize<T>(ReadOptions) : default;
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static readonly JsonSerializerOptions ReadOptions = new(JsonSerializerDefaults.Web) { MaxDepth = ElsaJson.MaxDepth };
}
