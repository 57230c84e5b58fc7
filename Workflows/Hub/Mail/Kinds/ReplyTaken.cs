namespace StrongCities.Hub.Mail.Kinds;

/// <summary>What became of a reply.</summary>
public sealed class ReplyTaken : IMailKind
{
    /// <inheritdoc/>
    public string Id => MailKind.ReplyTaken;

    /// <inheritdoc/>
    public MailContent Write(MailSituation situation) => situation.Letter("ReplyTaken", situation.TaskTitle("ReplyTaken")) with
    {
        Facts = situation.Facts(situation.Number, situation.City, situation.Title),
    };
}
