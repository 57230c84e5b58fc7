namespace StrongCities.Hub.Mail.Kinds;

/// <summary>C2: the list of gaps, by when to fill them, and what happens otherwise.</summary>
public sealed class PleaseComplete : IMailKind
{
    /// <inheritdoc/>
    public string Id => MailKind.PleaseComplete;

    /// <inheritdoc/>
    public MailContent Write(MailSituation situation) => situation.Letter("PleaseComplete") with
    {
        Facts = situation.Facts(situation.Number, situation.City, situation.Title, situation.Advisor, situation.Due("AnswerBy")),
    };
}
