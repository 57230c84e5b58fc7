using StrongCities.Hub.Opportunities.Process;

namespace StrongCities.Hub.Mail.Kinds;

/// <summary>An opportunity, as mails tell of it.</summary>
/// <param name="Name">What its funder calls it.</param>
/// <param name="Funder">Who gives.</param>
public sealed record OpportunityTopic(string Name, string Funder) : MailTopic(Name)
{
    /// <summary>The most that one city gets.</summary>
    public decimal? Support { get; init; }

    /// <summary>What the city adds itself.</summary>
    public decimal? OwnShare { get; init; }

    /// <summary>ISO 4217.</summary>
    public string Currency { get; init; } = "EUR";

    /// <summary>When it closes.</summary>
    public DateTimeOffset? ClosesAt { get; init; }

    /// <summary>Why it fits the city, in an advisor's words.</summary>
    public string? Why { get; init; }

    /// <summary>The sheet of the decision whether to go for it.</summary>
    public GoNoGoSheet? Sheet { get; init; }

    /// <summary>What changed since the last mail about it.</summary>
    public IReadOnlyList<ChangeFact> Changes { get; init; } = [];

    /// <inheritdoc/>
    public override IEnumerable<MailFact> Facts =>
    [
        new TextFact("Opportunity", Name), new TextFact("Funder", Funder), .. Changes, new MoneyFact("Support", Support, Currency),
        new MoneyFact("OwnShare", OwnShare, Currency), new MomentFact("ClosesAt", ClosesAt), new TextFact("Why", Why),
        new CountFact("Sheet", Sheet?.Score, $"Sheet.{Sheet?.Band}"),
    ];
}

/// <summary>Mails about opportunities: A1 and A3 to A5. A2 is the digest.</summary>
internal static class OpportunityMails
{
    private static readonly OpportunityTopic Example = new("Green rivers in old towns", "Interreg")
    {
        Support = 250_000,
        OwnShare = 37_500.50m,
        ClosesAt = new(2026, 12, 5, 11, 0, 0, TimeSpan.Zero),
    };

    public static IReadOnlyList<IMailKind> All { get; } =
    [
        new PlainMail(MailKind.Opportunity, "Opportunity", mail => [mail.Due("AnswerBy")])
        {
            Button = "Button.Interest",
            Shows = order => order with { About = Example },
        },
        new PlainMail(MailKind.OpportunityChanged, "OpportunityChanged", _ => [])
        {
            Button = "Button.Changes",
            Shows = order => order with
            {
                About = Example with
                {
                    OwnShare = null,
                    ClosesAt = null,
                    Changes = [new(new DayFact("ClosesAt", new(2026, 12, 5)), new DayFact("ClosesAt", new(2026, 12, 21)))],
                },
            },
        },
        new PlainMail(MailKind.OpportunityUnanswered, "OpportunityUnanswered", mail => [mail.Due("AnswerBy")])
        {
            Button = "Button.Interest",
            Shows = order => order with { About = Example, SilenceText = "Silence.NoGo", SilenceAt = MailSample.Silence },
        },
        new PlainMail(MailKind.GoNoGo, "GoNoGo", mail => [mail.Due("AnswerBy")])
        {
            Button = "Button.Review",
            Shows = order => order with { About = Example, SilenceText = "Silence.None" },
        },
    ];
}
