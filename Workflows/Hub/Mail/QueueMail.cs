using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MimeKit;
using StrongCities.Hub.Mail.Inbound;
using StrongCities.Hub.People;
using StrongCities.Runtime.Outbox;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Mail;

/// <summary>Writes a mail in its reader's language and puts it into the outbox, inside the caller's transaction.</summary>
/// <param name="compose">Finds out what it says.</param>
/// <param name="html">Renders it.</param>
/// <param name="protection">Encrypts the waiting message: it may hold live links.</param>
/// <param name="addresses">Gives it an address for its bounces.</param>
/// <param name="health">Knows the address that works.</param>
/// <param name="unsubscribe">Ends subscriptions.</param>
/// <param name="options">The mail domain.</param>
/// <param name="clock">Dates it.</param>
/// <param name="log">Tells what was queued; no addresses.</param>
public sealed class QueueMail(
    ComposeMail compose,
    MailHtml html,
    IDataProtectionProvider protection,
    MailAddresses addresses,
    AddressHealth health,
    UnsubscribeLinks unsubscribe,
    IOptions<MailOptions> options,
    TimeProvider clock,
    ILogger<QueueMail> log)
{
    private readonly IDataProtector protector = MailSender.Protector(protection);

    /// <summary>Queues one. The same <see cref="MailOrder.Key"/> a second time does nothing; inactive people get nothing.</summary>
    /// <param name="db">The unit's context.</param>
    /// <param name="order">What to write.</param>
    /// <param name="cancellation">The host stops.</param>
    /// <returns>When mail record and outbox row are in the context. False when no address of the reader works: then there is a record only.</returns>
    public async Task<bool> QueueAsync(RuntimeDb db, MailOrder order, CancellationToken cancellation)
    {
        string? ends = null;
        if (MailClass.SubscriptionOf(order.Kind) is { } subscription)
        {
            ends = SitePaths.Unsubscribe(unsubscribe.TokenOf(order.ToPersonId, subscription));
            order = order with { Buttons = [.. order.Buttons, new MailButton("Button.Unsubscribe", ends, IsSecret: true)] };
        }

        if (await IsQueuedAsync(db, order.Key, cancellation))
        {
            log.AlreadyQueued(order.Kind, order.Key);
            return true;
        }

        if (await compose.RunAsync(db, order, cancellation) is not { } mail)
        {
            log.NobodyToWriteTo(order.Kind, order.Key);
            return true;
        }

        var now = clock.GetUtcNow();
        var choice = MailClass.ChoiceOf(order.Kind, mail.To);
        choice = choice == NoticeMails.AtOnce && order.InDigest ? NoticeMails.Daily : choice;
        if (choice != NoticeMails.AtOnce)
        {
            await KeepAsync(db, order, mail, choice, now, cancellation);
            return true;
        }

        var due = options.Value.HoldOutsideOfficeHours && order.NotBefore > now ? order.NotBefore.Value : now;
        var page = await html.WriteAsync(mail.Content);
        var reachable = await health.ReachableAsync(db, mail.To, cancellation);
        var route = new MailRoute(reachable ?? "", order.ReplyTo)
        {
            Bounces = order.AnswersTo is null ? addresses.ForBounces(db, order.Key, mail.To.Id, now) : null,
            AnswersTo = order.AnswersTo,
            Unsubscribe = ends is null ? null : options.Value.Link(ends),
            Calendar = MailCalendar.Write(order, mail, reachable ?? mail.To.Email, options.Value, now),
        };
        using var message = MailMessage.Build(mail.Content, page, mail.Hub, mail.To, order.CaseId, options.Value.MessageIdDomain, route, due);
        var mime = message is null ? [] : MailMessage.ToBytes(message);
        db.Add(Record(order, mail, reachable ?? mail.To.Email, message?.MessageId, mime, now));
        if (message is null)
        {
            log.AddressUnusable(order.Kind, order.Key);
            return false;
        }

        db.Outbox.Add(new OutboxRow
        {
            Kind = MailSender.OutboxKind,
            Key = $"{MailSender.OutboxKind}:{order.Key}",
            Body = protector.Protect(mime),
            DueAt = due,
            CreatedAt = now,
        });
        log.Queued(order.Kind, order.Key);
        return true;
    }

    private static async Task<bool> IsQueuedAsync(RuntimeDb db, string key, CancellationToken cancellation) =>
        db.Set<MailRecord>().Local.Any(record => record.Key == key)
        || await db.Set<MailRecord>().AnyAsync(record => record.Key == key, cancellation);

    // What its reader wants later or not at all is in the case's memory all the same.
    private async Task KeepAsync(RuntimeDb db, MailOrder order, ComposedMail mail, NoticeMails choice, DateTimeOffset now, CancellationToken cancellation)
    {
        var record = Record(order, mail, mail.To.Email, messageId: null, [], now);
        record.State = choice == NoticeMails.Daily ? MailState.Gathered : MailState.Unwanted;
        record.EndedAt = choice == NoticeMails.Daily ? null : now;
        db.Add(record);
        if (choice == NoticeMails.Daily)
        {
            await SendDigest.GatherAsync(db, mail.To, now, cancellation);
        }

        log.Kept(order.Kind, order.Key, record.State);
    }

    private static MailRecord Record(MailOrder order, ComposedMail mail, string address, string? messageId, byte[] mime, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Key = order.Key,
        HubId = order.HubId,
        CaseId = order.CaseId,
        TaskId = order.TaskId,
        Kind = order.Kind,
        ToPersonId = mail.To.Id,
        ToEmail = address,
        Language = mail.Content.Language,
        Subject = mail.Content.Subject,
        Text = MailText.WriteKept(mail.Content),
        Digest = Convert.ToHexStringLower(SHA256.HashData(mime)),
        MessageId = messageId ?? $"unsent.{Guid.CreateVersion7(now):N}",
        State = mime.Length == 0 ? MailState.Failed : MailState.Queued,
        QueuedAt = now,
        EndedAt = mime.Length == 0 ? now : null,
    };
}
