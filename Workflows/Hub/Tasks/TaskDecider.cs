using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cases;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Tasks;

/// <summary>
/// The one way a task is answered: the vote, its audit, what comes with it, and the workflow's next burst in one transaction. A vote that
/// others must still join is a transaction of its own. The condition (open, as the voter saw it, and theirs to answer) is checked again
/// inside, where nothing can come between.
/// </summary>
internal sealed class TaskDecider(HubDbFactory databases, TaskDoor door, ResumeInstance resume, CommitQueue commits, SeatTasks seats, TimeProvider clock)
{
    // Between counting and committing another vote may come; each try counts anew.
    private const int MaxTries = 5;

    /// <param name="entry">The page, and by which way its reader came.</param>
    /// <param name="answer">Free of problems.</param>
    /// <param name="seenVersion">The version that was shown.</param>
    /// <param name="seenDigest">The digest that was shown, or <see langword="null"/> where the answer replaces what was shown.</param>
    /// <param name="also">Applied in the same unit, before the burst.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    public async Task<DecideResult> DecideAsync(
        TaskDoorOpen entry, TaskAnswer answer, int seenVersion, string? seenDigest, Func<HubDb, Case, Task>? also, CancellationToken cancellation)
    {
        var page = entry.Page;
        if (Refusal(page, seenVersion, seenDigest) is { } refusal)
        {
            return await LateAsync(entry, refusal, cancellation);
        }

        var vote = new Vote(entry, answer, seenVersion, seenDigest, also);
        for (var tries = 0; tries < MaxTries; tries++)
        {
            var counted = page.Task.Quorum.IsFirst ? new Counted(answer.Option) : await commits.CommitAsync((db, token) => VoteAsync(db.Hub(), vote, token), cancellation);
            if (counted is null)
            {
                break;
            }

            if (counted.Outcome is not { } outcome)
            {
                return await AgainAsync(entry, cancellation) is { } voted ? new TaskVoted(voted) : new DecideNotFound();
            }

            var result = await resume.RunAsync(
                new ResumeRequest(page.Task.InstanceId, page.Task.BookmarkId, InputOf(page.Actor.Id, answer.Comment, answer.Fields, outcome))
                {
                    With = async (db, token) => (await ApplyAsync(db.Hub(), vote, token))?.Outcome == outcome,
                },
                cancellation);
            if (result is Resumed)
            {
                return new TaskDecided(await AgainAsync(entry, cancellation) ?? page);
            }

            if (page.Task.Quorum.IsFirst)
            {
                break;
            }
        }

        var now = await AgainAsync(entry, cancellation);
        return now is null ? new DecideNotFound() : await LateAsync(entry, Refusal(now, seenVersion, seenDigest) ?? new TaskEndedBefore(now), cancellation);
    }

    /// <summary>
    /// Ends a task whose votes are enough by now, because somebody who was awaited is no longer asked. One that asked a candidate who stepped
    /// aside is taken back, so that the process asks the next.
    /// </summary>
    public async Task SettleAsync(string taskId, CancellationToken cancellation)
    {
        await using var db = databases.Create(null);
        var task = await db.Tasks.AsNoTracking().Include(t => t.Seats).SingleAsync(t => t.Id == taskId, cancellation);
        if (task is { State: TaskState.Open, Assignee: CaseRole.Candidate, Seats.Count: 0 })
        {
            var back = new JsonObject { [TaskActivity.DeskInput] = nameof(TaskActKind.Withdrawn) };
            await resume.RunAsync(new ResumeRequest(task.InstanceId, task.BookmarkId, back), cancellation);
            return;
        }

        var votes = await TaskPages.VotesAsync(db, task, cancellation);
        if (task.State != TaskState.Open || votes.Count == 0 || TaskCount.OutcomeOf(task, [.. votes.Select(vote => vote.Decision)]) is not { } outcome)
        {
            return;
        }

        var last = votes[^1].Decision;
        await resume.RunAsync(
            new ResumeRequest(task.InstanceId, task.BookmarkId, InputOf(last.PersonId, last.Comment, last.Fields, outcome))
            {
                With = async (unit, token) =>
                {
                    var hub = unit.Hub();
                    var now = await hub.Tasks.Include(t => t.Seats).SingleAsync(t => t.Id == taskId, token);
                    var counted = await hub.Decisions.Where(d => d.TaskId == taskId).OrderBy(d => d.Id).ToListAsync(token);
                    if (now.State != TaskState.Open || TaskCount.OutcomeOf(now, counted) != outcome)
                    {
                        return false;
                    }

                    await EndAsync(hub, now, outcome, token);
                    return true;
                },
            },
            cancellation);
    }

    /// <summary>Why a page's answer can't be taken, or <see langword="null"/>.</summary>
    public static DecideResult? Refusal(TaskPage page, int seenVersion, string? seenDigest) =>
        page.Task.State != TaskState.Open || page.Seat.State == SeatState.Decided ? new TaskEndedBefore(page)
        : page.Task.Version != seenVersion || (seenDigest is not null && page.Digest != seenDigest) ? new TaskPageStale(page)
        : null;

    // Keeps the vote when more are awaited; else the burst takes it along.
    private async Task<UnitResult<Counted?>> VoteAsync(HubDb db, Vote vote, CancellationToken cancellation)
    {
        var counted = await ApplyAsync(db, vote, cancellation);
        return counted is { Outcome: null } ? UnitResult.Keep<Counted?>(counted) : UnitResult.Refuse(counted);
    }

    /// <summary>Votes, and counts; <see langword="null"/> when the vote can't be taken any more.</summary>
    private async Task<Counted?> ApplyAsync(HubDb db, Vote vote, CancellationToken cancellation)
    {
        var (entry, answer, seenVersion, seenDigest, also) = vote;
        var task = await db.Tasks.Include(t => t.Seats).SingleAsync(t => t.Id == entry.Page.Task.Id, cancellation);
        var about = await db.Cases.SingleAsync(r => r.Id == task.CaseId, cancellation);
        var files = await db.Attachments.Where(f => f.CaseId == about.Id).ToListAsync(cancellation);
        var digest = TaskPages.DigestOf(task, about, files);
        var seat = task.Seats.SingleOrDefault(s => s.PersonId == entry.Page.Actor.Id);
        if (task.State != TaskState.Open || task.Version != seenVersion || (seenDigest is not null && digest != seenDigest) || seat is not { State: SeatState.Open })
        {
            return null;
        }

        var now = clock.GetUtcNow();
        var actor = await db.People.SingleAsync(p => p.Id == seat.PersonId, cancellation);
        var votes = await db.Decisions.Where(d => d.TaskId == task.Id).OrderBy(d => d.Id).ToListAsync(cancellation);
        if (votes.Any(before => before.VoiceId == seat.Voice) || TaskMail.HidesCase(task, seat)
            || !await Seating.MayActAsync(db, about, task, seat, actor, now, cancellation)
            || (task.Stakes == Stakes.Signature && !await StepUp.SpendAsync(db, task, actor, entry.CodeId, now, cancellation)))
        {
            return null;
        }

        var decision = DecisionOf(vote, task, seat, digest, now);
        db.Add(decision);
        await about.HearAsync(db, task, decision, cancellation);
        // Whoever shares the say has answered with it.
        foreach (var one in task.Seats.Where(s => s.Voice == seat.Voice))
        {
            one.State = SeatState.Decided;
        }

        var outcome = TaskCount.OutcomeOf(task, [.. votes, decision]);
        db.Add(LineOf(about, task, entry.Page, answer, now));
        if (outcome is null)
        {
            if (task.Quorum.Kind == QuorumKind.InSequence)
            {
                await seats.NextAsync(db, about, task, cancellation);
            }

            return new Counted(null);
        }

        await EndAsync(db, task, outcome, cancellation);
        if (also is not null)
        {
            await also(db, about);
        }

        return new Counted(outcome);
    }

    private async Task EndAsync(HubDb db, HumanTask task, string outcome, CancellationToken cancellation)
    {
        task.State = TaskState.Decided;
        task.Outcome = outcome;
        task.EndedAt = clock.GetUtcNow();
        task.Version++;
        await DropMails.OfTaskAsync(db, task, task.EndedAt.Value, cancellation);
    }

    private static TaskDecision DecisionOf(Vote vote, HumanTask task, TaskSeat seat, string digest, DateTimeOffset now) => new()
    {
        TaskId = task.Id,
        PersonId = seat.PersonId,
        ForPersonId = seat.ForPersonId,
        Option = vote.Answer.Option,
        Comment = vote.Answer.Comment,
        Fields = vote.Answer.Fields,
        Channel = vote.Entry.Channel,
        GrantId = vote.Entry.GrantId,
        MessageId = vote.Entry.MessageId,
        SeenDigest = digest,
        SeenVersion = vote.SeenVersion,
        SteppedUp = vote.Entry.CodeId is not null,
        At = now,
    };

    private static CaseEvent LineOf(Case about, HumanTask task, TaskPage page, TaskAnswer answer, DateTimeOffset now)
    {
        var isChoice = task.Options.Count > 1;
        var key = isChoice ? "Event.Decided" : "Event.Answered";
        return page.ForName is { } absent
            ? about.Line(now, $"{key}For", page.Actor.Id, task.Asks == CaseParty.City, page.Actor.Name, task.Title, $"Option.{answer.Option}", absent)
            : about.Line(now, key, page.Actor.Id, task.Asks == CaseParty.City, page.Actor.Name, task.Title, $"Option.{answer.Option}");
    }

    // An answer that came too late is kept too, once a person: it explains what they were told.
    private async Task<DecideResult> LateAsync(TaskDoorOpen entry, DecideResult refusal, CancellationToken cancellation)
    {
        if (refusal is not TaskEndedBefore { Page.Mine: null } late)
        {
            return refusal;
        }

        await commits.CommitAsync(
            async (runtime, token) =>
            {
                var db = runtime.Hub();
                if (await db.TaskActs.AnyAsync(a => a.TaskId == late.Page.Task.Id && a.PersonId == late.Page.Actor.Id && a.Kind == TaskActKind.Late, token))
                {
                    return UnitResult.Refuse(false);
                }

                db.Add(entry.ActOf(TaskActKind.Late, clock.GetUtcNow()));
                return UnitResult.Keep(true);
            },
            cancellation);
        return refusal;
    }

    private async Task<TaskPage?> AgainAsync(TaskDoorOpen entry, CancellationToken cancellation)
    {
        TaskAccess access = entry.GrantId is { } grant
            ? new ByGrant(grant)
            : entry.MessageId is { } message ? new ByReply(entry.Page.Task.Id, entry.Page.Actor.Id, message)
            : new BySeat(Viewer.Of(entry.Page.Actor), entry.Page.Task.Id);
        return await door.OpenAsync(access, cancellation) is TaskDoorOpen open ? open.Page : null;
    }

    private static JsonObject InputOf(Guid personId, string? comment, IReadOnlyDictionary<string, string> fields, string outcome) => new()
    {
        [TaskActivity.OptionInput] = outcome,
        [TaskActivity.CommentInput] = comment,
        [TaskActivity.PersonInput] = personId.ToString(),
        [TaskActivity.FieldsInput] = JsonSerializer.SerializeToNode(fields),
    };

    /// <summary>A vote was taken.</summary>
    /// <param name="Outcome">What it comes to; <see langword="null"/> while more are awaited.</param>
    private sealed record Counted(string? Outcome);

    private sealed record Vote(TaskDoorOpen Entry, TaskAnswer Answer, int SeenVersion, string? SeenDigest, Func<HubDb, Case, Task>? Also);
}
