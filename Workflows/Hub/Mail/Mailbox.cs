using System.Text;
using MediatR;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using StrongCities.Runtime.Persistence;

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

/// <summary>Lists the mailbox.</summary>
/// <param name="contexts">Opens the database.</param>
public sealed class ListMailboxHandler(IRuntimeDbFactory contexts) : IRequestHandler<ListMailbox, IReadOnlyList<MailboxMessage>>
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<MailboxMessage>> Handle(ListMailbox request, CancellationToken cancellationToken)
    {
        await using var db = contexts.Create();
        var messages = db.Set<MailboxMessage>().AsNoTracking();
        if (request.To?.Trim().ToLowerInvariant() is { Length: > 0 } to)
        {
            messages = messages.Where(message => message.To == to);
        }

        return await messages.OrderByDescending(message => message.Id).Take(Math.Clamp(request.Take, 1, 500)).ToListAsync(cancellationToken);
    }
}

/// <summary>Opens a message of the mailbox.</summary>
/// <param name="contexts">Opens the database.</param>
public sealed class OpenMailboxMessageHandler(IRuntimeDbFactory contexts) : IRequestHandler<OpenMailboxMessage, OpenedMessage?>
{
    /// <inheritdoc/>
    public async Task<OpenedMessage?> Handle(OpenMailboxMessage request, CancellationToken cancellationToken)
    {
        await using var db = contexts.Create();
        if (await db.Set<MailboxMessage>().AsNoTracking().SingleOrDefaultAsync(kept => kept.Id == request.Id, cancellationToken) is not { } message)
        {
            return null;
        }

        using var stream = new MemoryStream(message.Mime, writable: false);
        using var mime = await MimeMessage.LoadAsync(stream, cancellationToken);
        return new(message, mime.From.ToString(), mime.HtmlBody, mime.TextBody, Encoding.UTF8.GetString(message.Mime));
    }
}
