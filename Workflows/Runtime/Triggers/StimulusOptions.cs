using System.ComponentModel.DataAnnotations;

namespace StrongCities.Runtime.Triggers;

/// <summary>Limits of stimuli: section <c>Runtime:Stimuli</c>.</summary>
public sealed class StimulusOptions
{
    /// <summary>How long a stimulus that nothing matched waits for its bookmark.</summary>
    /// <value>Default 10 min; 1 s to 1 day.</value>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan WaitFor { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long one that was given up is kept for people to see.</summary>
    /// <value>Default 7 days; 1 min to 90 days.</value>
    [Range(typeof(TimeSpan), "00:01:00", "90.00:00:00")]
    public TimeSpan KeepDead { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How often those that waited too long are looked for.</summary>
    /// <value>Default 1 min; 1 s to 1 h.</value>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan SweepEvery { get; set; } = TimeSpan.FromMinutes(1);
}
