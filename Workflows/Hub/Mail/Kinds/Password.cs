namespace StrongCities.Hub.Mail.Kinds;

/// <summary>A link by which staff choose a password.</summary>
public sealed class Password : IMailKind
{
    /// <inheritdoc/>
    public string Id => MailKind.Password;

    /// <inheritdoc/>
    public MailContent Write(MailSituation situation) => situation.Letter("Password") with
    {
        Facts = situation.Facts(situation.Due("ValidUntil")),
    };
}
