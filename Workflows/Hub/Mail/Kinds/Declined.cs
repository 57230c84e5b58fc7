namespace StrongCities.Hub.Mail.Kinds;

/// <summary>Not taken up, with the reason.</summary>
public sealed class Declined : IMailKind
{
    /// <inheritdoc/>
    public string Id => MailKind.Declined;

    /// <inheritdoc/>
    public MailContent Write(MailSituation situation) => situation.Letter("Declined") with
    {
        Facts = situation.Facts(situation.Number, situation.City, situation.Title, situation.Advisor),
    };
}
