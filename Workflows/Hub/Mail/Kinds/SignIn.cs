namespace StrongCities.Hub.Mail.Kinds;

/// <summary>A sign-in link.</summary>
public sealed class SignIn : IMailKind
{
    /// <inheritdoc/>
    public string Id => MailKind.SignIn;

    /// <inheritdoc/>
    public MailContent Write(MailSituation situation) => situation.Letter("SignIn") with
    {
        Facts = situation.Facts(situation.Due("ValidUntil")),
    };
}
