namespace StrongCities.Hub.Mail.Kinds;

/// <summary>Two cities that a hub would like to meet each other, as a mail to one of them tells of it.</summary>
/// <param name="Name">The other city.</param>
public sealed record IntroductionTopic(string Name) : MailTopic(Name)
{
    /// <summary>Whom to write to there; only once both have said yes.</summary>
    public string? Contact { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<MailFact> Facts => [new TextFact("City", Name), new TextFact("Contact", Contact)];
}

/// <summary>Mails about introductions, D4.</summary>
internal static class IntroductionMails
{
    private const string Button = "Button.Introduction";

    public static IReadOnlyList<IMailKind> All { get; } =
    [
        new PlainMail(MailKind.Introduction, "Introduction", _ => [])
        {
            Button = Button,
            Shows = order => order with { About = new IntroductionTopic("Elbasan"), Note = "Both of you look for ways to answer rumours quickly." },
        },
        new PlainMail(MailKind.Introduced, "Introduced", _ => [])
        {
            Button = Button,
            Shows = order => order with { About = new IntroductionTopic("Elbasan") { Contact = "Arta Hoxha, arta@example.org" } },
        },
    ];
}
