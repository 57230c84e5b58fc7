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
    public override MailTopic? Topic => Title.Length == 0 ? null : new OpportunityTopic(Title, Brief.Funder)
    {
        Support = Brief.Support?.Amount,
        OwnShare = Brief.OwnShare?.Amount,
        Currency = (Brief.Support ?? Brief.OwnShare)?.Currency ?? "EUR",
        ClosesAt = Brief.ClosesAt,
        Why = Brief.Why,
    };

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
    /// <summary>The most that one city gets.</summary>
    public Money? Support { get; init; }

    /// <summary>What the city adds itself, in the same currency.</summary>
    public Money? OwnShare { get; init; }

    /// <summary>When it closes.</summary>
    public DateTimeOffset? ClosesAt { get; init; }

    /// <summary>Why it fits, in an advisor's words.</summary>
    public string? Why { get; init; }
}
