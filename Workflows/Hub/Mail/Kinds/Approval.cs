namespace StrongCities.Hub.Mail.Kinds;

/// <summary>C7: somebody must decide.</summary>
public sealed class Approval : IMailKind
{
    /// <inheritdoc/>
    public string Id => MailKind.Approval;

    /// <inheritdoc/>
    public MailContent Write(MailSituation situation) => situation.Letter("Approval") with
    {
        Facts = situation.Facts(situation.Task, situation.Number, situation.City, situation.Title, situation.AskedBy, situation.Advisor, situation.Due("AnswerBy")),
    };
}
