using System.ComponentModel.DataAnnotations;

namespace StrongCities.Host.ElsaApi.Links;

/// <summary>Addresses by which workflows go on without an account. Section <c>ElsaApi:Links</c>.</summary>
internal sealed class LinkOptions
{
    /// <summary>How long an address holds at most, also when its author asks for longer or says nothing.</summary>
    /// <value>Default 365 days; 1 hour to 3,650 days.</value>
    [Range(typeof(TimeSpan), "01:00:00", "3650.00:00:00")]
    public TimeSpan MaxLifetime { get; set; } = TimeSpan.FromDays(365);
}
