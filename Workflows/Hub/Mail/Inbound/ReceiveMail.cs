using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MimeKit;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Mail.Inbound;

/// <summary>
/// The one way in for mail. The order is the security: limits on the bytes, kept as it came, parsed, machines told from people, and only
/// then what it asks for. When it returns, everything is committed; the same message again does nothing.
/// </summary>
internal sealed class ReceiveMail(
    RawMailStore raws,
    TakeLetter letters,
    TakeBounce bounces,
    CommitQueue commits,
    IOptions<InboundOptions> options,
    IOptions<MailOptions> mail,
    TimeProvider clock,
    ILogger<ReceiveMail> log)
{
    private static readonly ParserOptions Parsing = new() { MaxMimeDepth = 64, MaxAddressGroupDepth = 3 };

    /// <param name="message">As it came.</param>
    /// <param name="origin">Where it lay.</param>
    /// <param name="isProven">Whether the sender is known by other means than the message: only the in-app mailbox says so.</param>
    /// <param name="cancellation">Gives up; the message is taken up again another time.</param>
    /// <returns>Its row, as it is now.</returns>
    public async Task<InboundMail> RunAsync(byte[] message, MailOrigin origin, bool isProven, CancellationToken cancellation)
    {
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(message));
        var problem = RawLimits.Problem(message, options.Value);
        if (message.Length <= options.Value.MaxBytes)
        {
            await raws.KeepAsync(sha256, message, cancellation);
        }

        using var mime = problem is null ? await ParseAsync(message, cancellation) : null;
        var row = await StoreAsync(origin, RowOf(origin, sha256, message.Length, mime?.MessageId ?? ""), cancellation);
        if (row.State != InboundState.Waiting)
        {
            return row;
        }

        var kind = mime is null ? InboundKind.Hostile : ClassifyMail.Of(mime, mail.Value.MessageIdDomain);
        var sender = mime is null ? new SenderCheck("", false) : SenderCheck.Of(mime, options.Value.TrustedAuthServId);
        sender = sender with { IsProven = sender.Address.Length > 0 && (sender.IsProven || isProven) };
        var verdict = kind switch
        {
            InboundKind.Hostile => Verdict.Aside(problem ?? "Unreadable"),
            InboundKind.DeliveryReport => await bounces.RunAsync(mime!, cancellation),
            InboundKind.Human => await letters.RunAsync(new Letter(row.Id, mime!, sender, NewText.Of(mime!, ReplyWords.Markers)), cancellation),
            _ => new Verdict(InboundState.Done, kind.ToString()),
        };
        return await CloseAsync(row.Id, kind, sender, verdict, cancellation);
    }

    /// <summary>Notes a message that was too large to be fetched, or that can't be processed.</summary>
    public async Task<InboundMail> RefuseAsync(MailOrigin origin, long length, string reason, CancellationToken cancellation)
    {
        var row = await StoreAsync(origin, RowOf(origin, $"{origin.Mailbox}:{origin.UidValidity}:{origin.Uid}", length, ""), cancellation);
        return row.State == InboundState.Waiting
            ? await CloseAsync(row.Id, InboundKind.Hostile, new SenderCheck("", false), Verdict.Aside(reason), cancellation)
            : row;
    }

    private static async Task<MimeMessage?> ParseAsync(byte[] message, CancellationToken cancellation)
    {
        try
        {
            using var stream = new MemoryStream(message, writable: false);
            return await MimeMessage.LoadAsync(Parsing, stream, cancellation);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length];

    private InboundMail RowOf(MailOrigin origin, string sha256, long length, string messageId) => new()
    {
        Id = Guid.CreateVersion7(clock.GetUtcNow()),
        Mailbox = Cut(origin.Mailbox, 320),
        UidValidity = origin.UidValidity,
        Uid = origin.Uid,
        MessageId = Cut(messageId, 320),
        Sha256 = Cut(sha256, 64),
        Length = length,
        ReceivedAt = clock.GetUtcNow(),
        HasRaw = length <= options.Value.MaxBytes,
    };

    private Task<InboundMail> StoreAsync(MailOrigin origin, InboundMail row, CancellationToken cancellation) => commits.CommitAsync(
        async (db, token) =>
        {
            var mails = db.Hub().InboundMails.AsNoTracking();
            if (await mails.FirstOrDefaultAsync(m => m.MessageId == row.MessageId && m.Sha256 == row.Sha256, token) is { } known)
            {
                return UnitResult.Refuse(known);
            }

            // A server that was put back from a backup gives numbers anew. What has another content is another message, whatever its number.
            var added = await mails.AnyAsync(m => m.Mailbox == row.Mailbox && m.UidValidity == row.UidValidity && m.Uid == row.Uid, token)
                ? RowOf(origin with { Mailbox = $"{Cut(origin.Mailbox, 250)}#{row.Sha256}" }, row.Sha256, row.Length, row.MessageId)
                : row;
            db.Add(added);
            return UnitResult.Keep(added);
        },
        cancellation);

    private async Task<InboundMail> CloseAsync(Guid id, InboundKind kind, SenderCheck sender, Verdict verdict, CancellationToken cancellation)
    {
        var closed = await commits.CommitAsync(
            async (db, token) =>
            {
                var hub = db.Hub();
                var row = await hub.InboundMails.SingleAsync(m => m.Id == id, token);
                row.Kind = kind;
                row.State = verdict.State;
                row.Reason = verdict.Reason;
                row.From = Cut(sender.Address, 320);
                row.PersonId = verdict.PersonId;
                row.TaskId = verdict.TaskId;
                row.CaseId = verdict.CaseId;
                if (verdict.Also is not null)
                {
                    await verdict.Also(hub, row, token);
                }

                return UnitResult.Keep(row);
            },
            cancellation);
        log.Received(closed.Id, closed.Kind, closed.State, closed.Reason);
        return closed;
    }
}

/// <summary>Where a message lay.</summary>
/// <param name="Mailbox">Account and folder.</param>
/// <param name="UidValidity">The folder's.</param>
/// <param name="Uid">Its number there.</param>
internal sealed record MailOrigin(string Mailbox, long UidValidity, long Uid);
