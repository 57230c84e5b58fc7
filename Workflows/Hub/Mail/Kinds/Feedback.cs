namespace StrongCities.Hub.Mail.Kinds;

/// <summary>C10: three questions after the help.</summary>
public sealed class Feedback : IMailKind
{
    /// <inheritdoc/>
    public string Id => MailKind.Feedback;

    /// <inheritdoc/>
    public MailContent Write(MailSituation situation) => situation.Letter("Feedback") with
    {
        Facts = situation.Facts(situation.Number, situation.City, situation.Title, situation.Due("AnswerBy")),
    };
}
