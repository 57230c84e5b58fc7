using System.ComponentModel.DataAnnotations;

namespace StrongCities.Host.Identity;

/// <summary>How long a sign-in lasts in a browser. Section <c>Sessions</c>.</summary>
public sealed class SignInSessions
{
    /// <summary>People of cities. Default 14 days; 5 minutes to 90 days.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "90.00:00:00")]
    public TimeSpan City { get; set; } = TimeSpan.FromDays(14);

    /// <summary>Hub staff. Default 10 hours; 5 minutes to 30 days.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "30.00:00:00")]
    public TimeSpan Staff { get; set; } = TimeSpan.FromHours(10);
}
