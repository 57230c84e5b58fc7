using System.Collections.Concurrent;
using System.Collections.Frozen;

namespace StrongCities.Hub.Calendars;

/// <summary>Working days of one country, entity or body, in its own time zone. Immutable and safe for many threads.</summary>
/// <remarks>
/// Counting: the start day never counts, the end day does. From Monday to Thursday of a plain week there are three
/// working days, and the third working day after Monday is that Thursday.
/// </remarks>
public sealed class WorkingCalendar
{
    private readonly CalendarFile file;
    private readonly FrozenSet<DateOnly> closedDays;
    private readonly ConcurrentDictionary<int, HolidayYear> years;

    /// <summary>Makes a calendar of a file that has been checked.</summary>
    /// <param name="file">What <see cref="CalendarFile.Read"/> returned.</param>
    public WorkingCalendar(CalendarFile file)
        : this(file, FrozenSet<DateOnly>.Empty, new ConcurrentDictionary<int, HolidayYear>())
    {
    }

    private WorkingCalendar(CalendarFile file, FrozenSet<DateOnly> closedDays, ConcurrentDictionary<int, HolidayYear> years)
    {
        this.file = file;
        this.closedDays = closedDays;
        this.years = years;
        Zone = TimeZoneInfo.FindSystemTimeZoneById(file.TimeZone);
    }

    /// <summary>The key, such as "MK" or "BA-FBIH".</summary>
    public string Key => file.Key;

    /// <summary>English name of the country, entity or body.</summary>
    public string Name => file.Name;

    /// <summary>The zone in which days begin and offices open.</summary>
    public TimeZoneInfo Zone { get; }

    /// <summary>Where the rules come from.</summary>
    public IReadOnlyList<CalendarSource> Sources => file.Sources;

    /// <summary>What a reader has to know before relying on the calendar.</summary>
    public IReadOnlyList<string> Caveats => file.Caveats;

    /// <summary>
    /// The last day whose movable feasts are listed; null when the calendar has none. Later days follow the yearly rules alone.
    /// </summary>
    public DateOnly? KnownUntil => file.DatesKnownUntil is { } year ? new DateOnly(year, 12, 31) : null;

    /// <summary>The same calendar with a city's own closed days: council holidays, a patron saint, a bridge day.</summary>
    /// <param name="days">Days on which this city does not work.</param>
    /// <returns>A new calendar; this one is unchanged.</returns>
    public WorkingCalendar WithClosedDays(IReadOnlySet<DateOnly> days) =>
        new(file, closedDays.Union(days).ToFrozenSet(), years);

    /// <summary>Says whether a plan that reaches a day may have missed a movable feast, so that the reader can be told.</summary>
    /// <param name="date">The last day of the plan.</param>
    /// <returns>True after <see cref="KnownUntil"/>.</returns>
    public bool MayMissMovableFeasts(DateOnly date) => date > KnownUntil;

    /// <summary>Says whether offices are open on a day.</summary>
    /// <param name="date">A local day.</param>
    /// <returns>False on weekly rest days, on holidays of everyone and on the city's own closed days.</returns>
    public bool IsWorkingDay(DateOnly date) =>
        !file.RestDays.Contains(date.DayOfWeek) && !closedDays.Contains(date) && HolidayOn(date) is null;

    /// <summary>The holiday of everyone on a day. A city's own closed days are not holidays.</summary>
    /// <param name="date">A local day.</param>
    /// <returns>The holiday or its substitute, or null.</returns>
    public Holiday? HolidayOn(DateOnly date) => Year(date.Year).ForEveryone.GetValueOrDefault(date);

    /// <summary>Holidays on which only some people may be absent. Offices are open: the day stays a working day.</summary>
    /// <param name="date">A local day.</param>
    /// <returns>In the order of the file, often none.</returns>
    public IReadOnlyList<Holiday> PartialHolidaysOn(DateOnly date) => [.. Year(date.Year).ForSome[date]];

    /// <summary>The holidays of everyone in a year, for showing and checking.</summary>
    /// <param name="year">A Gregorian year, 1584 to 9997.</param>
    /// <returns>By date, substitutes included.</returns>
    public IReadOnlyList<Holiday> HolidaysIn(int year) => [.. Year(year).ForEveryone.Values.OrderBy(holiday => holiday.Date)];

    /// <summary>The n-th working day after or before a day.</summary>
    /// <param name="start">Where counting starts; it does not count itself.</param>
    /// <param name="days">Positive: forward. Negative: back. Zero: the start day if it is a working day, else the next one.</param>
    /// <returns>Always a working day.</returns>
    public DateOnly AddWorkingDays(DateOnly start, int days)
    {
        if (days == 0)
        {
            return IsWorkingDay(start) ? start : AddWorkingDays(start, 1);
        }

        var step = Math.Sign(days);
        var day = start;
        for (var left = Math.Abs(days); left > 0;)
        {
            day = day.AddDays(step);
            left -= IsWorkingDay(day) ? 1 : 0;
        }

        return day;
    }

    /// <summary>How many working days lie between two days: how often a working day comes while walking from one to the other.</summary>
    /// <param name="from">Where counting starts; it does not count itself.</param>
    /// <param name="to">Where it ends; it counts if it is a working day.</param>
    /// <returns>
    /// Negative when <paramref name="to"/> is earlier. For a working day <paramref name="to"/>, <see cref="AddWorkingDays"/>
    /// leads back to it.
    /// </returns>
    public int WorkingDaysBetween(DateOnly from, DateOnly to)
    {
        var step = from <= to ? 1 : -1;
        var count = 0;
        for (var day = from; day != to;)
        {
            day = day.AddDays(step);
            count += IsWorkingDay(day) ? step : 0;
        }

        return count;
    }

    /// <summary>When a task is due that gives a number of working days.</summary>
    /// <param name="start">When the clock starts. Its local day does not count, however early the hour.</param>
    /// <param name="workingDays">At least 1.</param>
    /// <param name="hours">Office hours; null for <see cref="OfficeHours.Default"/>.</param>
    /// <returns>The end of office hours on the n-th working day, with the offset the zone has then.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="workingDays"/> is below 1.</exception>
    public DateTimeOffset DueAfter(DateTimeOffset start, int workingDays, OfficeHours? hours = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workingDays, 1);
        return At(AddWorkingDays(LocalDay(start), workingDays), (hours ?? OfficeHours.Default).Closes);
    }

    /// <summary>The first moment, from the given one on, at which a person may be disturbed.</summary>
    /// <param name="moment">When a mail would be sent.</param>
    /// <param name="hours">Office hours; null for <see cref="OfficeHours.Default"/>.</param>
    /// <returns>The moment itself within office hours of a working day (closing time is outside), else the next opening.</returns>
    public DateTimeOffset NextAllowedMoment(DateTimeOffset moment, OfficeHours? hours = null)
    {
        var open = hours ?? OfficeHours.Default;
        var day = LocalDay(moment);
        if (IsWorkingDay(day))
        {
            if (moment < At(day, open.Opens))
            {
                return At(day, open.Opens);
            }

            if (moment < At(day, open.Closes))
            {
                return moment;
            }
        }

        return At(AddWorkingDays(day, 1), open.Opens);
    }

    /// <summary>The day that a moment falls on here.</summary>
    /// <param name="moment">Any moment.</param>
    /// <returns>The local day.</returns>
    public DateOnly LocalDay(DateTimeOffset moment) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, Zone).DateTime);

    /// <summary>The moment at which the clocks here show a time of a day.</summary>
    /// <param name="day">A local day.</param>
    /// <param name="time">A local time.</param>
    /// <returns>
    /// With the offset that the zone has then. A time that the clock skips in spring becomes the one an hour later; of a time it shows twice in
    /// autumn the later one is meant, so that nobody loses an hour.
    /// </returns>
    public DateTimeOffset At(DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time);
        var offset = Zone.IsAmbiguousTime(local) ? Zone.GetAmbiguousTimeOffsets(local).Min() : Zone.GetUtcOffset(local);
        return TimeZoneInfo.ConvertTime(new DateTimeOffset(local, offset), Zone);
    }

    private HolidayYear Year(int year) => years.GetOrAdd(year, static (wanted, file) => HolidayYear.Of(file, wanted), file);
}
