using MimeKit;

namespace StrongCities.Hub.Mail.Inbound;

/// <summary>Finds the reply and bounce addresses that a message came to.</summary>
internal static class OwnAddresses
{
    private static readonly string[] DeliveryHeaders = ["Delivered-To", "X-Original-To", "Envelope-To"];

    /// <summary>Those that our mail server names, or else those in To and Cc. Never from the text or from References.</summary>
    public static IReadOnlyList<(MailGrantPurpose Purpose, string Secret)> Of(MimeMessage message, string domain)
    {
        var delivered = Read(message.Headers.Where(header => DeliveryHeaders.Contains(header.Field, StringComparer.OrdinalIgnoreCase)).Select(header => header.Value.Trim('<', '>', ' ')), domain);
        return delivered.Count > 0 ? delivered : Read(message.To.Mailboxes.Concat(message.Cc.Mailboxes).Select(mailbox => mailbox.Address), domain);
    }

    private static List<(MailGrantPurpose Purpose, string Secret)> Read(IEnumerable<string> addresses, string domain) =>
        [.. addresses.Select(address => ReplyAddress.Read(address, domain)).OfType<(MailGrantPurpose, string)>().Distinct()];
}
