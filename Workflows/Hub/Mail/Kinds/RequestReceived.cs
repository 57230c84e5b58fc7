namespace StrongCities.Hub.Mail.Kinds;

/// <summary>C1: the request has arrived; its number, and what happens by when.</summary>
public sealed class RequestReceived : IMailKind
{
    /// <inheritdoc/>
    public string Id => MailKind.RequestReceived;

    /// <inheritdoc/>
    public MailContent Write(MailSituation situation) => situation.Letter("RequestReceived") with
    {
        Facts = situation.Facts(situation.Number, situation.City, situation.Title, situation.SubmittedAt, situation.Advisor, situation.Due("NextStepBy")),
    };
}
