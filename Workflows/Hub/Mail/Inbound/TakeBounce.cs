using Microsoft.EntityFrameworkCore;
using MimeKit;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Mail.Inbound;

/// <summary>A mail server's report. It counts only at the bounce address of a mail of ours: anybody can write a report.</summary>
internal sealed class TakeBounce(MailAddresses addresses, HubDbFactory databases, IUndelivered undelivered, TimeProvider clock)
{
    public async Task<Verdict> RunAsync(MimeMessage message, CancellationToken cancellation)
    {
        var secrets = OwnAddresses.Of(message, addresses.Domain).Where(own => own.Purpose == MailGrantPurpose.Bounce).ToList();
        await using var db = databases.Create(null);
        var hash = secrets.Count == 1 ? ReplyAddress.Hash(secrets[0].Secret) : "";
        var grant = await db.MailGrants.AsNoTracking().SingleOrDefaultAsync(g => g.Hash == hash && g.Purpose == MailGrantPurpose.Bounce, cancellation);
        if (grant is null || clock.GetUtcNow() >= grant.ExpiresAt)
        {
            return Verdict.Aside("BounceOfNothing");
        }

        var record = await db.Mails.AsNoTracking().SingleOrDefaultAsync(mail => mail.Key == grant.MailKey, cancellation);
        if (record is null)
        {
            return Verdict.Aside("BounceOfNothing");
        }

        var weight = DeliveryReport.Of(message).Weight;
        return new Verdict(InboundState.Done, $"Bounce{weight}")
        {
            PersonId = grant.PersonId,
            TaskId = record.TaskId,
            CaseId = record.CaseId,
            Also = async (unit, _, token) =>
            {
                var stored = await unit.Mails.SingleAsync(mail => mail.Id == record.Id, token);
                if (weight != BounceWeight.None)
                {
                    stored.State = MailState.Failed;
                }

                await undelivered.HandleAsync(unit, stored, weight, token);
            },
        };
    }
}
