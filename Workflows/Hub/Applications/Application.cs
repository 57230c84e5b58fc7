using StrongCities.Hub.Mail;
using StrongCities.Hub.Mail.Kinds;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.Opportunities.Process;

namespace StrongCities.Hub.Applications;

/// <summary>A city's answer to one competition of an opportunity, on its way to the funder. One for each city and round.</summary>
public sealed class Application : CaseOfOpportunity
{
    /// <summary>The series of its numbers.</summary>
    internal const string Series = "A";

    /// <inheritdoc/>
    public override MailTopic? Topic => Title.Length == 0 ? null : new ApplicationTopic(Proposal.Title.Length > 0 ? Proposal.Title : Title, Title)
    {
        Amount = Proposal.Requested?.Amount,
        OwnShare = (Proposal.OwnShare ?? Brief.OwnShare)?.Amount,
        Currency = (Proposal.Requested ?? Proposal.OwnShare ?? Brief.OwnShare)?.Currency ?? "EUR",
        SubmitBy = Receipt is null ? Brief.ClosesAt : null,
        SubmittedAt = Receipt?.At,
        Receipt = Receipt?.Number,
        Session = CouncilDecision is null ? CouncilSessionAt : null,
        Outcome = Outcome,
    };

    /// <summary>What partners read of it, who do not see the case: nothing of what the city adds itself.</summary>
    /// <param name="lead">The city that leads.</param>
    /// <returns>The topic of a mail.</returns>
    internal ApplicationTopic ToPartners(string lead) => new(Proposal.Title.Length > 0 ? Proposal.Title : Title, Title)
    {
        Lead = lead,
        Amount = Proposal.Requested?.Amount,
        Currency = Proposal.Requested?.Currency ?? "EUR",
        SubmitBy = Receipt is null ? Brief.ClosesAt : null,
        SubmittedAt = Receipt?.At,
        Receipt = Receipt?.Number,
    };

    // What the mayor signs is the proposal, and not only what the funder offers.
    /// <inheritdoc/>
    internal override object Matter => new { Title, Proposal, Brief.ClosesAt };

    /// <inheritdoc/>
    internal override void Blank()
    {
        base.Blank();
        (Proposal, Concept, Evaluation, Lessons) = (new Proposal(""), null, null, null);
    }

    /// <summary>The dealings in which the city decided to go for it; <see langword="null"/> where it began otherwise.</summary>
    public Guid? InterestCaseId { get; init; }

    /// <summary>The application that this one tries again; <see langword="null"/> for a first one.</summary>
    public Guid? ResubmitsId { get; init; }

    /// <summary>When the concept note must be in; <see langword="null"/> where the funder asks for the full proposal at once.</summary>
    public DateTimeOffset? ConceptClosesAt { get; set; }

    /// <summary>The funder's last moment for questions, where its call says another than 21 days before the deadline.</summary>
    public DateTimeOffset? QuestionsCloseAt { get; set; }

    /// <summary>When the funder has answered them, where its call says another day than 11 days before the deadline.</summary>
    public DateTimeOffset? AnswersOutAt { get; set; }

    /// <summary>The project that it proposes, as it stands.</summary>
    public Proposal Proposal { get; set; } = new("");

    /// <summary>What the submitted concept note said. From then on it binds the proposal.</summary>
    public Proposal? Concept { get; set; }

    /// <summary>Since when nothing about it may change any more: two people have ticked the final check.</summary>
    public DateTimeOffset? FrozenAt { get; set; }

    /// <summary>What the funder's portal gave back for the concept note.</summary>
    public Receipt? ConceptReceipt { get; set; }

    /// <summary>What the funder's portal gave back for the whole.</summary>
    public Receipt? Receipt { get; set; }

    /// <summary>When the council sits that must agree; <see langword="null"/> where it need not, or nobody has said.</summary>
    public DateTimeOffset? CouncilSessionAt { get; set; }

    /// <summary>The number of the council's decision.</summary>
    public string? CouncilDecision { get; set; }

    /// <summary>What the funder decided; <see langword="null"/> before.</summary>
    public ApplicationOutcome? Outcome { get; set; }

    /// <summary>Whether the city may try again: it is over, and was refused or missed its deadline. Whether the call is open is another question.</summary>
    public bool MayBeTriedAgain => ClosedAt is not null && (Outcome == ApplicationOutcome.Refused || Stage == CaseStage.Lapsed);

    /// <summary>What the funder's evaluation said, and its points for each criterion.</summary>
    public Evaluation? Evaluation { get; set; }

    /// <summary>Until when a place on the reserve list can become money.</summary>
    public DateTimeOffset? ReserveUntil { get; set; }

    /// <summary>What was learnt, for the next time.</summary>
    public string? Lessons { get; set; }

    /// <inheritdoc/>
    public override string CityPath => SitePaths.Application(Id);
}

/// <summary>The project inside an application (CommonGrants <c>Proposal</c>).</summary>
/// <param name="Title">What the project is called; empty until somebody says so.</param>
public sealed record Proposal(string Title)
{
    /// <summary>What it is about, in a few sentences.</summary>
    public string? Summary { get; init; }

    /// <summary>What the funder is asked for.</summary>
    public Money? Requested { get; init; }

    /// <summary>What the city adds itself, in the same currency.</summary>
    public Money? OwnShare { get; init; }

    /// <summary>When the work begins.</summary>
    public DateOnly? StartsOn { get; init; }

    /// <summary>When it ends.</summary>
    public DateOnly? EndsOn { get; init; }

    /// <summary>What the funder assessed in the concept note and may not change afterwards, such as objectives or partners: name and text.</summary>
    public IReadOnlyDictionary<string, string> Assessed { get; init; } = new Dictionary<string, string>();
}

/// <summary>The proof that something is in.</summary>
/// <param name="Number">The funder's number.</param>
/// <param name="At">When, as the funder's portal says.</param>
/// <param name="FileId">The attachment that shows it.</param>
public sealed record Receipt(string Number, DateTimeOffset At, Guid FileId);

/// <summary>What the funder says of its decision.</summary>
/// <param name="Summary">In its words.</param>
public sealed record Evaluation(string Summary)
{
    /// <summary>Points by criterion.</summary>
    public IReadOnlyList<CriterionPoints> Points { get; init; } = [];
}

/// <summary>How one criterion was judged.</summary>
/// <param name="Criterion">Its name.</param>
/// <param name="Given">Points given: 0 to <paramref name="Most"/>.</param>
/// <param name="Most">Points there are.</param>
public sealed record CriterionPoints(string Criterion, decimal Given, decimal Most);
