using StrongCities.Hub.Cases;

namespace StrongCities.Hub.Mail.Kinds;

/// <summary>An application for money, as mails tell of it.</summary>
/// <param name="Name">Its title.</param>
/// <param name="Opportunity">What it answers.</param>
public sealed record ApplicationTopic(string Name, string Opportunity) : MailTopic(Name)
{
    /// <summary>The city that leads.</summary>
    public string? Lead { get; init; }

    /// <summary>What the reader's city is to be in it: a key of the mail's words.</summary>
    public string? Role { get; init; }

    /// <summary>What is applied for, or awarded.</summary>
    public decimal? Amount { get; init; }

    /// <summary>What the city adds itself.</summary>
    public decimal? OwnShare { get; init; }

    /// <summary>ISO 4217.</summary>
    public string Currency { get; init; } = "EUR";

    /// <summary>The funder's deadline.</summary>
    public DateTimeOffset? SubmitBy { get; init; }

    /// <summary>Days left until then.</summary>
    public int? DaysLeft { get; init; }

    /// <summary>When it was submitted.</summary>
    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>The funder's number of the receipt.</summary>
    public string? Receipt { get; init; }

    /// <summary>When the council sits.</summary>
    public DateTimeOffset? Session { get; init; }

    /// <summary>What the funder decided.</summary>
    public ApplicationOutcome? Outcome { get; init; }

    /// <summary>How it ended, also where the funder decided nothing: a key of the mail's words. Shown in the place of <see cref="Outcome"/>.</summary>
    public string? Ending { get; init; }

    /// <summary>What is owed to the funder, such as a report.</summary>
    public string? Obligation { get; init; }

    /// <summary>Which of its kind, from 1; <see langword="null"/> where the name says it.</summary>
    public int? ObligationNumber { get; init; }

    /// <summary>The next day to keep in mind.</summary>
    public DateOnly? NextOn { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<MailFact> Facts =>
    [
        new TextFact("Application", Name), new TextFact("Opportunity", Opportunity), new TextFact("Lead", Lead), new TextFact("Role", Role),
        new TextFact("Outcome", Ending ?? (Outcome is { } outcome ? $"Outcome.{outcome}" : null)), new MoneyFact("Amount", Amount, Currency),
        new MoneyFact("OwnShare", OwnShare, Currency), new NumberedFact("Obligation", Obligation, ObligationNumber), new MomentFact("Session", Session),
        new TextFact("Receipt", Receipt), new MomentFact("SubmittedAtFunder", SubmittedAt), new MomentFact("SubmitBy", SubmitBy),
        new CountFact("DaysLeft", DaysLeft, "Count.Days"), new DayFact("NextOn", NextOn),
    ];
}

/// <summary>What a funder decides.</summary>
public enum ApplicationOutcome
{
    /// <summary>There will be money.</summary>
    Awarded,

    /// <summary>On the reserve list.</summary>
    Reserve,

    /// <summary>Refused.</summary>
    Refused,

    /// <summary>Nothing: the city gave the application up.</summary>
    Withdrawn,
}

/// <summary>Mails about an application, B1 to B11.</summary>
internal static class ApplicationMails
{
    private static readonly ApplicationTopic Example = new("River park Kumanovo", "Green rivers in old towns")
    {
        Lead = "Kumanovo",
        SubmitBy = new(2026, 12, 5, 11, 0, 0, TimeSpan.Zero),
    };

    private static readonly ApplicationTopic WithMoney = Example with { Amount = 250_000, OwnShare = 37_500.50m };

    public static IReadOnlyList<IMailKind> All { get; } =
    [
        new PlainMail(MailKind.Plan, "Plan", _ => [])
        {
            ItemsLabel = "Plan.Items",
            Button = "Button.Plan",
            Shows = order => order with { About = Example, Items = ["Task.Approval", "Task.Assign", "Task.Delivery"] },
        },
        new PlainMail(MailKind.Partner, "Partner", mail => [mail.Due("AnswerBy")])
        {
            Button = "Button.Invitation",
            Shows = order => order with { About = WithMoney with { OwnShare = null, Role = "Role.PartnerNeeded" }, SilenceText = "Silence.None" },
        },
        new PlainMail(MailKind.Paper, "Paper", mail => [mail.Due("AnswerBy")])
        {
            ItemsLabel = "Paper.Items",
            Button = "Button.Upload",
            Shows = order => order with { About = Example, Items = ["Gap.Letter", "Gap.Authority"] },
        },
        new PlainMail(MailKind.Review, "Review", mail => [mail.Due("AnswerBy")])
        {
            Button = "Button.Review",
            Shows = order => order with { About = WithMoney, SilenceText = "Silence.None" },
        },
        new PlainMail(MailKind.SignOff, "SignOff", mail => [mail.Due("AnswerBy")])
        {
            Button = "Button.Sign",
            Shows = order => order with { About = WithMoney, SilenceText = "Silence.None" },
        },
        new PlainMail(MailKind.Council, "Council", mail => [mail.Due("AnswerBy")])
        {
            Button = "Button.Upload",
            Shows = order => order with { About = WithMoney with { Session = new(2026, 10, 20, 8, 0, 0, TimeSpan.Zero) } },
        },
        new PlainMail(MailKind.Countdown, "Countdown", _ => [])
        {
            ItemsLabel = "Countdown.Items",
            Button = "Button.Plan",
            Shows = order => order with { About = Example with { DaysLeft = 5 }, Items = ["Task.Approval", "Gap.Letter"] },
        },
        new PlainMail(MailKind.Submitted, "Submitted", _ => [])
        {
            Button = "Button.Plan",
            Shows = order => order with
            {
                About = Example with { SubmitBy = null, SubmittedAt = MailSample.Now, Receipt = "IPA-2026-00417", NextOn = new(2027, 3, 1) },
            },
        },
        new PlainMail(MailKind.Clarification, "Clarification", mail => [mail.Due("AnswerBy")])
        {
            Button = "Button.Clarify",
            Shows = order => order with { About = Example, Note = "Please explain line 12 of the budget." },
        },
        new PlainMail(MailKind.Result, "Result", _ => [])
        {
            Button = "Button.Plan",
            Shows = order => order with { About = WithMoney with { SubmitBy = null, Outcome = ApplicationOutcome.Awarded, NextOn = new(2027, 3, 1) } },
        },
        new PlainMail(MailKind.PartnerNews, "PartnerNews", _ => [])
        {
            Shows = order => order with { About = Example with { SubmitBy = null, Ending = "Outcome.Withdrawn" }, Note = "The budget was cut." },
        },
        new PlainMail(MailKind.Obligation, "Obligation", mail => [mail.Task, mail.Due("AnswerBy")])
        {
            Button = "Button.Task",
            Shows = order => order with
            {
                About = Example with { SubmitBy = null, Obligation = "Obligation.InterimReport", ObligationNumber = 1, DaysLeft = 21 }, TaskTitle = "Obligation.Step.HeadsUp",
            },
        },
        new PlainMail(MailKind.AwardNews, "AwardNews", mail => [mail.Task])
        {
            Button = "Button.Status",
            Shows = order => order with { About = WithMoney with { SubmitBy = null, OwnShare = null, NextOn = new(2027, 3, 1) }, TaskTitle = "Instalment.Step.Expected" },
        },
    ];
}
