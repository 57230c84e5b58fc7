using System.Globalization;

namespace StrongCities.Hub.Calendars;

/// <summary>
/// What a law does with a holiday on a weekly rest day. A substitute is the next day that is neither rest day nor holiday.
/// </summary>
public enum Moves
{
    /// <summary>Nothing: the day off is lost.</summary>
    Never,

    /// <summary>A Sunday gives a substitute, another rest day does not.</summary>
    FromSunday,

    /// <summary>Every rest day gives a substitute.</summary>
    FromWeekend,
}

/// <summary>A holiday that comes each year: on a fixed day, or some days from Easter.</summary>
/// <param name="Name">English name.</param>
/// <param name="LocalName">Name in the language of the law.</param>
/// <param name="On">First day as MM-dd; leave out for an Easter rule.</param>
/// <param name="Easter">Whose Easter the rule counts from; leave out for a fixed day.</param>
/// <param name="Offset">Days from Easter Sunday to the first day, -60 to 60.</param>
/// <param name="Days">How many days in a row, 1 to 10.</param>
/// <param name="Moves">What happens on a weekly rest day.</param>
/// <param name="Who">Who may be absent; null when everyone is off.</param>
/// <param name="Scope">Part of the country, or null.</param>
/// <param name="FromYear">First year the rule holds, or null.</param>
/// <param name="UntilYear">Last year the rule holds, or null.</param>
/// <param name="NativeCheck">True while a native has to confirm it.</param>
public sealed record HolidayRule(
    string Name,
    string LocalName,
    string? On = null,
    EasterReckoning? Easter = null,
    int Offset = 0,
    int Days = 1,
    Moves Moves = Moves.Never,
    string? Who = null,
    string? Scope = null,
    int? FromYear = null,
    int? UntilYear = null,
    bool NativeCheck = false)
{
    /// <summary>The holidays the rule gives in a year, before any is moved.</summary>
    /// <param name="year">A Gregorian year.</param>
    /// <returns>Days in a row; none outside the years the rule holds.</returns>
    public IEnumerable<Holiday> HolidaysIn(int year)
    {
        if (year < (FromYear ?? year) || year > (UntilYear ?? year))
        {
            return [];
        }

        var first = Easter is { } reckoning
            ? Calendars.Easter.Sunday(reckoning, year).AddDays(Offset)
            : FixedDay(year) ?? throw new InvalidOperationException($"The rule '{Name}' was not checked before use.");
        return Enumerable.Range(0, Days).Select(i =>
            new Holiday(first.AddDays(i), Name, LocalName, Certainty.Certain, Who, Scope, MovedFrom: null, NativeCheck));
    }

    /// <summary>What is wrong with the rule, one sentence each.</summary>
    /// <returns>No sentence when the rule can be used.</returns>
    public IEnumerable<string> Problems()
    {
        if ((On is null) == (Easter is null))
        {
            yield return $"'{Name}' needs either 'on' or 'easter', not both.";
        }

        // A common year, so that 29 February is refused: it would be missing in three years of four.
        if (On is not null && FixedDay(2025) is null)
        {
            yield return $"'{Name}' has 'on' = '{On}', which is no day of every year; write MM-dd.";
        }

        if (Easter is null && Offset != 0)
        {
            yield return $"'{Name}' has an 'offset' but no 'easter' to count from.";
        }

        if (Math.Abs(Offset) > 60)
        {
            yield return $"'{Name}' lies more than 60 days from Easter.";
        }

        if (Days is < 1 or > 10)
        {
            yield return $"'{Name}' must last 1 to 10 days.";
        }

        if (FromYear > UntilYear)
        {
            yield return $"'{Name}' ends before it begins.";
        }
    }

    private DateOnly? FixedDay(int year) =>
        DateOnly.TryParseExact($"{year:D4}-{On}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : null;
}

/// <summary>A holiday known for one year only: a movable feast, or a single decision of a government.</summary>
/// <param name="Date">First day.</param>
/// <param name="Name">English name.</param>
/// <param name="LocalName">Name in the language of the law.</param>
/// <param name="Certainty">Announced or expected; never certain.</param>
/// <param name="Days">How many days in a row, 1 to 10.</param>
/// <param name="Moves">What happens on a weekly rest day.</param>
/// <param name="Who">Who may be absent; null when everyone is off.</param>
/// <param name="Scope">Part of the country, or null.</param>
/// <param name="NativeCheck">True while a native has to confirm it.</param>
public sealed record HolidayDate(
    DateOnly Date,
    string Name,
    string LocalName,
    Certainty Certainty,
    int Days = 1,
    Moves Moves = Moves.Never,
    string? Who = null,
    string? Scope = null,
    bool NativeCheck = false)
{
    /// <summary>The holidays of the entry, before any is moved.</summary>
    /// <returns>Days in a row.</returns>
    public IEnumerable<Holiday> Holidays() => Enumerable.Range(0, Days).Select(i =>
        new Holiday(Date.AddDays(i), Name, LocalName, Certainty, Who, Scope, MovedFrom: null, NativeCheck));

    /// <summary>What is wrong with the entry, one sentence each.</summary>
    /// <param name="knownUntil">Last year the file says it covers.</param>
    /// <returns>No sentence when the entry can be used.</returns>
    public IEnumerable<string> Problems(int? knownUntil)
    {
        if (Certainty == Certainty.Certain)
        {
            yield return $"'{Name}' in {Date.Year} is a single date, so it is 'announced' or 'expected'.";
        }

        if (Days is < 1 or > 10)
        {
            yield return $"'{Name}' in {Date.Year} must last 1 to 10 days.";
        }

        if (Date.Year > knownUntil)
        {
            yield return $"'{Name}' in {Date.Year} lies after 'datesKnownUntil'.";
        }
    }
}
