using System.ComponentModel.DataAnnotations;

namespace StrongCities.Hub.People;

/// <summary>Limits of sign-in links. Section <c>SignIn</c>.</summary>
public sealed class SignInOptions
{
    /// <summary>How long a link is good.</summary>
    /// <value>Default 15 minutes; 1 minute to 1 day.</value>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan LinkLifetime { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long the link is good by which a new member of the staff chooses the first password.</summary>
    /// <value>Default 7 days; 1 hour to 30 days.</value>
    [Range(typeof(TimeSpan), "01:00:00", "30.00:00:00")]
    public TimeSpan WelcomeLifetime { get; set; } = TimeSpan.FromDays(7);

    /// <summary>The time over which one person's links are counted.</summary>
    /// <value>Default 1 hour; 1 minute to 1 day.</value>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan ThrottleWindow { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Links one person gets in that time; more are silently not sent.</summary>
    /// <value>Default 5; 1 to 1,000.</value>
    [Range(1, 1_000)]
    public int LinksPerWindow { get; set; } = 5;
}
