namespace StrongCities.Hub.Mail.Kinds;

/// <summary>Help that somebody gives to a city, as mails tell of it.</summary>
/// <param name="Name">What it is about.</param>
public sealed record MissionTopic(string Name) : MailTopic(Name)
{
    /// <summary>The city that is helped.</summary>
    public string? City { get; init; }

    /// <summary>Who helps: an expert or another city.</summary>
    public string? Helper { get; init; }

    /// <summary>Where.</summary>
    public string? Place { get; init; }

    /// <summary>How long.</summary>
    public int? Days { get; init; }

    /// <summary>From.</summary>
    public DateTimeOffset? StartsAt { get; init; }

    /// <summary>Until.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<MailFact> Facts =>
    [
        new TextFact("Mission", Name), new TextFact("City", City), new TextFact("helper", Helper), new TextFact("Place", Place),
        new CountFact("Days", Days, "Count.Days"), new MomentFact("StartsAt", StartsAt), new MomentFact("EndsAt", EndsAt),
    ];
}

/// <summary>Mails about help to a city, C3 to C9 and half a year after it.</summary>
internal static class MissionMails
{
    private static readonly MissionTopic Example = new("Flood maps for the old town") { City = "Kumanovo", Helper = "Ana Kovač", Days = 3 };

    public static IReadOnlyList<IMailKind> All { get; } =
    [
        new PlainMail(MailKind.Triage, "Triage", mail => [mail.Due("AnswerBy")])
        {
            ItemsLabel = "Triage.Items",
            Button = "Button.Triage",
            Shows = order => order with { Items = ["WB-2026-0001, Kumanovo", "WB-2026-0002, Prizren", "WB-2026-0004, Bar"] },
        },
        new PlainMail(MailKind.Consultation, "Consultation", mail => [mail.Number, mail.City, mail.Title, mail.Due("AnswerBy")])
        {
            Button = "Button.Opinion",
            Shows = order => order with { SilenceText = "Silence.NoObjection", SilenceAt = MailSample.Silence },
        },
        new PlainMail(MailKind.Terms, "Terms", mail => [mail.Due("AnswerBy")])
        {
            Button = "Button.Review",
            Shows = order => order with { About = Example, SilenceText = "Silence.None" },
        },
        new PlainMail(MailKind.Expert, "Expert", mail => [mail.Due("AnswerBy")])
        {
            Button = "Button.Invitation",
            Shows = order => order with { About = Example with { Helper = null }, SilenceText = "Silence.NoGo", SilenceAt = MailSample.Silence },
        },
        new PlainMail(MailKind.VetoTaken, "VetoTaken", mail => [mail.Number, mail.City, mail.Title, mail.Advisor]) { Button = "Button.Status" },
        new PlainMail(MailKind.Programme, "Programme", _ => [])
        {
            ItemsLabel = "Programme.Items",
            Button = "Button.Programme",
            Shows = order => order with
            {
                About = Example with { Place = "Kumanovo", StartsAt = new(2026, 10, 20, 7, 0, 0, TimeSpan.Zero), EndsAt = new(2026, 10, 22, 15, 0, 0, TimeSpan.Zero) },
                Items = ["09:00", "13:00"],
            },
        },
        new PlainMail(MailKind.Report, "Report", mail => [mail.Due("AnswerBy")])
        {
            Button = "Button.Review",
            Shows = order => order with { About = Example, SilenceText = "Silence.NoObjection", SilenceAt = MailSample.Silence },
        },
        new PlainMail(MailKind.FollowUp, "FollowUp", mail => [mail.Number, mail.City, mail.Title, mail.Due("AnswerBy")]) { Button = "Button.Feedback" },
    ];
}
