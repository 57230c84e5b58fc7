using StrongCities.Hub.Cases;
using StrongCities.Hub.Mail;

namespace StrongCities.Hub.Assistance;

/// <summary>A city asks for technical assistance. One case, one workflow instance.</summary>
public sealed class SupportRequest : Case
{
    /// <summary>The series of its numbers.</summary>
    internal const string Series = "";

    private RequestForm form = new();

    /// <summary>The form it came from; a second submit of the same form finds it.</summary>
    public required string FormId { get; init; }

    /// <summary>What was asked. Changes while the request is returned.</summary>
    public required RequestForm Form
    {
        get => form with { Title = Title, Confidential = IsConfidential };
        set => (form, Title, IsConfidential) = (value, value.Title, value.Confidential);
    }

    /// <summary>Where it is.</summary>
    public required CaseStatus Status { get; set; }

    /// <summary>What help was agreed; <see langword="null"/> before it is written.</summary>
    public TermsOfReference? Terms { get; set; }

    /// <summary>When and where it takes place; <see langword="null"/> before it is planned.</summary>
    public Visit? Visit { get; set; }

    /// <summary>The days on which help was given, oldest first.</summary>
    public IReadOnlyList<HelpDay>? Days { get; set; }

    /// <summary>An advisor's own score in place of the counted one, with a sentence that says why.</summary>
    public ScoreOverride? Override { get; set; }

    /// <summary>The older request that asks for the same; <see langword="null"/> for one that stands alone or leads its group.</summary>
    public Guid? SameAsId { get; set; }

    /// <inheritdoc/>
    public override MailTopic? Topic => null;

    /// <inheritdoc/>
    public override string CityPath => SitePaths.Request(Id);

    /// <inheritdoc/>
    internal override object Matter => Terms is null ? Form : new { Form, Terms };

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Gaps(int files) => Completeness.GapsOf(Form, files);

    /// <inheritdoc/>
    internal override void Blank() => (Form, Terms, Visit, Days) = (new RequestForm(), null, null, null);
}

/// <summary>What a city tells the hub. Texts at most 4,000 characters, the title 200.</summary>
public sealed record RequestForm
{
    /// <summary>One line.</summary>
    public string Title { get; init; } = "";

    /// <summary>How big and how urgent.</summary>
    public Lane? Lane { get; init; }

    /// <summary>What is the matter.</summary>
    public string Problem { get; init; } = "";

    /// <summary>What help is wished.</summary>
    public string? Wish { get; init; }

    /// <summary>By when help is wished.</summary>
    public DateOnly? WishedBy { get; init; }

    /// <summary>Who in the city stands behind it: mayor, council, department.</summary>
    public string? Authority { get; init; }

    /// <summary>Risks it touches.</summary>
    public string? Risks { get; init; }

    /// <summary>The risk of the city's register that it comes from, where it began there.</summary>
    public Guid? RiskId { get; init; }

    /// <summary>Help had before.</summary>
    public string? EarlierHelp { get; init; }

    /// <summary>Whom it is for, when somebody else asks; then a letter is needed.</summary>
    public string? OnBehalfOf { get; init; }

    /// <summary>Only the hub and the asker may know.</summary>
    public bool Confidential { get; init; }
}

/// <summary>How big and how urgent a request is.</summary>
public enum Lane
{
    /// <summary>An answer in a mail.</summary>
    Question,

    /// <summary>One to five days.</summary>
    ShortAdvice,

    /// <summary>With terms of reference.</summary>
    Assignment,

    /// <summary>Incident, threat, tension.</summary>
    Urgent,
}

/// <summary>Where a request is.</summary>
public enum CaseStatus
{
    /// <summary>Just in.</summary>
    Received,

    /// <summary>Being checked for gaps.</summary>
    Completeness,

    /// <summary>Back with the city, to be completed.</summary>
    Returned,

    /// <summary>An advisor judges it.</summary>
    Triage,

    /// <summary>Contacts and colleagues may object.</summary>
    Consultation,

    /// <summary>City and hub agree on what the help is.</summary>
    Scoping,

    /// <summary>An approver decides.</summary>
    Approval,

    /// <summary>Somebody who helps is being found.</summary>
    Matching,

    /// <summary>Days, place and people are set.</summary>
    Scheduled,

    /// <summary>Help is under way.</summary>
    Delivery,

    /// <summary>The report is written and read.</summary>
    Report,

    /// <summary>The city is asked how it went.</summary>
    Feedback,

    /// <summary>Done.</summary>
    Closed,

    /// <summary>Not taken up, with a reason.</summary>
    Declined,

    /// <summary>Sent on to another programme.</summary>
    Redirected,

    /// <summary>Closed because the city did not complete it; may be reopened.</summary>
    Unanswered,
}
