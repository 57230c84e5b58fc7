using System.ComponentModel.DataAnnotations;

namespace StrongCities.Hub.Tasks;

/// <summary>Limits of task links. Section <c>Tasks</c>.</summary>
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
}
