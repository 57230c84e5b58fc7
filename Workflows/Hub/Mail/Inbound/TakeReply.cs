using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cases;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Tasks;

namespace StrongCities.Hub.Mail.Inbound;

/// <summary>
/// A reply to a task's mail. It decides only when address, sender, proof and command are beyond doubt and the task allows it; everything
/// else is a note.
/// </summary>
internal sealed class TakeReply(HubDbFactory databases, IMediator mediator, NoteLetter notes, AnswerLetter answers, TimeProvider clock)
{
    public async Task<Verdict> RunAsync(Letter letter, string secret, CancellationToken cancellation)
    {
        await using var db = databases.Create(null);
        var hash = ReplyAddress.Hash(secret);
        var grant = await db.MailGrants.AsNoTracking().SingleOrDefaultAsync(g => g.Hash == hash && g.Purpose == MailGrantPurpose.Reply, cancellation);
        if (grant is null || clock.GetUtcNow() >= grant.ExpiresAt)
        {
            return Verdict.Aside(grant is null ? "UnknownAddress" : "ExpiredAddress");
        }

        var task = await db.Tasks.AsNoTracking().SingleAsync(t => t.Id == grant.TaskId, cancellation);
        var person = await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == grant.PersonId && p.IsActive, cancellation);
        if (person is null || !IsAddressOf(person, letter.Sender.Address))
        {
            // Forwarded, or the address leaked: who writes is not who was asked.
            var aside = Verdict.Aside("OtherSender") with { TaskId = task.Id, CaseId = task.CaseId };
            return person is not null && IsLikeAddressOf(person, letter.Sender.Address)
                ? aside with { Reason = TakePlainMail.LookAlikeReason, Also = (unit, row, token) => WarnAsync(unit, row, person, token) }
                : aside;
        }

        var about = await db.Cases.AsNoTracking().SingleAsync(r => r.Id == task.CaseId, cancellation);
        var verdict = await DecideAsync(letter, grant, task, person, cancellation);
        return verdict.Reason == Decided
            ? verdict with { Also = (unit, row, token) => answers.AnswerAsync(unit, row, about, task, person, verdict.Reason, letter, token) }
            : await notes.RunAsync(letter, verdict, about, task, person, cancellation);
    }

    /// <summary>The reason code of a decision.</summary>
    public const string Decided = "Decided";

    private static bool IsAddressOf(Person person, string address) =>
        SenderCheck.Normalize(person.Email) == address || (person.SecondEmail is { } second && SenderCheck.Normalize(second) == address);

    private static bool IsLikeAddressOf(Person person, string address) =>
        LookAlike.Of(address, person.Email) || (person.SecondEmail is { } second && LookAlike.Of(address, second));

    // Whoever works on the case must know that somebody pretends to be one of its people.
    private static async Task WarnAsync(HubDb db, InboundMail row, Person person, CancellationToken cancellation)
    {
        var about = await db.Cases.SingleAsync(r => r.Id == row.CaseId, cancellation);
        db.Add(about.Line(row.ReceivedAt, "Event.LookAlike", null, citySees: false, person.Name, row.From));
    }

    private async Task<Verdict> DecideAsync(Letter letter, MailGrant grant, HumanTask task, Person person, CancellationToken cancellation)
    {
        var verdict = new Verdict(InboundState.Done, "Noted") { PersonId = person.Id, TaskId = task.Id, CaseId = task.CaseId };
        if (!letter.Sender.IsProven)
        {
            return verdict with { Reason = "Unproven" };
        }

        if (task is { State: TaskState.Open, RepliesDecide: false, Kind: TaskKind.Decision } && ReplyWords.CommandOf(letter.Text.Lines) is not null)
        {
            // A clear word, but a signature, money or a publication: the answer leads to the button.
            return verdict with { Reason = "NeedsButton" };
        }

        if (!task.RepliesDecide || task.Kind != TaskKind.Decision
            || ReplyWords.CommandOf(letter.Text.Lines) is not var (option, comment) || task.Options.All(known => known.Key != option))
        {
            return task.State == TaskState.Open ? verdict : verdict with { Reason = "Before" };
        }

        var result = await mediator.Send(
            new DecideTask(new ByReply(task.Id, person.Id, letter.MessageId), option, comment, new Dictionary<string, string>(), task.Version, grant.SeenDigest!),
            cancellation);
        return verdict with
        {
            Reason = result switch
            {
                TaskDecided or TaskVoted => Decided,
                // The same message, taken up again after a stop between the decision and the end of its row.
                TaskEndedBefore { Page.Mine.Decision: { } made } when made.MessageId == letter.MessageId => Decided,
                TaskEndedBefore => "Before",
                TaskPageStale => "Changed",
                DecideInvalid => "Reason",
                _ => "NoSeat",
            },
        };
    }
}
