using System.ComponentModel.DataAnnotations;

namespace StrongCities.Hub.Awards;

/// <summary>Limits of awards. Section <c>Awards</c>.</summary>
public sealed class AwardOptions
{
    /// <summary>How long before it takes effect a change of the agreement must be asked for, in calendar days where the funder is: 0 to 365. Default 30.</summary>
    [Range(0, 365)]
    public int AmendmentNoticeDays { get; set; } = 30;

    /// <summary>How long after its day money counts as late, in calendar days: 1 to 90. Default 7.</summary>
    [Range(1, 90)]
    public int PaymentGraceDays { get; set; } = 7;

    /// <summary>What identifiers of published awards begin with: the prefix that 360Giving gave the publisher; 3 to 60 letters, digits and hyphens. Default <c>360G-StrongCities</c>.</summary>
    [RegularExpression("^[A-Za-z0-9-]{3,60}$")]
    public string PublisherPrefix { get; set; } = "360G-StrongCities";

    /// <summary>The licence of published awards, by its canonical address. Default CC BY 4.0.</summary>
    [Url]
    public string License { get; set; } = "https://creativecommons.org/licenses/by/4.0/";
}
