using System.Globalization;
using System.Text;
using DotLiquid;
using DotLiquid.Util;
using StrongCities.Engine.Definitions;

namespace StrongCities.Engine.Expressions;

/// <summary>Filters that Elsa's templates have and DotLiquid lacks, or has otherwise.</summary>
public static class LiquidFilters
{
    /// <summary>Where a template's context keeps the burst's time.</summary>
    internal const string Now = "now";

    /// <summary>The value as JSON text.</summary>
    /// <param name="input">Any value.</param>
    /// <returns>Compact JSON.</returns>
    public static string Json(object? input) => LiquidValues.ToJson(input)?.ToJsonString(ElsaJson.Compact) ?? "null";

    /// <summary>The text in base64, as UTF-8.</summary>
    /// <param name="input">A text.</param>
    /// <returns>Base64.</returns>
    public static string Base64(object? input) => Convert.ToBase64String(Encoding.UTF8.GetBytes(Values.ToText(input)));

    /// <summary>The names of an object's members.</summary>
    /// <param name="input">An object.</param>
    /// <returns>Names in order; none for anything else.</returns>
    public static IEnumerable<string> Keys(object? input) =>
        input is LiquidObject json ? json.Json.Select(member => member.Key).ToList() : [];

    /// <summary>Formats a moment by strftime. <c>now</c> is the burst's time.</summary>
    /// <param name="context">The template's.</param>
    /// <param name="input">A moment, text that holds one, or seconds since 1970.</param>
    /// <param name="format">Such as <c>%d.%m.%Y</c>; nothing leaves the moment as it is.</param>
    /// <returns>Text; empty for what is no moment.</returns>
    public static object? Date(Context context, object? input, string? format = null)
    {
        DateTimeOffset? moment = input switch
        {
            DateTimeOffset offset => offset,
            DateTime utc => new DateTimeOffset(utc.Ticks, TimeSpan.Zero),
            int or long or decimal => DateTimeOffset.FromUnixTimeSeconds(Convert.ToInt64(input, CultureInfo.InvariantCulture)),
            "now" or "today" => (DateTimeOffset)context.Registers[Now],
            string text when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed) => parsed,
            _ => null,
        };
        return moment is null ? "" : string.IsNullOrEmpty(format) ? moment : moment.Value.ToStrFTime(format, CultureInfo.InvariantCulture);
    }

    /// <summary>Formats a moment by a .NET format.</summary>
    /// <param name="input">A moment.</param>
    /// <param name="format">Such as <c>dd.MM.yyyy</c>.</param>
    /// <param name="culture">A culture's name, or nothing for invariant.</param>
    /// <returns>Text.</returns>
    public static string FormatDate(object? input, string format = "", string? culture = null) =>
        Conversion.ToMoment(input).ToString(format, Culture(culture));

    /// <summary>Formats a number by a .NET format.</summary>
    /// <param name="input">A number.</param>
    /// <param name="format">Such as <c>N2</c>.</param>
    /// <param name="culture">A culture's name, or nothing for invariant.</param>
    /// <returns>Text.</returns>
    public static string FormatNumber(object? input, string format = "", string? culture = null) =>
        Conversion.To<decimal>(input).ToString(format, Culture(culture));

    /// <summary>Fills the places of a text.</summary>
    /// <param name="input">Such as <c>a{0}</c>.</param>
    /// <param name="value">For the place 0.</param>
    /// <returns>Text.</returns>
    public static string FormatString(string input, object? value = null) => string.Format(CultureInfo.InvariantCulture, input, value);

    /// <summary>Another value in place of nothing: null, false, or empty text.</summary>
    /// <param name="input">Any value.</param>
    /// <param name="otherwise">What to take instead.</param>
    /// <returns>One of the two.</returns>
    public static object? Default(object? input, object? otherwise = null) => input is null or false or "" ? otherwise : input;

    /// <summary>Text with more behind it.</summary>
    /// <param name="input">A text.</param>
    /// <param name="more">What to add; a flag as <c>true</c> or <c>false</c>.</param>
    /// <returns>Text.</returns>
    public static string Append(object? input, object? more) => Text(input) + Text(more);

    /// <summary>Text with more before it.</summary>
    /// <param name="input">A text.</param>
    /// <param name="more">What to add; a flag as <c>true</c> or <c>false</c>.</param>
    /// <returns>Text.</returns>
    public static string Prepend(object? input, object? more) => Text(more) + Text(input);

    /// <summary>The first words of a text. DotLiquid has it under another name.</summary>
    /// <param name="input">A text.</param>
    /// <param name="words">How many words to keep.</param>
    /// <param name="ending">What stands for the rest.</param>
    /// <returns>Text.</returns>
    public static string Truncatewords(string input, int words = 15, string ending = "...") =>
        input.Split(' ', StringSplitOptions.RemoveEmptyEntries) is var all && all.Length > words
            ? string.Join(' ', all[..Math.Max(words, 0)]) + ending : input;

    /// <summary>A list in order.</summary>
    /// <param name="input">A list.</param>
    /// <param name="member">The member to order objects by, or nothing for plain values.</param>
    /// <returns>A new list; anything else as it is.</returns>
    public static object? Sort(object? input, string? member = null)
    {
        if (input is null or string or LiquidObject || input is not System.Collections.IEnumerable list)
        {
            return input;
        }

        object? Key(object? item) => member is not null && item is LiquidObject json ? json[member] : item;
        return list.Cast<object?>().OrderBy(item => Key(item) is { } key && LiquidMath.TryNumber(key, out var number) ? number : decimal.MaxValue)
            .ThenBy(item => Values.ToText(Key(item)), StringComparer.Ordinal).ToList();
    }

    private static string Text(object? value) => value switch
    {
        bool flag => flag ? "true" : "false",
        decimal number => LiquidMath.Text(number),
        _ => Values.ToText(value),
    };

    private static CultureInfo Culture(string? name) => name is null ? CultureInfo.InvariantCulture : CultureInfo.GetCultureInfo(name);
}
