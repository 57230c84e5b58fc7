namespace StrongCities.Hub.Mail.Kinds;

/// <summary>Mails about a person's own access and news.</summary>
internal static class AccountMails
{
    public static IReadOnlyList<IMailKind> All { get; } =
    [
        new PlainMail(MailKind.SignIn, "SignIn", mail => [mail.Due("ValidUntil")]) { Button = "Button.SignIn" },
        new PlainMail(MailKind.Password, "Password", mail => [mail.Due("ValidUntil")]) { Button = "Button.Password" },
        new StepUp(),
        new PlainMail(MailKind.Digest, "Digest", _ => [])
        {
            ItemsLabel = "Digest.Items",
            Button = "Button.Requests",
            Shows = order => order with { Items = ["Task.Approval", "Task.Triage"] },
        },
    ];
}
