using StrongCities.Hub.Cases;
using StrongCities.Hub.Mail;
using StrongCities.Hub.Mail.Kinds;

namespace StrongCities.Hub.Opportunities;

/// <summary>A case that is about an opportunity. It goes by the opportunity's title.</summary>
public abstract class CaseOfOpportunity : Case
{
    /// <summary>The opportunity.</summary>
    public required Guid OpportunityId { get; init; }

    /// <summary>What its people were told of the opportunity.</summary>
    public required OpportunityBrief Brief { get; set; }

    /// <inheritdoc/>
    public override MailTopic? Topic => Title.Length == 0 ? null : Brief.TopicOf(Title);

    /// <inheritdoc/>
    public override string CityPath => SitePaths.OurOpportunity(Id);

    /// <inheritdoc/>
    internal override object Matter => new { Title, Brief };

    /// <inheritdoc/>
    internal override void Blank() => (Title, Brief) = ("", new OpportunityBrief(""));
}

/// <summary>
/// What a case tells of its opportunity. Kept with the case: a decision is about what was shown, whatever a source says meanwhile, and a
/// change can be told as before and after.
/// </summary>
/// <param name="Funder">Who gives.</param>
public sealed record OpportunityBrief(string Funder)
{
    /// <summary>What is told of an opportunity as it is now.</summary>
    /// <param name="opportunity">As stored.</param>
    /// <param name="why">Why it fits.</param>
    /// <returns>The brief.</returns>
    public static OpportunityBrief Of(Opportunity opportunity, string? why)
    {
        var support = opportunity.Facts.Funding.Max ?? opportunity.Facts.Funding.Min;
        return new OpportunityBrief(opportunity.Facts.Funder ?? "")
        {
            Support = support,
            OwnShare = OwnShareOf(support, opportunity.Eligibility?.CoFinancingRate),
            ClosesAt = opportunity.ClosesAt,
            Why = why,
        };
    }

    /// <summary>What a city adds to an award, where a part of the whole cost is its own.</summary>
    /// <param name="support">The award.</param>
    /// <param name="rate">The part: 0 to 1.</param>
    /// <returns>Rounded up to whole units of the currency; <see langword="null"/> where one of both is unknown, or the whole cost is its own.</returns>
    public static Money? OwnShareOf(Money? support, decimal? rate) =>
        support is null || rate is not { } part || part >= 1 ? null : support with { Amount = decimal.Ceiling(support.Amount * part / (1 - part)) };

    /// <summary>The same, as mails and pages tell it.</summary>
    /// <param name="title">What its funder calls it.</param>
    /// <returns>The topic.</returns>
    public OpportunityTopic TopicOf(string title) => new(title, Funder)
    {
        Support = Support?.Amount,
        OwnShare = OwnShare?.Amount,
        Currency = (Support ?? OwnShare)?.Currency ?? "EUR",
        ClosesAt = ClosesAt,
        Why = Why,
    };

    /// <summary>The most that one city gets.</summary>
    public Money? Support { get; init; }

    /// <summary>What the city adds itself, in the same currency.</summary>
    public Money? OwnShare { get; init; }

    /// <summary>When it closes.</summary>
    public DateTimeOffset? ClosesAt { get; init; }

    /// <summary>Why it fits, in an advisor's words.</summary>
    public string? Why { get; init; }
}
