using MediatR;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Mail.Inbound;

/// <summary>Answers a mail of the in-app mailbox as its reader would, by the way that every mail comes. Development only: the caller sees to that.</summary>
/// <param name="MessageId">Which message of the mailbox.</param>
/// <param name="Text">What the reader writes.</param>
public sealed record ReplyFromMailbox(long MessageId, string Text) : IRequest<MailboxReplied?>;

/// <summary>What became of a reply.</summary>
/// <param name="State">Where it stands.</param>
/// <param name="Reason">Why, as a code.</param>
public sealed record MailboxReplied(InboundState State, string Reason);

internal sealed class ReplyFromMailboxHandler(HubDbFactory databases, ReceiveMail receive, TimeProvider clock) : IRequestHandler<ReplyFromMailbox, MailboxReplied?>
{
    public async Task<MailboxReplied?> Handle(ReplyFromMailbox request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(null);
        if (await db.Mailbox.AsNoTracking().SingleOrDefaultAsync(kept => kept.Id == request.MessageId, cancellationToken) is not { } found)
        {
            return null;
        }

        using var stream = new MemoryStream(found.Mime, writable: false);
        using var original = await MimeMessage.LoadAsync(stream, cancellationToken);
        using var reply = Reply(original, found.To, request.Text);
        // Numbered by the clock: nothing else comes from this mailbox.
        var origin = new MailOrigin("mailbox", found.Id, clock.GetUtcNow().Ticks);
        var row = await receive.RunAsync(MailMessage.ToBytes(reply), origin, isProven: true, cancellationToken);
        return new MailboxReplied(row.State, row.Reason);
    }

    private MimeMessage Reply(MimeMessage original, string from, string text)
    {
        var quoted = string.Join('\n', (original.TextBody ?? "").ReplaceLineEndings("\n").Split('\n').Select(line => $"> {line}"));
        var reply = new MimeMessage
        {
            Subject = $"Re: {original.Subject}",
            Date = clock.GetUtcNow(),
            MessageId = $"{Guid.NewGuid():N}@{from[(from.LastIndexOf('@') + 1)..]}",
            InReplyTo = original.MessageId,
            Body = new TextPart("plain") { Text = $"{text}\n\n{quoted}\n" },
        };
        reply.From.Add(new MailboxAddress("", from));
        reply.To.AddRange(original.ReplyTo.Count > 0 ? original.ReplyTo : original.From);
        reply.References.AddRange(original.References);
        if (original.MessageId is { } id)
        {
            reply.References.Add(id);
        }

        reply.Prepare(EncodingConstraint.SevenBit);
        return reply;
    }
}
