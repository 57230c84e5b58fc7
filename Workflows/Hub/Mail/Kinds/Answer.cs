namespace StrongCities.Hub.Mail.Kinds;

/// <summary>The hub's answer, in the advisor's words.</summary>
public sealed class Answer : IMailKind
{
    /// <inheritdoc/>
    public string Id => MailKind.Answer;

    /// <inheritdoc/>
    public MailContent Write(MailSituation situation) => situation.Letter("Answer") with
    {
        Facts = situation.Facts(situation.Number, situation.City, situation.Title, situation.Advisor),
    };
}
