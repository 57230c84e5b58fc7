using MimeKit;
using StrongCities.Runtime.Outbox;

namespace StrongCities.Hub.Mail;

/// <summary>Takes finished messages: the in-app mailbox or a mail server.</summary>
public interface IMailTransport
{
    /// <summary>Messages in flight at once, at most.</summary>
    int Parallelism { get; }

    /// <summary>Messages taken before their turn, beside those in flight.</summary>
    int Ahead { get; }

    /// <summary>Hands one over.</summary>
    /// <param name="message">One recipient.</param>
    /// <param name="cancellation">The host stops.</param>
    /// <returns>How it went, without personal data.</returns>
    Task<SendOutcome> SendAsync(MimeMessage message, CancellationToken cancellation);
}
