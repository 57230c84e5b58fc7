namespace StrongCities.Hub.Mail.Kinds;

/// <summary>Once a day: the news that its reader wants together.</summary>
public sealed class Digest : IMailKind
{
    /// <inheritdoc/>
    public string Id => MailKind.Digest;

    /// <inheritdoc/>
    public MailContent Write(MailSituation situation) => situation.Letter("Digest") with
    {
        ItemsLabel = situation.Language.Word("Digest.Items"),
    };
}
