using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MimeKit;
using StrongCities.Hub.Mail.Inbound;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Outbox;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Mail;

/// <summary>Sends queued mails and keeps their records true.</summary>
/// <param name="transport">Takes the messages.</param>
/// <param name="protection">Decrypts them.</param>
/// <param name="options">When to give up.</param>
/// <param name="clock">Tells how long a mail has waited.</param>
/// <param name="log">Tells how it went; no addresses.</param>
/// <param name="undelivered">Hears of addresses that a server refused.</param>
public sealed class MailSender(
    IMailTransport transport,
    IDataProtectionProvider protection,
    IOptions<MailOptions> options,
    TimeProvider clock,
    ILogger<MailSender> log,
    IUndelivered? undelivered = null) : IOutboxSender
{
    /// <summary>The outbox kind of mails.</summary>
    public const string OutboxKind = "mail";

    // Quick at first, because greylisting servers take the second try; then slower, so that a night's outage costs no mail.
    private static readonly TimeSpan[] BackOff =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(1), TimeSpan.FromHours(2), TimeSpan.FromHours(4), TimeSpan.FromHours(8),
    ];

    private readonly IDataProtector protector = Protector(protection);

    /// <inheritdoc/>
    public string Kind => OutboxKind;

    /// <inheritdoc/>
    public int Parallelism => transport.Parallelism;

    /// <inheritdoc/>
    public int Ahead => transport.Ahead;

    /// <inheritdoc/>
    public async Task<SendOutcome> SendAsync(OutboxRow item, CancellationToken cancellation)
    {
        if (Open(item) is not { } mime)
        {
            const string Unreadable = "The data-protection key that encrypted this mail is gone, so the mail can't be read. Restore the key folder.";
            log.GivenUp(item.Key, item.Attempts, Unreadable);
            return new SendNever(Unreadable, MarkByKey(item.Key, MailState.Failed));
        }

        using var stream = new MemoryStream(mime, writable: false);
        using var message = await MimeMessage.LoadAsync(stream, cancellation);
        var outcome = await transport.SendAsync(message, cancellation);
        switch (outcome)
        {
            case Sent sent:
                log.Delivered(item.Key, item.Attempts);
                return new Sent(Both(MarkByKey(item.Key, MailState.Sent), sent.With));
            // Counted from the message's own date: one that was written to be sent later has not waited for a server until then.
            // And counted in tries: while this host itself was down, no server had a chance.
            case SendLater later when clock.GetUtcNow() - message.Date < options.Value.GiveUpAfter || item.Attempts < options.Value.MinAttempts:
                log.Deferred(item.Key, item.Attempts, later.Reason);
                return later with { After = later.After ?? Wait(item.Attempts) };
            case SendLater later:
                return Never(item, $"No server took it in time. {later.Reason}");
            case SendNever never:
                return Never(item, never.Reason);
            default:
                throw new InvalidOperationException($"Unknown outcome {outcome.GetType().Name}.");
        }
    }

    /// <inheritdoc/>
    public Alongside GivenUp(OutboxRow item)
    {
        log.GivenUp(item.Key, item.Attempts, "The sending itself failed each time.");
        return MarkByKey(item.Key, MailState.Failed);
    }

    internal static IDataProtector Protector(IDataProtectionProvider protection) => protection.CreateProtector("StrongCities.Mail.Outbox");

    private SendNever Never(OutboxRow item, string reason)
    {
        log.GivenUp(item.Key, item.Attempts, reason);
        return new(reason, Both(MarkByKey(item.Key, MailState.Failed), Refused(item.Key, reason)));
    }

    // A server that refuses the address at once says the same as a report that comes later.
    private Alongside? Refused(string outboxKey, string reason)
    {
        if (undelivered is null || SmtpVerdict.StatusIn(reason) is not { Length: > 0 } status || DeliveryReport.WeightOf(status) != BounceWeight.Hard)
        {
            return null;
        }

        var key = outboxKey[(OutboxKind.Length + 1)..];
        return async (db, cancellation) =>
        {
            if (await db.Set<MailRecord>().SingleOrDefaultAsync(record => record.Key == key, cancellation) is { } record)
            {
                await undelivered.HandleAsync(db, record, BounceWeight.Hard, cancellation);
            }

            return true;
        };
    }

    private byte[]? Open(OutboxRow item)
    {
        try
        {
            return protector.Unprotect(item.Body);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    // A fifth more or less, so that mails deferred together don't come back together.
    private static TimeSpan Wait(int attempts) =>
        BackOff[Math.Clamp(attempts - 1, 0, BackOff.Length - 1)] * (RandomNumberGenerator.GetInt32(80, 121) / 100.0);

    private Alongside MarkByKey(string outboxKey, MailState state) => async (db, cancellation) =>
    {
        var key = outboxKey[(OutboxKind.Length + 1)..];
        var now = clock.GetUtcNow();
        await db.Set<MailRecord>().Where(record => record.Key == key).ExecuteUpdateAsync(
            record => record.SetProperty(mail => mail.State, state).SetProperty(mail => mail.EndedAt, now), cancellation);
        return true;
    };

    private static Alongside Both(Alongside first, Alongside? second) => second is null
        ? first
        : async (db, cancellation) => await first(db, cancellation) && await second(db, cancellation);
}
