using MediatR;

namespace StrongCities.Hub.Mail;

/// <summary>A message in the in-app mailbox, which stands in for a mail server in development.</summary>
public sealed class MailboxMessage
{
    /// <summary>Rises.</summary>
    public long Id { get; init; }

    /// <summary>The recipient's address.</summary>
    public required string To { get; init; }

    /// <summary>The subject, decoded.</summary>
    public required string Subject { get; init; }

    /// <summary>The Message-ID. A message that arrives again is kept again.</summary>
    public required string MessageId { get; init; }

    /// <summary>The whole message as sent.</summary>
    public required byte[] Mime { get; init; }

    /// <summary>When it arrived.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }
}

/// <summary>The newest messages of the in-app mailbox.</summary>
/// <param name="To">Only this address.</param>
/// <param name="Take">1 to 500.</param>
public sealed record ListMailbox(string? To = null, int Take = 100) : IRequest<IReadOnlyList<MailboxMessage>>;

/// <summary>One message of the in-app mailbox.</summary>
/// <param name="Id">Which.</param>
public sealed record OpenMailboxMessage(long Id) : IRequest<OpenedMessage?>;

/// <summary>A message taken apart.</summary>
/// <param name="Message">As kept.</param>
/// <param name="From">The sender, for people.</param>
/// <param name="Html">The HTML part.</param>
/// <param name="Text">The text part.</param>
/// <param name="Source">The raw message, for reading.</param>
public sealed record OpenedMessage(MailboxMessage Message, string From, string? Html, string? Text, string Source);
