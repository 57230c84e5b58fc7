using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using StrongCities.Hub.People;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Mail;

/// <summary>
/// Mails that wait for an address which has just failed go to the person's other one. One that is being sent at this moment meets its
/// own refusal.
/// </summary>
/// <param name="protection">Opens what waits.</param>
/// <param name="clock">The present.</param>
internal sealed class RedirectMails(IDataProtectionProvider protection, TimeProvider clock)
{
    private readonly IDataProtector protector = MailSender.Protector(protection);

    /// <param name="db">The unit's context.</param>
    /// <param name="person">Whose mails.</param>
    /// <param name="from">The address that failed.</param>
    /// <param name="to">The one that works; <see langword="null"/> when there is none: then they are given up.</param>
    /// <param name="cancellation">The host stops.</param>
    /// <returns>Those given up.</returns>
    public async Task<IReadOnlyList<MailRecord>> RunAsync(RuntimeDb db, Person person, string from, string? to, CancellationToken cancellation)
    {
        var waiting = await db.Set<MailRecord>()
            .Where(mail => mail.ToPersonId == person.Id && mail.ToEmail == from && mail.State == MailState.Queued)
            .ToListAsync(cancellation);
        var lost = new List<MailRecord>();
        foreach (var mail in waiting)
        {
            var key = $"{MailSender.OutboxKind}:{mail.Key}";
            if (await db.Outbox.SingleOrDefaultAsync(row => row.Key == key && row.State == OutboxState.Queued, cancellation) is { } row && (to is null || !Turn(row, mail, to)))
            {
                (row.State, row.EndedAt, row.Body, row.LastError) = (OutboxState.Dead, clock.GetUtcNow(), [], "The address does not work.");
                (mail.State, mail.EndedAt) = (MailState.Failed, clock.GetUtcNow());
                lost.Add(mail);
            }
        }

        return lost;
    }

    private bool Turn(OutboxRow row, MailRecord mail, string to)
    {
        try
        {
            using var stream = new MemoryStream(protector.Unprotect(row.Body), writable: false);
            using var message = MimeMessage.Load(stream);
            var reader = message.To.Mailboxes.Single();
            message.To.Clear();
            message.To.Add(new MailboxAddress(Encoding.UTF8, reader.Name, to));
            var mime = MailMessage.ToBytes(message);
            row.Body = protector.Protect(mime);
            (mail.ToEmail, mail.Digest) = (to, Convert.ToHexStringLower(SHA256.HashData(mime)));
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
