namespace StrongCities.Hub.Mail.Kinds;

/// <summary>The hub helps, and who.</summary>
public sealed class Accepted : IMailKind
{
    /// <inheritdoc/>
    public string Id => MailKind.Accepted;

    /// <inheritdoc/>
    public MailContent Write(MailSituation situation) => situation.Letter("Accepted") with
    {
        Facts = situation.Facts(situation.Number, situation.City, situation.Title, situation.Advisor, situation.Due("NextStepBy")),
    };
}
