namespace StrongCities.Hub.Mail.Kinds;

/// <summary>A deadline has passed: to the case's owner.</summary>
public sealed class Overdue : IMailKind
{
    /// <inheritdoc/>
    public string Id => MailKind.Overdue;

    /// <inheritdoc/>
    public MailContent Write(MailSituation situation) => situation.Letter("Overdue", situation.Language.Word("Overdue.Title", situation.TaskTitle("Task"))) with
    {
        Facts = situation.Facts(situation.Number, situation.City, situation.Title, situation.AskedBy, situation.Due("WasDue")),
    };
}
