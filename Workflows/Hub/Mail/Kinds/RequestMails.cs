namespace StrongCities.Hub.Mail.Kinds;

/// <summary>Mails of a support request on its way, from its receipt (C1) to the feedback (C10).</summary>
internal static class RequestMails
{
    public static IReadOnlyList<IMailKind> All { get; } =
    [
        new PlainMail(MailKind.RequestReceived, "RequestReceived", mail => [mail.Number, mail.City, mail.Title, mail.SubmittedAt, mail.Advisor, mail.Due("NextStepBy")])
        {
            Button = "Button.Status",
        },
        new PlainMail(MailKind.PleaseComplete, "PleaseComplete", mail => [mail.Number, mail.City, mail.Title, mail.Advisor, mail.Due("AnswerBy")])
        {
            Button = "Button.Complete",
            Shows = order => order with { Items = ["Gap.Wish", "Gap.Authority"], SilenceText = "Silence.Close", SilenceAt = MailSample.Silence },
        },
        new PlainMail(MailKind.Approval, "Approval", mail => [mail.Task, mail.Number, mail.City, mail.Title, mail.AskedBy, mail.Advisor, mail.Due("AnswerBy")])
        {
            Button = "Button.Review",
            Shows = order => order with { TaskTitle = "Task.Approval", SilenceText = "Silence.None" },
        },
        new PlainMail(MailKind.Accepted, "Accepted", mail => [mail.Number, mail.City, mail.Title, mail.Advisor, mail.Due("NextStepBy")])
        {
            Button = "Button.Status",
            Shows = order => order with { Values = new Dictionary<string, string> { ["helper"] = "Ana Kovač" } },
        },
        new PlainMail(MailKind.Answer, "Answer", mail => [mail.Number, mail.City, mail.Title, mail.Advisor]) { Button = "Button.Status" },
        new PlainMail(MailKind.Declined, "Declined", mail => [mail.Number, mail.City, mail.Title, mail.Advisor]) { Button = "Button.Status" },
        new PlainMail(MailKind.Redirected, "Redirected", mail => [mail.Number, mail.City, mail.Title, mail.Advisor])
        {
            Button = "Button.Status",
            Shows = order => order with { Values = new Dictionary<string, string> { ["programme"] = "TAIEX" } },
        },
        new PlainMail(MailKind.Unanswered, "Unanswered", mail => [mail.Number, mail.City, mail.Title, mail.Advisor]) { Button = "Button.Complete" },
        new PlainMail(MailKind.Closed, "Closed", mail => [mail.Number, mail.City, mail.Title]) { Button = "Button.Status" },
        new PlainMail(MailKind.Feedback, "Feedback", mail => [mail.Number, mail.City, mail.Title, mail.Due("AnswerBy")]) { Button = "Button.Feedback" },
    ];
}
