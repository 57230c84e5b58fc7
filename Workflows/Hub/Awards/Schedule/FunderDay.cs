using StrongCities.Hub.Opportunities;

namespace StrongCities.Hub.Awards.Schedule;

/// <summary>Days as a funder counts them: they begin and end where the funder is.</summary>
internal static class FunderDay
{
    /// <summary>The last minute of a day there.</summary>
    public static DateTimeOffset EndOf(DateOnly day, string zone) => Deadline.Of(new DayDate("", day, Zone: zone))!.Value;

    /// <summary>The day that it is there.</summary>
    public static DateOnly Of(DateTimeOffset moment, string zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, Deadline.ZoneOf(zone)).DateTime);
}
