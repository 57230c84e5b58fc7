using Microsoft.EntityFrameworkCore;
using MimeKit;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cases;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Tasks;

namespace StrongCities.Hub.Mail.Inbound;

/// <summary>Keeps a person's mail as a note on the case, with its files, and sends it to the advisor.</summary>
internal sealed class NoteLetter(AttachmentStore files, HubDbFactory databases, QueueMail queue, AnswerLetter answers, TimeProvider clock)
{
    /// <summary>The verdict, with what it brings about.</summary>
    public async Task<Verdict> RunAsync(Letter letter, Verdict verdict, Case about, HumanTask? task, Person person, CancellationToken cancellation)
    {
        var proven = letter.Sender.IsProven;
        var uploads = proven ? UploadsOf(letter.Message) : [];
        var kept = await KeepAsync(about, uploads, cancellation);
        return verdict with
        {
            Also = async (db, row, token) =>
            {
                var now = clock.GetUtcNow();
                db.Add(about.Line(now, proven ? "Event.Reply" : "Event.ReplyUnproven", person.Id, proven && person.CityId is not null, person.Name, letter.Text.Text));
                db.AddRange(kept.Files.Select(file => file.RowOf(about, person.Id, now)));
                if (kept.Problems.Count > 0)
                {
                    db.Add(about.Line(now, "Event.ReplyFilesRefused", person.Id, person.CityId is not null, person.Name));
                }

                await TellAdvisorsAsync(db, row, letter, about, person, now, token);
                if (proven)
                {
                    await answers.AnswerAsync(db, row, about, task, person, verdict.Reason, letter, token);
                }
            },
        };
    }

    /// <summary>The files of a message, not yet read.</summary>
    public static IReadOnlyList<Upload> UploadsOf(MimeMessage message) =>
    [
        .. message.Attachments.OfType<MimePart>().Where(part => part.Content is not null)
            .Select(part => new Upload(part.FileName ?? "file", 0, part.Content!.Open)),
    ];

    private async Task<AttachmentsKept> KeepAsync(Case about, IReadOnlyList<Upload> uploads, CancellationToken cancellation)
    {
        if (uploads.Count == 0)
        {
            return new AttachmentsKept([], []);
        }

        await using var db = databases.Create(null);
        var before = await db.Attachments.AsNoTracking().Where(file => file.CaseId == about.Id).ToListAsync(cancellation);
        return await files.KeepAsync(uploads, before, cancellation);
    }

    private async Task TellAdvisorsAsync(
        HubDb db, InboundMail row, Letter letter, Case about, Person author, DateTimeOffset now, CancellationToken cancellation)
    {
        foreach (var advisor in await CaseRoles.FindAsync(db, about, CaseRole.Advisor, cancellation))
        {
            if (advisor.Id == author.Id)
            {
                continue;
            }

            await queue.QueueAsync(
                db,
                new MailOrder(MailKind.ReplyNote, about.HubId, advisor.Id, $"note:{row.Id}:{advisor.Id}")
                {
                    CaseId = about.Id,
                    Note = $"{author.Name}:\n{letter.Text.Text}",
                    Buttons = [CaseMail.StatusButton(about, advisor)],
                    NotBefore = await CaseMail.NextAllowedAsync(db, advisor, now, cancellation),
                },
                cancellation);
        }
    }
}
