using System.ComponentModel.DataAnnotations;

namespace StrongCities.Runtime.Outbox;

/// <summary>Limits of the outbox: section <c>Runtime:Outbox</c>.</summary>
public sealed class OutboxOptions
{
    /// <summary>When a row that could not be sent is tried again; doubled with each failure.</summary>
    /// <value>Default 5 s; 1 s to 1 h.</value>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan FirstRetry { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest time between two tries; the first retry when that is longer.</summary>
    /// <value>Default 15 min; 1 s to 1 day.</value>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan MaxRetry { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// A row that could not be sent this long after it was queued is given up, once it was tried <see cref="MinAttempts"/> times and unless its
    /// sender says itself when to try again. Its body is emptied.
    /// </summary>
    /// <value>Default 7 days; 1 min to 90 days.</value>
    [Range(typeof(TimeSpan), "00:01:00", "90.00:00:00")]
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromDays(7);

    /// <summary>A row is tried at least so often before it is given up, so that an outage of the host loses nothing.</summary>
    /// <value>Count. Default 5; 1 to 50.</value>
    [Range(1, 50)]
    public int MinAttempts { get; set; } = 5;

    /// <summary>The worker looks at the clock at least this often, so that a clock set forward is noticed.</summary>
    /// <value>Default 1 min; 1 s to 1 h.</value>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan MaxSleep { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long a stop of the host waits for sends that are under way. What is not done then stays marked as being sent, and goes out (again) after the
    /// next start.
    /// </summary>
    /// <value>Default 15 s; 0 to 10 min.</value>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan FinishWithin { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Instances that events resume at once.</summary>
    /// <value>Count. Default 32; 1 to 1,000.</value>
    [Range(1, 1_000)]
    public int ResumeParallelism { get; set; } = 32;
}
