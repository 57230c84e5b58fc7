namespace StrongCities.Hub.Mail.Kinds;

/// <summary>A city's risks, as mails tell of them.</summary>
/// <param name="Name">One risk, or the register and its year.</param>
public sealed record RiskTopic(string Name) : MailTopic(Name)
{
    /// <summary>The city.</summary>
    public string? City { get; init; }

    /// <summary>Who rates it.</summary>
    public string? Department { get; init; }

    /// <summary>How high it is.</summary>
    public RiskLevel? Level { get; init; }

    /// <summary>How high it was.</summary>
    public RiskLevel? Before { get; init; }

    /// <summary>As of which day.</summary>
    public DateOnly? AsOf { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<MailFact> Facts =>
    [
        new TextFact("Risk", Name), new TextFact("City", City), new TextFact("Department", Department),
        (Before, Level) is ({ } before, { } after) ? new ChangeFact(Word(before), Word(after)) : new TextFact("Level", Level is { } level ? $"Level.{level}" : null),
        new DayFact("AsOf", AsOf),
    ];

    private static TextFact Word(RiskLevel level) => new("Level", $"Level.{level}");
}

/// <summary>How high a risk is.</summary>
public enum RiskLevel
{
    /// <summary>Low.</summary>
    Green,

    /// <summary>To be watched.</summary>
    Amber,

    /// <summary>High.</summary>
    Red,
}

/// <summary>Something that went wrong in a process (Z1).</summary>
/// <param name="Name">The process.</param>
/// <param name="Problem">What went wrong.</param>
/// <param name="At">When.</param>
public sealed record FaultTopic(string Name, string Problem, DateTimeOffset At) : MailTopic(Name)
{
    /// <inheritdoc/>
    public override IEnumerable<MailFact> Facts => [new TextFact("Process", Name), new TextFact("Fault", Problem), new MomentFact("FaultAt", At)];
}

/// <summary>Mails about risks, D1 to D3, and about the system itself, Z1.</summary>
internal static class RiskMails
{
    public static IReadOnlyList<IMailKind> All { get; } =
    [
        new PlainMail(MailKind.RateRisks, "RateRisks", mail => [mail.Due("AnswerBy")])
        {
            ItemsLabel = "RateRisks.Items",
            Button = "Button.Rate",
            Shows = order => order with
            {
                About = new RiskTopic("2026") { City = "Kumanovo" }, Items = ["Flood", "Heat", "Cyber attack"],
            },
        },
        new PlainMail(MailKind.Register, "Register", mail => [mail.Due("AnswerBy")])
        {
            Button = "Button.Review",
            Shows = order => order with { About = new RiskTopic("2026") { City = "Kumanovo", AsOf = new(2026, 9, 14) }, SilenceText = "Silence.None" },
        },
        new PlainMail(MailKind.RedRisk, "RedRisk", mail => [mail.Due("AnswerBy")])
        {
            Button = "Button.Risk",
            Shows = order => order with
            {
                About = new RiskTopic("Flood") { City = "Kumanovo", Before = RiskLevel.Amber, Level = RiskLevel.Red, AsOf = new(2026, 9, 14) },
            },
        },
        new PlainMail(MailKind.RiskNews, "RiskNews", mail => [mail.Task])
        {
            Button = "Button.Status",
            Shows = order => order with { About = new RiskTopic("2026") { City = "Elbasan" }, TaskTitle = "Risk.News.Orange" },
        },
        new PlainMail(MailKind.Fault, "Fault", _ => [])
        {
            Button = "Button.Designer",
            Shows = order => order with { About = new FaultTopic("technical-support-request", "Timeout", MailSample.Now) },
        },
    ];
}
