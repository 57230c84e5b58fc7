using StrongCities.Hub.Calendars;
using StrongCities.Hub.Opportunities;

namespace StrongCities.Hub.Matching;

/// <summary>How much time a city of one calendar has for an opportunity.</summary>
/// <param name="Day">The closing day where the city is; <see langword="null"/> where none is known.</param>
/// <param name="Left">Working days, the closing day counted; negative when it is over.</param>
/// <param name="Whole">Without a closing day on which it closes before the offices do.</param>
internal readonly record struct TimeLeft(DateOnly? Day, int Left, int Whole)
{
    public static TimeLeft Unknown { get; } = new(null, 0, 0);

    public static TimeLeft Of(KeyDate? closes, DayLine line)
    {
        var (day, isShort) = closes switch
        {
            DayDate date => Local(date, line.Calendar.Zone),
            RangeDate range => (range.To, false),
            _ => ((DateOnly?)null, false),
        };
        if (day is not { } closing)
        {
            return Unknown;
        }

        var left = line.Until(closing);
        return new TimeLeft(closing, left, isShort && left >= 0 && line.Calendar.IsWorkingDay(closing) ? left - 1 : left);
    }

    // Without a zone the hour is taken as the city's own: the feeds that leave it out name no better one.
    private static (DateOnly Day, bool IsShort) Local(DayDate date, TimeZoneInfo zone)
    {
        if (date.Time is not { } time)
        {
            return (date.Day, false);
        }

        var there = date.Day.ToDateTime(time);
        if (date.Zone is { } name && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var funders))
        {
            // An hour that the clock skips in spring is none; the one after it is meant.
            there = TimeZoneInfo.ConvertTime(funders.IsInvalidTime(there) ? there.AddHours(1) : there, funders, zone);
        }

        return (DateOnly.FromDateTime(there), TimeOnly.FromDateTime(there) < OfficeHours.Default.Closes);
    }
}

/// <summary>The working days of one calendar from one day on, counted once.</summary>
/// <param name="calendar">Whose.</param>
/// <param name="today">From when.</param>
internal sealed class DayLine(WorkingCalendar calendar, DateOnly today)
{
    // Nobody plans further, and a year 9999 in a feed costs nothing.
    private const int MostDays = 366 * 4;

    private readonly List<int> counts = [0];

    public WorkingCalendar Calendar => calendar;

    public DateOnly Today => today;

    /// <summary>The day that it is, where the calendar holds.</summary>
    public static DayLine At(WorkingCalendar calendar, DateTimeOffset now) => new(calendar, DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, calendar.Zone).DateTime));

    /// <summary>Working days until a day, itself counted; at most those of four years. -1 for a day before.</summary>
    public int Until(DateOnly day)
    {
        var distance = Math.Min(day.DayNumber - today.DayNumber, MostDays);
        if (distance < 0)
        {
            return -1;
        }

        while (counts.Count <= distance)
        {
            counts.Add(counts[^1] + (calendar.IsWorkingDay(today.AddDays(counts.Count)) ? 1 : 0));
        }

        return counts[distance];
    }
}
