namespace StrongCities.Hub.Mail.Kinds;

/// <summary>Closed because it stayed incomplete; how to go on.</summary>
public sealed class Unanswered : IMailKind
{
    /// <inheritdoc/>
    public string Id => MailKind.Unanswered;

    /// <inheritdoc/>
    public MailContent Write(MailSituation situation) => situation.Letter("Unanswered") with
    {
        Facts = situation.Facts(situation.Number, situation.City, situation.Title, situation.Advisor),
    };
}
