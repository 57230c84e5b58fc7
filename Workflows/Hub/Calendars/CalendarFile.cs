using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace StrongCities.Hub.Calendars;

/// <summary>A calendar as its JSON file states it. <c>docs/calendars.md</c> explains how to correct one.</summary>
/// <param name="Key">Upper-case letters and hyphens, such as "MK" or "BA-FBIH"; also the file's name.</param>
/// <param name="Name">English name of the country or body.</param>
/// <param name="TimeZone">IANA identifier, such as "Europe/Skopje".</param>
/// <param name="RestDays">Weekly rest days, one to six of them.</param>
/// <param name="Sources">Where the rules come from, at least one.</param>
/// <param name="Caveats">What a reader has to know before relying on the calendar.</param>
/// <param name="Rules">Holidays that come each year.</param>
/// <param name="Dates">Holidays known date by date: movable feasts and single decisions.</param>
/// <param name="DatesKnownUntil">The last year <paramref name="Dates"/> covers; required when there are any.</param>
public sealed record CalendarFile(
    string Key,
    string Name,
    string TimeZone,
    IReadOnlyList<DayOfWeek> RestDays,
    IReadOnlyList<CalendarSource> Sources,
    IReadOnlyList<string> Caveats,
    IReadOnlyList<HolidayRule> Rules,
    IReadOnlyList<HolidayDate> Dates,
    int? DatesKnownUntil = null)
{
    private static readonly JsonSerializerOptions Strict = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Reads and checks one file.</summary>
    /// <param name="json">The file's text.</param>
    /// <returns>The calendar's data, free of contradictions.</returns>
    /// <exception cref="FormatException">The file is not such JSON or contradicts itself; the message lists what to mend.</exception>
    public static CalendarFile Read(string json)
    {
        CalendarFile file;
        try
        {
            file = JsonSerializer.Deserialize<CalendarFile>(json, Strict)
                ?? throw new FormatException("A calendar file must hold one JSON object, not null.");
        }
        catch (JsonException mistake)
        {
            throw new FormatException($"A calendar file is not valid: {mistake.Message}", mistake);
        }

        var problems = file.Problems().ToList();
        return problems.Count == 0
            ? file
            : throw new FormatException($"Calendar '{file.Key}' needs mending: {string.Join(" ", problems)}");
    }

    private IEnumerable<string> Problems()
    {
        if (Key.Length == 0 || !Key.All(c => char.IsAsciiLetterUpper(c) || c == '-'))
        {
            yield return "Its key must be upper-case letters and hyphens.";
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _))
        {
            yield return $"This machine knows no time zone '{TimeZone}'; use an IANA identifier and install tzdata.";
        }

        if (RestDays.Distinct().Count() is 0 or 7)
        {
            yield return "It must have one to six weekly rest days.";
        }

        if (Sources.Count == 0)
        {
            yield return "It must name at least one source.";
        }

        if (Dates.Count > 0 && DatesKnownUntil is null)
        {
            yield return "It lists dates, so it must say 'datesKnownUntil'.";
        }

        var entries = Rules.SelectMany(rule => rule.Problems()).Concat(Dates.SelectMany(date => date.Problems(DatesKnownUntil)));
        foreach (var problem in entries)
        {
            yield return problem;
        }

        foreach (var twice in Dates.GroupBy(date => (date.Date, date.Name)).Where(group => group.Count() > 1))
        {
            var (day, name) = twice.Key;
            yield return string.Create(CultureInfo.InvariantCulture, $"'{name}' is listed twice on {day:yyyy-MM-dd}.");
        }
    }
}

/// <summary>How a source was used.</summary>
public enum SourceBasis
{
    /// <summary>The page or a stored copy of it was read.</summary>
    Read,

    /// <summary>Not read: general knowledge, to be checked.</summary>
    GeneralKnowledge,
}

/// <summary>Where a calendar's rules come from.</summary>
/// <param name="Title">The law's own name, or the page's title.</param>
/// <param name="Reference">Number or official gazette; for a page, who wrote it.</param>
/// <param name="Basis">Whether it was read.</param>
/// <param name="Url">The page, if there is one.</param>
/// <param name="Note">What it shows, and what it leaves open.</param>
public sealed record CalendarSource(string Title, string Reference, SourceBasis Basis, string? Url = null, string? Note = null);
