namespace StrongCities.Hub.Mail.Kinds;

/// <summary>Any task that has no mail of its own.</summary>
public sealed class AnyTask : IMailKind
{
    /// <inheritdoc/>
    public string Id => MailKind.Task;

    /// <inheritdoc/>
    public MailContent Write(MailSituation situation) => situation.Letter("Task", situation.TaskTitle("Task")) with
    {
        Facts = situation.Facts(situation.Number, situation.City, situation.Title, situation.AskedBy, situation.Advisor, situation.Due("AnswerBy")),
    };
}
