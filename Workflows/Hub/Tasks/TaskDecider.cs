using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Tasks;

/// <summary>
/// The one way a task is decided: decision, audit, what comes with it, and the workflow's next burst in one transaction. The condition
/// (open, as the decider saw it, and theirs to decide) is checked again inside, where nothing can come between.
/// </summary>
internal sealed class TaskDecider(TaskDoor door, ResumeInstance resume, TimeProvider clock)
{
    /// <param name="entry">The page, and by which way its reader came.</param>
    /// <param name="answer">Free of problems.</param>
    /// <param name="seenVersion">The version that was shown.</param>
    /// <param name="seenDigest">The digest that was shown, or <see langword="null"/> where the answer replaces what was shown.</param>
    /// <param name="also">Applied in the same unit, before the burst.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    public async Task<DecideResult> DecideAsync(
        TaskDoorOpen entry, TaskAnswer answer, int seenVersion, string? seenDigest, Func<HubDb, SupportRequest, Task>? also, CancellationToken cancellation)
    {
        var page = entry.Page;
        if (Refusal(page, seenVersion, seenDigest) is { } refusal)
        {
            return refusal;
        }

        var result = await resume.RunAsync(
            new ResumeRequest(page.Task.InstanceId, page.Task.BookmarkId, InputOf(page, answer))
            {
                With = (db, token) => ApplyAsync(db, entry, answer, seenVersion, seenDigest, also, token),
            },
            cancellation);
        var now = await AgainAsync(entry, cancellation);
        return result is Resumed ? new TaskDecided(now ?? page)
            : now is null ? new DecideNotFound()
            : Refusal(now, seenVersion, seenDigest) ?? new TaskEndedBefore(now);
    }

    private static DecideResult? Refusal(TaskPage page, int seenVersion, string? seenDigest) =>
        page.Task.State != TaskState.Open ? new TaskEndedBefore(page)
        : page.Task.Version != seenVersion || (seenDigest is not null && page.Digest != seenDigest) ? new TaskPageStale(page)
        : null;

    private async Task<bool> ApplyAsync(
        RuntimeDb runtime,
        TaskDoorOpen entry,
        TaskAnswer answer,
        int seenVersion,
        string? seenDigest,
        Func<HubDb, SupportRequest, Task>? also,
        CancellationToken cancellation)
    {
        var db = runtime.Hub();
        var task = await db.Tasks.Include(t => t.Seats).SingleAsync(t => t.Id == entry.Page.Task.Id, cancellation);
        var request = await db.Requests.SingleAsync(r => r.Id == task.RequestId, cancellation);
        var files = await db.Attachments.Where(f => f.RequestId == request.Id).ToListAsync(cancellation);
        var digest = TaskPages.DigestOf(task, request.Form, files);
        var seat = task.Seats.SingleOrDefault(s => s.PersonId == entry.Page.Actor.Id);
        if (task.State != TaskState.Open || task.Version != seenVersion || (seenDigest is not null && digest != seenDigest) || seat is null)
        {
            return false;
        }

        var actor = await db.People.SingleAsync(p => p.Id == seat.PersonId, cancellation);
        if (!await CaseRoles.FitsAsync(db, request, task.Assignee, actor, cancellation))
        {
            return false;
        }

        var now = clock.GetUtcNow();
        task.State = TaskState.Decided;
        task.Outcome = answer.Option;
        task.EndedAt = now;
        task.Version++;
        seat.Decided = true;
        db.Add(new TaskDecision
        {
            TaskId = task.Id,
            PersonId = seat.PersonId,
            Option = answer.Option,
            Comment = answer.Comment,
            Fields = answer.Fields,
            Channel = entry.Channel,
            GrantId = entry.GrantId,
            MessageId = entry.MessageId,
            SeenDigest = digest,
            At = now,
        });
        db.Add(request.Line(
            now, task.Kind == TaskKind.Decision ? "Event.Decided" : "Event.Answered", seat.PersonId, task.Asks == CaseParty.City,
            entry.Page.Actor.Name, task.Title, $"Option.{answer.Option}"));
        if (also is not null)
        {
            await also(db, request);
        }

        return true;
    }

    private async Task<TaskPage?> AgainAsync(TaskDoorOpen entry, CancellationToken cancellation)
    {
        TaskAccess access = entry.GrantId is { } grant
            ? new ByGrant(grant)
            : entry.MessageId is { } message ? new ByReply(entry.Page.Task.Id, entry.Page.Actor.Id, message)
            : new BySeat(People.Viewer.Of(entry.Page.Actor), entry.Page.Task.Id);
        return await door.OpenAsync(access, cancellation) is TaskDoorOpen open ? open.Page : null;
    }

    private static JsonObject InputOf(TaskPage page, TaskAnswer answer) => new()
    {
        [TaskActivity.OptionInput] = answer.Option,
        [TaskActivity.CommentInput] = answer.Comment,
        [TaskActivity.PersonInput] = page.Actor.Id.ToString(),
        [TaskActivity.FieldsInput] = JsonSerializer.SerializeToNode(answer.Fields),
    };
}
