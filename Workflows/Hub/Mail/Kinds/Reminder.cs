namespace StrongCities.Hub.Mail.Kinds;

/// <summary>A task is still open.</summary>
public sealed class Reminder : IMailKind
{
    /// <inheritdoc/>
    public string Id => MailKind.Reminder;

    /// <inheritdoc/>
    public MailContent Write(MailSituation situation) => situation.Letter("Reminder", situation.Language.Word("Reminder.Title", situation.TaskTitle("Task"))) with
    {
        Facts = situation.Facts(situation.Number, situation.City, situation.Title, situation.Due("AnswerBy")),
    };
}
