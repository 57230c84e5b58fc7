using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Tasks;

/// <summary>Who may come to a task: only somebody with a seat who still holds the role that was asked, by their own link or signed in. Both ways end here.</summary>
internal sealed class TaskDoor(HubDbFactory databases, TimeProvider clock)
{
    public async Task<TaskEntry> OpenAsync(TaskAccess access, CancellationToken cancellation) => access switch
    {
        ByGrant link => await ByGrantAsync(link.PublicId, cancellation),
        BySeat seat => await BySeatAsync(seat.Viewer, seat.TaskId, cancellation),
        ByReply reply => await ByReplyAsync(reply, cancellation),
        _ => new TaskDoorClosed(),
    };

    private async Task<TaskEntry> ByGrantAsync(string publicId, CancellationToken cancellation)
    {
        await using var db = databases.Create(null);
        var grant = await db.Grants.AsNoTracking().SingleOrDefaultAsync(g => g.PublicId == publicId, cancellation);
        if (grant is null)
        {
            return new TaskDoorClosed();
        }

        if (clock.GetUtcNow() >= grant.ExpiresAt)
        {
            return new TaskDoorExpired();
        }

        return await EnterAsync(db, grant.TaskId, grant.PersonId, TaskChannels.Link, grant.PublicId, cancellation);
    }

    private async Task<TaskEntry> BySeatAsync(Viewer viewer, string taskId, CancellationToken cancellation)
    {
        await using var db = databases.Create(viewer);
        return await EnterAsync(db, taskId, viewer.PersonId, viewer.IsStaff ? TaskChannels.Desk : TaskChannels.Portal, null, cancellation);
    }

    private async Task<TaskEntry> ByReplyAsync(ByReply reply, CancellationToken cancellation)
    {
        await using var db = databases.Create(null);
        var entry = await EnterAsync(db, reply.TaskId, reply.PersonId, TaskChannels.Reply, null, cancellation);
        return entry is TaskDoorOpen open ? open with { MessageId = reply.MessageId } : entry;
    }

    private async Task<TaskEntry> EnterAsync(
        HubDb db, string taskId, Guid personId, string channel, string? grantId, CancellationToken cancellation)
    {
        // Past the filter: whoever stepped aside is told so, and nothing else.
        var task = await db.Tasks.IgnoreQueryFilters().AsNoTracking().Include(t => t.Seats).SingleOrDefaultAsync(t => t.Id == taskId, cancellation);
        var actor = await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == personId && p.IsActive, cancellation);
        if (task is null || actor is null)
        {
            return new TaskDoorClosed();
        }

        if (await db.Recusals.SingleOrDefaultAsync(r => r.CaseId == task.CaseId && r.PersonId == personId, cancellation) is { } recusal)
        {
            return new TaskDoorAside(recusal.At, actor);
        }

        var seat = task.Seats.SingleOrDefault(s => s.PersonId == personId);
        return seat is null || seat.State == SeatState.Waiting || !await db.Cases.AnyAsync(r => r.Id == task.CaseId, cancellation)
            || !await StillAskedAsync(db, task, seat, actor, cancellation)
            ? new TaskDoorClosed()
            : new TaskDoorOpen(await TaskPages.BuildAsync(db, task, actor, cancellation), channel, grantId);
    }

    // Of an ended task there is only the verdict to see: whoever was asked may know it.
    private async Task<bool> StillAskedAsync(HubDb db, HumanTask task, TaskSeat seat, Person actor, CancellationToken cancellation) =>
        task.State != TaskState.Open || seat.State == SeatState.Decided
        || (await db.Cases.AsNoTracking().SingleOrDefaultAsync(r => r.Id == task.CaseId, cancellation) is { } about
            && await Seating.MayActAsync(db, about, task, seat, actor, clock.GetUtcNow(), cancellation));
}

/// <summary>What the door says.</summary>
internal abstract record TaskEntry;

/// <summary>Come in.</summary>
internal sealed record TaskDoorOpen(TaskPage Page, string Channel, string? GrantId, string? MessageId = null, Guid? CodeId = null) : TaskEntry
{
    /// <summary>What is kept of something that they do.</summary>
    public TaskAct ActOf(TaskActKind kind, DateTimeOffset now, string? reason = null) => new()
    {
        TaskId = Page.Task.Id,
        Kind = kind,
        PersonId = Page.Actor.Id,
        Reason = reason,
        Channel = Channel,
        GrantId = GrantId,
        MessageId = MessageId,
        TaskVersion = Page.Task.Version,
        SeenDigest = Page.Digest,
        At = now,
    };
}

/// <summary>The link's time is over.</summary>
internal sealed record TaskDoorExpired : TaskEntry;

/// <summary>They stepped aside from the case.</summary>
internal sealed record TaskDoorAside(DateTimeOffset At, Person Actor) : TaskEntry;

/// <summary>No such task for them.</summary>
internal sealed record TaskDoorClosed : TaskEntry;
