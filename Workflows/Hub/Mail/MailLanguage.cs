using System.Globalization;
using Microsoft.Extensions.Localization;
using StrongCities.Hub.People;
using StrongCities.Hub.Words;

namespace StrongCities.Hub.Mail;

/// <summary>One reader's language: words, and times in their zone.</summary>
/// <remarks>
/// Days, months and their order are words of our own: ICU's culture data differs between systems and surprises (twelve-hour
/// clocks for Albanian, English for unknown regions).
/// </remarks>
public sealed class MailLanguage
{
    private static readonly DateTimeOffset Winter = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly IStringLocalizer mailWords;
    private readonly IStringLocalizer hubWords;
    private readonly CultureInfo culture;
    private readonly TimeZoneInfo zone;

    /// <summary>Opens a language.</summary>
    /// <param name="words">Finds the words of mails and of the hub.</param>
    /// <param name="tag">One of <see cref="Languages.All"/>; anything else is the default.</param>
    /// <param name="timeZone">IANA; an unknown zone is UTC.</param>
    public MailLanguage(IStringLocalizerFactory words, string tag, string timeZone)
    {
        Tag = Languages.Known(tag);
        culture = Languages.CultureOf(Tag);
        mailWords = words.Create(typeof(MailWords));
        hubWords = words.Create("StrongCities.Hub.Words.Words", "StrongCities.Hub");
        zone = TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var found) ? found : TimeZoneInfo.Utc;
    }

    /// <summary>Its BCP 47 tag.</summary>
    public string Tag { get; }

    /// <summary>Whether it is written in Cyrillic letters, so that places are called by their local names.</summary>
    public bool IsCyrillic => Tag is "sr-Cyrl" or "mk";

    /// <summary>A text of the mail's words.</summary>
    /// <param name="key">The key. A missing one is shown as it is; a test finds it.</param>
    /// <param name="values">Fill its places.</param>
    /// <returns>The text.</returns>
    public string Word(string key, params string[] values) => string.Format(
        culture,
        PluralText.Choose(Find(mailWords, key) ?? key, Tag, place => CountAt(values, place), count => Number(count)),
        [.. values.Select(value => BidiText.Isolate(CleanText.WithoutLinks(value), culture.TextInfo.IsRightToLeft))]);

    /// <summary>What a key that somebody passed means.</summary>
    /// <param name="keyOrText">A key of the hub's words or of the mail's words, or the text itself.</param>
    /// <returns>The text.</returns>
    public string Meaning(string keyOrText) => Find(hubWords, keyOrText) ?? Find(mailWords, keyOrText) ?? keyOrText;

    /// <summary>The label of a named value.</summary>
    /// <param name="name">Such as <c>helper</c>.</param>
    /// <returns>Its label; an unknown name is shown as it is.</returns>
    public string Label(string name) => Find(mailWords, $"Fact.{name}") ?? Meaning(name);

    /// <summary>A moment: weekday, date, time and zone, the clock counting to 24.</summary>
    /// <param name="moment">Any offset.</param>
    /// <returns>Such as <c>Monday, 14 September 2026, 16:00 (Central European time, UTC+2)</c>.</returns>
    public string Time(DateTimeOffset moment)
    {
        var local = TimeZoneInfo.ConvertTime(moment, zone);
        return Fill(
            "Date.Format",
            [.. DayWords(DateOnly.FromDateTime(local.DateTime)), local.ToString("HH:mm", CultureInfo.InvariantCulture), ZoneName(local.Offset)]);
    }

    /// <summary>A day.</summary>
    /// <param name="day">Which.</param>
    /// <returns>Such as <c>Monday, 14 September 2026</c>.</returns>
    public string Date(DateOnly day) => Fill("Date.Day", DayWords(day));

    /// <summary>A number.</summary>
    /// <param name="number">Any.</param>
    /// <param name="decimals">How many digits after the point.</param>
    /// <returns>With the language's own separators.</returns>
    public string Number(decimal number, int decimals = 0)
    {
        // An example shows both: their data differ between systems, and some use other digits.
        var example = Find(mailWords, "Number") ?? "1,234.5";
        var format = new NumberFormatInfo { NumberGroupSeparator = example[1..2], NumberDecimalSeparator = example[5..6] };
        return number.ToString($"N{decimals}", format);
    }

    /// <summary>An amount of money.</summary>
    /// <param name="amount">How much; cents are shown where there are any.</param>
    /// <param name="currency">ISO 4217.</param>
    /// <returns>Such as <c>EUR 250,000</c>.</returns>
    public string Money(decimal amount, string currency) => Fill("Money", Number(amount, amount == decimal.Truncate(amount) ? 0 : 2), currency);

    /// <summary>The day on which a moment falls.</summary>
    /// <param name="moment">Any offset.</param>
    /// <returns>In the reader's zone.</returns>
    public DateOnly Day(DateTimeOffset moment) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, zone).DateTime);

    // Of our own words and numbers: they need no isolates, which may not stand in each other.
    private string Fill(string key, params string[] values) => string.Format(culture, Find(mailWords, key) ?? key, [.. values]);

    private static long? CountAt(string[] values, int place) =>
        place < values.Length && long.TryParse(values[place], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count) ? count : null;

    private string[] DayWords(DateOnly day) =>
    [
        Word($"Day.{(day.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)day.DayOfWeek)}"),
        day.Day.ToString(CultureInfo.InvariantCulture),
        Word($"Month.{day.Month}"),
        day.Year.ToString("D4", CultureInfo.InvariantCulture),
    ];

    private string ZoneName(TimeSpan offset)
    {
        var sign = offset < TimeSpan.Zero ? '-' : '+';
        var minutes = offset.Minutes == 0 ? "" : offset.ToString("':'mm", CultureInfo.InvariantCulture);
        var utc = offset == TimeSpan.Zero ? "UTC" : string.Create(CultureInfo.InvariantCulture, $"UTC{sign}{Math.Abs(offset.Hours)}{minutes}");
        return zone.Id == utc ? utc : Fill("Zone.Format", IsCentralEuropean ? Word("Zone.CentralEuropean") : zone.Id, utc);
    }

    private bool IsCentralEuropean =>
        zone.Id.StartsWith("Europe/", StringComparison.Ordinal) && zone.GetUtcOffset(Winter) == TimeSpan.FromHours(1);

    // The one place where words are looked up. The localizer reads the ambient culture: set for the one look-up, which runs on this thread.
    private string? Find(IStringLocalizer words, string key)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = culture;
        try
        {
            var found = words[key];
            return found.ResourceNotFound ? null : found.Value;
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
