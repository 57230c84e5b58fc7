using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MimeKit;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Cities;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Tasks;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Mail.Inbound;

/// <summary>
/// Tells a writer what became of their mail (RFC 3834): only people, with the null sender, a few a day, and about one task once an hour
/// unless it was decided.
/// </summary>
internal sealed class AnswerLetter(
    QueueMail queue, TaskMail tasks, IDataProtectionProvider protection, IOptions<InboundOptions> options, IOptions<MailOptions> mail, TimeProvider clock)
{
    /// <summary>Answers somebody known.</summary>
    public async Task AnswerAsync(
        HubDb db, InboundMail row, Case about, HumanTask? task, Person person, string reason, Letter letter, CancellationToken cancellation)
    {
        var isDecided = reason == TakeReply.Decided;
        if (!await MayAnswerAsync(db, row, isDecided ? null : task?.Id, cancellation))
        {
            return;
        }

        row.IsAnswered = true;
        var button = task is { State: TaskState.Open } && !isDecided
            ? tasks.ButtonOf(db, task, person, clock.GetUtcNow())
            : CaseMail.StatusButton(about, person);
        await queue.QueueAsync(
            db,
            new MailOrder(MailKind.ReplyTaken, about.HubId, person.Id, $"answer:{row.Id}")
            {
                CaseId = about.Id,
                TaskId = task?.Id,
                TaskTitle = reason is TakeReply.Decided or "Before" or "Reason" or "Changed" or "NeedsButton" ? $"Ack.{reason}" : "Ack.Noted",
                AnswersTo = letter.MessageId,
                Values = (task, reason) switch
                {
                    ({ }, TakeReply.Decided) => await TakenAsync(db, task, person, letter, cancellation),
                    ({ }, "Before") => await VerdictAsync(db, task, cancellation),
                    _ => new Dictionary<string, string>(),
                },
                Buttons = [button],
            },
            cancellation);
    }

    // What was understood, in the reader's language, beside the word that they wrote: so that a word of another language or script can't mislead.
    private static async Task<IReadOnlyDictionary<string, string>> TakenAsync(HubDb db, HumanTask task, Person person, Letter letter, CancellationToken cancellation)
    {
        var option = await db.Decisions.Where(d => d.TaskId == task.Id && d.PersonId == person.Id).Select(d => d.Option).FirstOrDefaultAsync(cancellation);
        var wrote = letter.Text.Lines.FirstOrDefault(line => !string.IsNullOrWhiteSpace(line)) ?? "";
        return option is null
            ? new Dictionary<string, string>()
            : new Dictionary<string, string> { ["verdict"] = $"Option.{option}", ["wrote"] = wrote };
    }

    // What happened instead, so that nobody has to ask.
    private static async Task<IReadOnlyDictionary<string, string>> VerdictAsync(HubDb db, HumanTask task, CancellationToken cancellation)
    {
        var votes = await TaskPages.VotesAsync(db, task, cancellation);
        return votes is not [.., var last] || task.State != TaskState.Decided
            ? new Dictionary<string, string> { ["verdict"] = $"TaskState.{task.State}" }
            : new Dictionary<string, string> { ["verdict"] = $"Option.{task.Outcome}", ["decider"] = last.Name };
    }

    /// <summary>Answers somebody unknown, in English: who we are and whom we know.</summary>
    public async Task AnswerStrangerAsync(HubDb db, InboundMail row, Letter letter, CancellationToken cancellation)
    {
        var hub = await db.Hubs.OrderBy(h => h.Key).FirstOrDefaultAsync(cancellation);
        if (hub is null || !await MayAnswerAsync(db, row, null, cancellation))
        {
            return;
        }

        row.IsAnswered = true;
        using var message = Courtesy(hub, letter);
        db.Outbox.Add(new OutboxRow
        {
            Kind = MailSender.OutboxKind,
            Key = $"{MailSender.OutboxKind}:answer:{row.Id}",
            Body = MailSender.Protector(protection).Protect(MailMessage.ToBytes(message)),
            DueAt = clock.GetUtcNow(),
            CreatedAt = clock.GetUtcNow(),
        });
    }

    private async Task<bool> MayAnswerAsync(HubDb db, InboundMail row, string? taskId, CancellationToken cancellation)
    {
        var answered = db.InboundMails.Where(m => m.From == row.From && m.IsAnswered && m.Id != row.Id);
        var day = row.ReceivedAt - TimeSpan.FromDays(1);
        var hour = row.ReceivedAt - TimeSpan.FromHours(1);
        return await answered.CountAsync(m => m.ReceivedAt > day, cancellation) < options.Value.MaxAnswersPerSenderAndDay
            && (taskId is null || !await answered.AnyAsync(m => m.TaskId == taskId && m.ReceivedAt > hour, cancellation));
    }

    private MimeMessage Courtesy(RegionalHub hub, Letter letter)
    {
        var domain = mail.Value.MessageIdDomain;
        var message = new MimeMessage
        {
            Subject = "Your mail to the hub",
            Date = clock.GetUtcNow(),
            MessageId = $"{Guid.CreateVersion7(clock.GetUtcNow()):N}@{domain}",
            InReplyTo = letter.Message.MessageId,
            Body = new TextPart("plain")
            {
                Text = $"Thank you for writing to {hub.Name}.\n\nYour address is not known here, so your mail was put aside for a person to look at.\n"
                    + $"If you work for a city of the network, please write from your registered address, or ask your\nadvisor to register this one: {mail.Value.PublicUrl}\n",
            },
        };
        message.From.Add(new MailboxAddress(hub.Name, hub.Email));
        message.To.Add(new MailboxAddress("", letter.Sender.Address));
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-replied");
        message.Headers.Add("X-Auto-Response-Suppress", "All");
        message.Headers.Add("X-StrongCities-Loop", domain);
        message.Headers.Insert(0, HeaderId.ReturnPath, "<>");
        message.Prepare(EncodingConstraint.SevenBit);
        return message;
    }
}
