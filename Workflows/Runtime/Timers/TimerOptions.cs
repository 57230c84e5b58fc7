using System.ComponentModel.DataAnnotations;

namespace StrongCities.Runtime.Timers;

/// <summary>Limits of timers: section <c>Runtime:Timers</c>.</summary>
public sealed class TimerOptions
{
    /// <summary>Due timers read at once.</summary>
    /// <value>Count. Default 256; 1 to 10,000.</value>
    [Range(1, 10_000)]
    public int PageSize { get; set; } = 256;

    /// <summary>
    /// Timers that may be on their way at once. They set off in the order of their due times, and those of one instance never overtake each other.
    /// </summary>
    /// <value>Count. Default 64; 1 to 1,000.</value>
    [Range(1, 1_000)]
    public int Parallelism { get; set; } = 64;

    /// <summary>The worker looks at the clock at least this often, so that a clock set forward is noticed.</summary>
    /// <value>Default 1 min; 1 s to 1 h.</value>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan MaxSleep { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>When a timer that failed is tried again; doubled with each failure.</summary>
    /// <value>Default 5 s; 1 s to 1 h.</value>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan FirstRetry { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest time between two tries; the first retry when that is longer.</summary>
    /// <value>Default 15 min; 1 s to 1 day.</value>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan MaxRetry { get; set; } = TimeSpan.FromMinutes(15);
}
