using StrongCities.Hub.Cases;
using StrongCities.Hub.Mail;
using StrongCities.Hub.Mail.Kinds;
using StrongCities.Hub.Matching;
using StrongCities.Hub.Opportunities.Process;

namespace StrongCities.Hub.Opportunities;

/// <summary>A case that is about an opportunity. It goes by the opportunity's title.</summary>
public abstract class CaseOfOpportunity : Case
{
    /// <summary>The opportunity.</summary>
    public required Guid OpportunityId { get; init; }

    /// <summary>Which attempt at it, from 1: a city that was refused may apply again to the same opportunity.</summary>
    public int Round { get; init; } = 1;

    /// <summary>What its people were told of the opportunity.</summary>
    public required OpportunityBrief Brief { get; set; }

    /// <summary>Where it stands.</summary>
    public CaseStage Stage { get; set; }

    /// <inheritdoc/>
    public override MailTopic? Topic => Title.Length == 0 ? null : Brief.TopicOf(Title);

    /// <inheritdoc/>
    public override string CityPath => SitePaths.OurOpportunity(Id);

    /// <inheritdoc/>
    internal override object Matter => new { Title, Brief = Brief with { IsUrgent = false, Version = 0, ReviewedVersion = null, PlannedFor = null } };

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
        Sheet = Sheet,
    };

    /// <summary>The most that one city gets.</summary>
    public Money? Support { get; init; }

    /// <summary>What the city adds itself, in the same currency.</summary>
    public Money? OwnShare { get; init; }

    /// <summary>When it closes.</summary>
    public DateTimeOffset? ClosesAt { get; init; }

    /// <summary>Why it fits, in an advisor's words.</summary>
    public string? Why { get; init; }

    /// <summary>The sheet of the decision whether to go for it, once an advisor has filled it in.</summary>
    public GoNoGoSheet? Sheet { get; init; }

    /// <summary>The verdict that the city was told; <see langword="null"/> in the hub's own case.</summary>
    public Overall? Verdict { get; init; }

    /// <summary>Whether little time was left when the city was asked, so that it is asked by a mail of its own and not in a digest. Not shown.</summary>
    public bool IsUrgent { get; init; }

    /// <summary>The version of the opportunity that was matched last: another one is a change to look at. Not shown.</summary>
    public int Version { get; init; }

    /// <summary>The version that an advisor confirmed the cities of. Not shown.</summary>
    public int? ReviewedVersion { get; init; }

    /// <summary>The close date that running tasks were planned for: another one moves them. Not shown.</summary>
    public DateTimeOffset? PlannedFor { get; init; }

    /// <summary>What an opportunity says now, with its version.</summary>
    /// <param name="opportunity">The opportunity.</param>
    /// <returns>Without what only a case knows.</returns>
    public static OpportunityBrief Of(Opportunity opportunity) => Of(opportunity, null) with { Version = opportunity.Version };
}
