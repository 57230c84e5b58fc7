namespace StrongCities.Hub.Mail.Kinds;

/// <summary>A task was taken back: nothing is asked any more.</summary>
public sealed class Withdrawn : IMailKind
{
    /// <inheritdoc/>
    public string Id => MailKind.Withdrawn;

    /// <inheritdoc/>
    public MailContent Write(MailSituation situation) => situation.Letter("Withdrawn") with
    {
        Facts = situation.Facts(situation.Number, situation.City, situation.Title, situation.Task),
    };
}
