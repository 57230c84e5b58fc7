namespace StrongCities.Hub.Mail.Kinds;

/// <summary>What worked in a city, as mails tell of it.</summary>
/// <param name="Name">Its title.</param>
public sealed record PracticeTopic(string Name) : MailTopic(Name)
{
    /// <inheritdoc/>
    public override IEnumerable<MailFact> Facts => [new TextFact("Practice", Name)];
}

/// <summary>Mails about good practices, C11.</summary>
internal static class PracticeMails
{
    private static readonly PracticeTopic Shown = new("Safe schools");

    public static IReadOnlyList<IMailKind> All { get; } =
    [
        new PlainMail(MailKind.PracticeRelease, "PracticeRelease", mail => [mail.Due("AnswerBy")])
        {
            Button = "Button.Practice",
            Shows = order => order with { About = Shown, SilenceText = "Silence.NoGo" },
        },
        new PlainMail(MailKind.PracticeReview, "PracticeReview", mail => [mail.Due("AnswerBy")])
        {
            Button = "Button.Practice",
            Shows = order => order with { About = Shown, SilenceText = "Silence.NoGo" },
        },
        new PlainMail(MailKind.PracticeNews, "PracticeNews", mail => [mail.Task])
        {
            Button = "Button.Status",
            Shows = order => order with { About = Shown, TaskTitle = "Practice.News.Public" },
        },
        new PlainMail(MailKind.PracticeOffer, "PracticeOffer", mail => [mail.Number, mail.City, mail.Title]) { Button = "Button.Case" },
    ];
}
