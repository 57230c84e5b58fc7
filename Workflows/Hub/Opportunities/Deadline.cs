namespace StrongCities.Hub.Opportunities;

/// <summary>Reads a close date as a moment: in the funder's zone, the day's last minute where no time is said, and always rounded down to the minute.</summary>
public static class Deadline
{
    /// <summary>The last minute in which an application may come in.</summary>
    /// <param name="close">The close date.</param>
    /// <returns>The moment, in UTC; <see langword="null"/> where there is none, or only words.</returns>
    public static DateTimeOffset? Of(KeyDate? close) => close switch
    {
        DayDate { Time: { } time } day => At(day.Day, new TimeOnly(time.Hour, time.Minute), day.Zone),
        DayDate day => At(day.Day, new TimeOnly(23, 59), day.Zone),
        RangeDate range => At(range.To, new TimeOnly(23, 59), null),
        _ => null,
    };

    /// <summary>The zone by its IANA name.</summary>
    /// <param name="zone">Its name; where it is missing or unknown, UTC counts.</param>
    /// <returns>The zone.</returns>
    public static TimeZoneInfo ZoneOf(string? zone) =>
        zone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? found : TimeZoneInfo.Utc;

    private static DateTimeOffset At(DateOnly day, TimeOnly time, string? zone)
    {
        var (place, local) = (ZoneOf(zone), day.ToDateTime(time));
        // A wall clock that jumps over the time: the minute before the jump. One that shows it twice: the first.
        while (place.IsInvalidTime(local))
        {
            local = local.AddMinutes(-1);
        }

        var offset = place.IsAmbiguousTime(local) ? place.GetAmbiguousTimeOffsets(local).Max() : place.GetUtcOffset(local);
        var ticks = Math.Clamp(local.Ticks - offset.Ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks);
        return new DateTimeOffset(ticks, TimeSpan.Zero);
    }
}
