using System.ComponentModel.DataAnnotations;

namespace StrongCities.Hub.People;

/// <summary>The hub that <see cref="AddFirstLead"/> makes in an empty database. Read only then. Section <c>FirstHub</c>.</summary>
public sealed class FirstHubOptions
{
    /// <summary>Short, lower case.</summary>
    /// <value>Default <c>hub</c>; 1 to 50 letters, digits and hyphens.</value>
    [RegularExpression("[a-z0-9-]{1,50}")]
    public string Key { get; set; } = "hub";

    /// <summary>The name people see.</summary>
    /// <value>Default "Regional hub"; 1 to 100 characters.</value>
    [Required, StringLength(100)]
    public string Name { get; set; } = "Regional hub";

    /// <summary>Begins its case numbers.</summary>
    /// <value>Default <c>HUB</c>; 1 to 8 capital letters.</value>
    [RegularExpression("[A-Z]{1,8}")]
    public string NumberPrefix { get; set; } = "HUB";

    /// <summary>The working calendar of its staff, a key of <c>WorkingCalendars</c>.</summary>
    /// <value>Default <c>MK</c>.</value>
    [Required]
    public string Calendar { get; set; } = "MK";

    /// <summary>IANA time zone.</summary>
    /// <value>Default <c>Europe/Skopje</c>.</value>
    [Required]
    public string TimeZone { get; set; } = "Europe/Skopje";

    /// <summary>Its mail address.</summary>
    /// <value>Default: that of its first lead.</value>
    [EmailAddress]
    public string? Email { get; set; }
}
