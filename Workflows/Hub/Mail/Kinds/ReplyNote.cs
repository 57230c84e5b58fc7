namespace StrongCities.Hub.Mail.Kinds;

/// <summary>Somebody wrote about a case, in their own words.</summary>
public sealed class ReplyNote : IMailKind
{
    /// <inheritdoc/>
    public string Id => MailKind.ReplyNote;

    /// <inheritdoc/>
    public MailContent Write(MailSituation situation) => situation.Letter("ReplyNote", situation.TaskTitle("ReplyNote")) with
    {
        Facts = situation.Facts(situation.Number, situation.City, situation.Title),
    };
}
