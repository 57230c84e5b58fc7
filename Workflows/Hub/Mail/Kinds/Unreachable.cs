namespace StrongCities.Hub.Mail.Kinds;

/// <summary>A person of a case can't be reached by mail.</summary>
public sealed class Unreachable : IMailKind
{
    /// <inheritdoc/>
    public string Id => MailKind.Unreachable;

    /// <inheritdoc/>
    public MailContent Write(MailSituation situation) => situation.Letter("Unreachable", situation.TaskTitle("Unreachable")) with
    {
        Facts = situation.Facts(situation.Number, situation.City, situation.Title),
    };
}
