using System.Globalization;

namespace StrongCities.Host.Words;

/// <summary>Puts moments into words: in the reader's language and zone, deadlines with how far off they are.</summary>
/// <param name="words">The texts.</param>
/// <param name="time">What time it is.</param>
public sealed class Moments(PageWords words, TimeProvider time)
{
    /// <summary>A moment.</summary>
    /// <param name="moment">When.</param>
    /// <param name="zone">The reader's IANA time zone.</param>
    /// <returns>Such as <c>24 November 2026, 16:00</c>.</returns>
    public string At(DateTimeOffset moment, string zone) =>
        In(moment, zone).ToString(words["Format.Moment"], CultureInfo.CurrentCulture);

    /// <summary>A day.</summary>
    /// <param name="moment">When.</param>
    /// <param name="zone">The reader's IANA time zone.</param>
    /// <returns>Such as <c>24 November 2026</c>.</returns>
    public string Day(DateTimeOffset moment, string zone) => Day(DateOnly.FromDateTime(In(moment, zone).DateTime));

    /// <summary>A day.</summary>
    /// <param name="day">Which.</param>
    /// <returns>Such as <c>24 November 2026</c>.</returns>
    public string Day(DateOnly day) => day.ToString(words["Format.Day"], CultureInfo.CurrentCulture);

    /// <summary>How far off a deadline is.</summary>
    /// <param name="due">The deadline.</param>
    /// <param name="zone">The reader's IANA time zone: its midnights part the days.</param>
    /// <returns>Such as <c>in 3 days</c>, <c>today</c>, <c>2 days late</c>.</returns>
    public string Left(DateTimeOffset due, string zone)
    {
        var now = time.GetUtcNow();
        var days = (In(due, zone).Date - In(now, zone).Date).Days;
        return (due < now, days) switch
        {
            (true, 0) => words["Left.LateToday"],
            (true, _) => words["Left.Late", -days],
            (false, 0) => words["Left.Today"],
            (false, 1) => words["Left.Tomorrow"],
            _ => words["Left.Days", days],
        };
    }

    /// <summary>Whether a deadline has passed.</summary>
    /// <param name="due">The deadline.</param>
    /// <returns>True if so.</returns>
    public bool IsLate(DateTimeOffset? due) => due < time.GetUtcNow();

    /// <summary>A length in bytes.</summary>
    /// <param name="bytes">How many.</param>
    /// <returns>Such as <c>1.4 MB</c>.</returns>
    public static string Size(long bytes) => bytes < 1_000_000
        ? string.Create(CultureInfo.CurrentCulture, $"{Math.Max(1, bytes / 1000)} kB")
        : string.Create(CultureInfo.CurrentCulture, $"{bytes / 1_000_000.0:0.0} MB");

    private static DateTimeOffset In(DateTimeOffset moment, string zone) =>
        TimeZoneInfo.ConvertTime(moment, TimeZoneInfo.FindSystemTimeZoneById(zone));
}
