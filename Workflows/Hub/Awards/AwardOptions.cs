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

    /// <summary>How long after a period its interim report must be in, in calendar days: 1 to 365. Default 60.</summary>
    [Range(1, 365)]
    public int InterimReportDays { get; set; } = 60;

    /// <summary>How long after the work the last report must be in, in months: 1 to 24. Default 3.</summary>
    [Range(1, 24)]
    public int FinalReportMonths { get; set; } = 3;

    /// <summary>The same, where the city has no seat in the country of the work, in months: 1 to 24. Default 6.</summary>
    [Range(1, 24)]
    public int FinalReportMonthsWithoutSeat { get; set; } = 6;

    /// <summary>How long the funder may take to pay after a report is in, in calendar days: 1 to 365. Default 90.</summary>
    [Range(1, 365)]
    public int PaymentDays { get; set; } = 90;

    /// <summary>How long after entry into force money before the work should come, in calendar days: 0 to 365. Default 30. The later of this and <see cref="PreFinancingLeadDays"/> counts.</summary>
    [Range(0, 365)]
    public int PreFinancingDays { get; set; } = 30;

    /// <summary>How long before the work begins that money should come, in calendar days: 0 to 365. Default 10.</summary>
    [Range(0, 365)]
    public int PreFinancingLeadDays { get; set; } = 10;

    /// <summary>What identifiers of published awards begin with: the prefix that 360Giving gave the publisher; 3 to 60 letters, digits and hyphens. Default <c>360G-StrongCities</c>.</summary>
    [RegularExpression("^[A-Za-z0-9-]{3,60}$")]
    public string PublisherPrefix { get; set; } = "360G-StrongCities";

    /// <summary>The licence of published awards, by its canonical address. Default CC BY 4.0.</summary>
    [Url]
    public string License { get; set; } = "https://creativecommons.org/licenses/by/4.0/";
}
