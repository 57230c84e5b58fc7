namespace StrongCities.Hub.Mail.Kinds;

/// <summary>The case is closed.</summary>
public sealed class Closed : IMailKind
{
    /// <inheritdoc/>
    public string Id => MailKind.Closed;

    /// <inheritdoc/>
    public MailContent Write(MailSituation situation) => situation.Letter("Closed") with
    {
        Facts = situation.Facts(situation.Number, situation.City, situation.Title),
    };
}
