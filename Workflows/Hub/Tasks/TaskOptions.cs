using System.ComponentModel.DataAnnotations;

namespace StrongCities.Hub.Tasks;

/// <summary>Limits of task links and of the codes for signatures. Section <c>Tasks</c>.</summary>
public sealed class TaskOptions
{
    /// <summary>How long after a task's deadline its links still open.</summary>
    /// <value>Default 14 days; 1 to 60 days.</value>
    [Range(typeof(TimeSpan), "1.00:00:00", "60.00:00:00")]
    public TimeSpan GrantAfterDue { get; set; } = TimeSpan.FromDays(14);

    /// <summary>How long any link opens at most, counted from its mail.</summary>
    /// <value>Default 60 days; 1 to 400 days.</value>
    [Range(typeof(TimeSpan), "1.00:00:00", "400.00:00:00")]
    public TimeSpan LongestGrant { get; set; } = TimeSpan.FromDays(60);

    /// <summary>How long a mailed code lives.</summary>
    /// <value>Default 10 minutes; 1 to 60 minutes.</value>
    [Range(typeof(TimeSpan), "00:01:00", "01:00:00")]
    public TimeSpan CodeLifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How often a code may be typed wrongly before it is worth nothing.</summary>
    /// <value>Default 5; 1 to 10.</value>
    [Range(1, 10)]
    public int CodeTries { get; set; } = 5;

    /// <summary>How many codes a person may ask for, for one task in one hour. With <see cref="CodeTries"/> this bounds what can be guessed.</summary>
    /// <value>Default 4; 1 to 20.</value>
    [Range(1, 20)]
    public int CodesPerHour { get; set; } = 4;

    /// <summary>How long after a code another one is not mailed on request.</summary>
    /// <value>Default 30 seconds; 0 to 10 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan CodePause { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many working days a task may be given more at once.</summary>
    /// <value>Default 60; 1 to 250.</value>
    [Range(1, 250)]
    public int MostDaysMore { get; set; } = 60;
}
