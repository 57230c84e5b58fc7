using Microsoft.Extensions.Options;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Mail.Inbound;

/// <summary>Gives mails addresses of their own, when there is somebody who reads what comes to them.</summary>
/// <param name="inbound">The domain.</param>
/// <param name="mail">Whether the in-app mailbox stands in for a server.</param>
public sealed class MailAddresses(IOptions<InboundOptions> inbound, IOptions<MailOptions> mail)
{
    /// <summary>Whether replies are read: from a mail server, or in development from the in-app mailbox.</summary>
    public bool AreRead => !string.IsNullOrWhiteSpace(inbound.Value.Host) || mail.Value.Transport == MailTransport.Sandbox;

    /// <summary>The domain of the addresses.</summary>
    public string Domain => inbound.Value.Domain ?? mail.Value.MessageIdDomain;

    /// <summary>An address that takes replies to a task.</summary>
    /// <param name="db">The unit's context.</param>
    /// <param name="taskId">The task.</param>
    /// <param name="personId">Who may reply.</param>
    /// <param name="seenDigest">What the mail shows.</param>
    /// <param name="now">The present.</param>
    /// <returns>The address, or <see langword="null"/> when replies aren't read.</returns>
    public string? ForReplies(RuntimeDb db, string taskId, Guid personId, string seenDigest, DateTimeOffset now) =>
        Add(db, hash => new MailGrant
        {
            Hash = hash,
            Purpose = MailGrantPurpose.Reply,
            PersonId = personId,
            TaskId = taskId,
            SeenDigest = seenDigest,
            IssuedAt = now,
            ExpiresAt = now + inbound.Value.AddressLifetime,
        });

    /// <summary>An address that takes the bounces of a mail.</summary>
    /// <param name="db">The unit's context.</param>
    /// <param name="mailKey">The mail.</param>
    /// <param name="personId">Its reader.</param>
    /// <param name="now">The present.</param>
    /// <returns>The address, or <see langword="null"/> when bounces aren't read.</returns>
    public string? ForBounces(RuntimeDb db, string mailKey, Guid personId, DateTimeOffset now) =>
        Add(db, hash => new MailGrant
        {
            Hash = hash,
            Purpose = MailGrantPurpose.Bounce,
            PersonId = personId,
            MailKey = mailKey,
            IssuedAt = now,
            ExpiresAt = now + inbound.Value.AddressLifetime,
        });

    private string? Add(RuntimeDb db, Func<string, MailGrant> grantOf)
    {
        if (!AreRead)
        {
            return null;
        }

        var secret = ReplyAddress.Mint();
        var grant = grantOf(ReplyAddress.Hash(secret));
        db.Add(grant);
        return ReplyAddress.Of(grant.Purpose, secret, Domain);
    }
}
