using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Mail;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Tasks;

/// <summary>
/// Takes back mails that wait in the outbox, or for a digest, and ask for what is over. One that is being sent at this moment can't be taken back.
/// </summary>
internal static class DropMails
{
    private static readonly string[] Answers = [MailKind.ReplyTaken, MailKind.ReplyNote];

    /// <summary>Those of a task, to everybody.</summary>
    // By its case, which is indexed: a case has some mails, a hub tens of thousands.
    public static Task OfTaskAsync(HubDb db, HumanTask task, DateTimeOffset now, CancellationToken cancellation) =>
        DropAsync(db, db.Mails.Where(mail => mail.CaseId == task.CaseId && mail.TaskId == task.Id), now, cancellation);

    /// <summary>Those of a case, to one person.</summary>
    public static Task OfPersonAsync(HubDb db, Guid caseId, Guid personId, DateTimeOffset now, CancellationToken cancellation) =>
        DropAsync(db, db.Mails.Where(mail => mail.CaseId == caseId && mail.ToPersonId == personId), now, cancellation);

    private static async Task DropAsync(HubDb db, IQueryable<MailRecord> mails, DateTimeOffset now, CancellationToken cancellation)
    {
        foreach (var line in (await mails.Where(mail => mail.State == MailState.Gathered && mail.EndedAt == null).ToListAsync(cancellation)).Where(SendDigest.Asks))
        {
            (line.State, line.EndedAt) = (MailState.Dropped, now);
        }

        foreach (var mail in await mails.Where(mail => mail.State == MailState.Queued && !Answers.Contains(mail.Kind)).ToListAsync(cancellation))
        {
            var key = $"{MailSender.OutboxKind}:{mail.Key}";
            if (await db.Outbox.SingleOrDefaultAsync(row => row.Key == key && row.State == OutboxState.Queued, cancellation) is { } row)
            {
                (row.State, row.EndedAt, row.Body, row.LastError) = (OutboxState.Dead, now, [], "No longer needed.");
                (mail.State, mail.EndedAt) = (MailState.Dropped, now);
            }
        }
    }
}
