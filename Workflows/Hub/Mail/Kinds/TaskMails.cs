using StrongCities.Hub.Cases;

namespace StrongCities.Hub.Mail.Kinds;

/// <summary>Mails that any task may cause, whatever its process.</summary>
internal static class TaskMails
{
    public static IReadOnlyList<IMailKind> All { get; } =
    [
        new PlainMail(MailKind.Task, "Task", mail => [mail.Number, mail.City, mail.Title, mail.AskedBy, mail.Advisor, mail.Due("AnswerBy")])
        {
            Heading = mail => mail.TaskTitle("Task"),
            Shows = order => order with { TaskTitle = "Task.Triage" },
        },
        new PlainMail(MailKind.Reminder, "Reminder", mail => [mail.Number, mail.City, mail.Title, mail.Due("AnswerBy")])
        {
            Heading = mail => mail.Language.Word("Reminder.Title", mail.TaskTitle("Task")),
            Shows = order => order with { TaskTitle = "Task.Complete" },
        },
        new PlainMail(MailKind.Overdue, "Overdue", mail => [mail.Number, mail.City, mail.Title, mail.AskedBy, mail.Due("WasDue")])
        {
            Heading = mail => mail.Language.Word("Overdue.Title", mail.TaskTitle("Task")),
            Button = "Button.Manage",
            Shows = order => order with { TaskTitle = "Task.Complete" },
        },
        new PlainMail(MailKind.Withdrawn, "Withdrawn", mail => [mail.Number, mail.City, mail.Title, mail.Task])
        {
            Button = "Button.Status",
            Shows = order => order with { TaskTitle = "Task.MoreInformation" },
        },
        new PlainMail(MailKind.ReplyTaken, "ReplyTaken", mail => [mail.Number, mail.City, mail.Title])
        {
            Heading = mail => mail.TaskTitle("ReplyTaken"),
            Button = "Button.Task",
            Shows = order => order with { TaskTitle = "Ack.Noted" },
        },
        new PlainMail(MailKind.ReplyNote, "ReplyNote", mail => [mail.Number, mail.City, mail.Title])
        {
            Heading = mail => mail.TaskTitle("ReplyNote"),
            Button = "Button.Case",
        },
        new PlainMail(MailKind.Unreachable, "Unreachable", mail => [mail.Number, mail.City, mail.Title])
        {
            Heading = mail => mail.TaskTitle("Unreachable"),
            Button = "Button.Case",
        },
    ];
}
