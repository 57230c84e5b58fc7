namespace StrongCities.Hub.Mail.Kinds;

/// <summary>Another programme fits better.</summary>
public sealed class Redirected : IMailKind
{
    /// <inheritdoc/>
    public string Id => MailKind.Redirected;

    /// <inheritdoc/>
    public MailContent Write(MailSituation situation) => situation.Letter("Redirected") with
    {
        Facts = situation.Facts(situation.Number, situation.City, situation.Title, situation.Advisor),
    };
}
