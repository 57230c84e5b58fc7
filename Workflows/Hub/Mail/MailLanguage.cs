using System.Globalization;
using Microsoft.Extensions.Localization;
using StrongCities.Hub.People;

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
        culture = CultureInfo.GetCultureInfo(Tag);
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
    public string Word(string key, params string[] values) =>
        string.Format(culture, Find(mailWords, key) ?? key, [.. values.Select(value => BidiText.Isolate(CleanText.WithoutLinks(value), culture.TextInfo.IsRightToLeft))]);

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
        return Word(
            "Date.Format",
            Word($"Day.{(local.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)local.DayOfWeek)}"),
            local.Day.ToString(CultureInfo.InvariantCulture),
            Word($"Month.{local.Month}"),
            local.Year.ToString("D4", CultureInfo.InvariantCulture),
            local.ToString("HH:mm", CultureInfo.InvariantCulture),
            ZoneName(local.Offset));
    }

    /// <summary>The day on which a moment falls.</summary>
    /// <param name="moment">Any offset.</param>
    /// <returns>In the reader's zone.</returns>
    public DateOnly Day(DateTimeOffset moment) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, zone).DateTime);

    private string ZoneName(TimeSpan offset)
    {
        var sign = offset < TimeSpan.Zero ? '-' : '+';
        var minutes = offset.Minutes == 0 ? "" : offset.ToString("':'mm", CultureInfo.InvariantCulture);
        var utc = offset == TimeSpan.Zero ? "UTC" : string.Create(CultureInfo.InvariantCulture, $"UTC{sign}{Math.Abs(offset.Hours)}{minutes}");
        return zone.Id == utc ? utc : $"{(IsCentralEuropean ? Word("Zone.CentralEuropean") : zone.Id)}, {utc}";
    }

    private bool IsCentralEuropean =>
        zone.Id.StartsWith("Europe/", StringComparison.Ordinal) && zone.GetUtcOffset(Winter) == TimeSpan.FromHours(1);

    // The localizer reads the ambient culture: set for the one look-up, which runs on this thread.
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
