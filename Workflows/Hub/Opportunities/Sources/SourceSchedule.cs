using System.Globalization;
using Cronos;

namespace StrongCities.Hub.Opportunities.Sources;

/// <summary>When a source runs: every so many hours, or by a cron expression of five fields.</summary>
public static class SourceSchedule
{
    private const int MaxHours = 24 * 60;

    /// <summary>Whether this is one.</summary>
    /// <param name="schedule">As entered; empty for runs by hand.</param>
    /// <returns>True if so.</returns>
    public static bool IsValid(string schedule) => schedule.Length == 0 || Hours(schedule) is not null || Cron(schedule) is not null;

    /// <summary>The next moment.</summary>
    /// <param name="schedule">A valid one.</param>
    /// <param name="zone">The hub's IANA time zone, for cron expressions.</param>
    /// <param name="after">Not before and not at this.</param>
    /// <returns>The moment; <see langword="null"/> for never.</returns>
    public static DateTimeOffset? Next(string schedule, string zone, DateTimeOffset after) =>
        Hours(schedule) is { } hours ? after.AddHours(hours)
        : Cron(schedule)?.GetNextOccurrence(after, TimeZoneInfo.FindSystemTimeZoneById(zone))?.ToUniversalTime();

    private static int? Hours(string schedule) =>
        int.TryParse(schedule, NumberStyles.None, CultureInfo.InvariantCulture, out var hours) && hours is >= 1 and <= MaxHours ? hours : null;

    private static CronExpression? Cron(string schedule) => CronExpression.TryParse(schedule, out var cron) ? cron : null;
}
