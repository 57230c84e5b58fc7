using System.Globalization;

namespace StrongCities.Hub.Opportunities.Sources;

/// <summary>Reads the dates of sources. Times are rounded down to the minute: a deadline must never be later than it is.</summary>
internal static class SourceDates
{
    private static readonly string[] Days = ["yyyy-MM-dd", "MMddyyyy", "MM/dd/yyyy", "dd.MM.yyyy", "d.M.yyyy", "dd.MM.yyyy.", "d.M.yyyy."];
    private static readonly string[] Words = ["MMM dd, yyyy", "MMM d, yyyy", "MMMM d, yyyy"];
    private const int FirstYear = 1990;
    private const int LastYear = 2100;

    /// <summary>A day in one of the shapes that sources use; nothing for nothing.</summary>
    /// <exception cref="RecordException">It is something else.</exception>
    public static DateOnly? Day(string? text, string name, string key)
    {
        var clean = text?.Trim();
        if (string.IsNullOrEmpty(clean))
        {
            return null;
        }

        // Grants.gov writes "Sep 30, 2026 12:00:00 AM EDT" for a day.
        var first = clean.Split(' ') is { Length: > 3 } parts && parts[1].EndsWith(',') ? string.Join(' ', parts[..3]) : clean;
        var found = DateOnly.TryParseExact(first, Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            || DateOnly.TryParseExact(first, Words, CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
        return found && day.Year is >= FirstYear and <= LastYear ? day : throw Wrong(clean, name, key);
    }

    /// <summary>A day of a zone, with the time of it unless that is midnight, as sources say it that mean the day.</summary>
    /// <exception cref="RecordException">It is something else.</exception>
    public static DayDate? WallClock(string? text, string name, string zone, string key)
    {
        var clean = text?.Trim();
        if (string.IsNullOrEmpty(clean))
        {
            return null;
        }

        if (clean.Length == 10)
        {
            return new DayDate(name, Day(clean, name, key)!.Value, null, zone);
        }

        // The portal writes its wall clock as if it were UTC.
        if (!DateTimeOffset.TryParse(clean, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) || moment.Year is < FirstYear or > LastYear)
        {
            throw Wrong(clean, name, key);
        }

        var time = new TimeOnly(moment.Hour, moment.Minute);
        return new DayDate(name, DateOnly.FromDateTime(moment.DateTime), time == default && moment.Second == 0 ? null : time, zone);
    }

    /// <summary>A moment, or nothing where it is none: when something was changed is no reason to lose it.</summary>
    public static DateTimeOffset? Moment(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment.ToUniversalTime() : null;

    private static RecordException Wrong(string text, string name, string key) =>
        new($"{name}: '{SourceText.Cut(text, 60)}' is no date between {FirstYear} and {LastYear}. Write it as 2026-09-30.", key);
}

/// <summary>Reads amounts.</summary>
internal static class SourceMoney
{
    private const decimal Most = 1_000_000_000_000_000m;

    /// <exception cref="RecordException">It is no amount.</exception>
    public static decimal? Amount(string? text, string name, string key)
    {
        var clean = text?.Trim();
        if (string.IsNullOrEmpty(clean) || clean.Equals("none", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        return decimal.TryParse(clean, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var amount)
            && amount is >= 0 and <= Most
            ? amount
            : throw new RecordException($"{name}: '{SourceText.Cut(clean, 60)}' is no amount. Write it as 250000 or 250000.50.", key);
    }

    /// <exception cref="RecordException">The currency is none.</exception>
    public static Money? Of(decimal? amount, string? currency, string name, string key) =>
        amount is not { } sum ? null
        : currency?.Trim() is { Length: 3 } code && code.All(char.IsAsciiLetterUpper) ? new Money(sum, code)
        : throw new RecordException($"{name}: '{SourceText.Cut(currency ?? "", 60)}' is no currency. Write three capital letters of ISO 4217, such as EUR.", key);

    public static int? Count(decimal? number) => number is >= 0 and <= int.MaxValue ? (int)number.Value : null;
}
