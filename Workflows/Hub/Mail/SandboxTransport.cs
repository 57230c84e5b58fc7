using MimeKit;
using StrongCities.Runtime.Outbox;

namespace StrongCities.Hub.Mail;

/// <summary>Stands in for a mail server: keeps the messages in the in-app mailbox, in the transaction that marks them sent.</summary>
/// <param name="clock">When they arrive.</param>
public sealed class SandboxTransport(TimeProvider clock) : IMailTransport
{
    /// <inheritdoc/>
    public int Parallelism => 1;

    /// <inheritdoc/>
    public int Ahead => 0;

    /// <inheritdoc/>
    public Task<SendOutcome> SendAsync(MimeMessage message, CancellationToken cancellation)
    {
        var to = message.To.Mailboxes.Single().Address;
        var subject = message.Subject ?? "";
        var id = message.MessageId ?? "";
        var mime = MailMessage.ToBytes(message);
        var now = clock.GetUtcNow();
        return Task.FromResult<SendOutcome>(new Sent((db, _) =>
        {
            db.Add(new MailboxMessage { To = to, Subject = subject, MessageId = id, Mime = mime, ReceivedAt = now });
            return Task.FromResult(true);
        }));
    }
}
