using System.Text.Json.Nodes;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cases;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Tasks;

/// <summary>Hub staff change what is around a task, never its answer: remind, reassign, extend, park or withdraw it, with a reason.</summary>
/// <param name="Viewer">Staff who see the case.</param>
/// <param name="TaskId">The task.</param>
/// <param name="Kind">One of Reminded, Reassigned, Extended, Parked, Withdrawn.</param>
/// <param name="Reason">Why; needed for all but a reminder. At most 4,000 characters.</param>
/// <param name="PersonId">For Reassigned: to whom.</param>
/// <param name="Days">For Extended: how many working days from now.</param>
public sealed record ChangeTask(Viewer Viewer, string TaskId, TaskActKind Kind, string? Reason, Guid? PersonId = null, int? Days = null)
    : IAsViewer<ChangeTaskResult>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static ChangeTaskResult NotFound => new ChangeTaskNotFound();
}

/// <summary>How a change ended.</summary>
public abstract record ChangeTaskResult;

/// <summary>It is done.</summary>
public sealed record TaskChanged : ChangeTaskResult;

/// <summary>It can't be as typed.</summary>
/// <param name="Problems">Field by field.</param>
public sealed record ChangeTaskInvalid(IReadOnlyList<FieldProblem> Problems) : ChangeTaskResult;

/// <summary>The task is over by now; nothing changed.</summary>
public sealed record ChangeTaskOver : ChangeTaskResult;

/// <summary>No such task for this viewer.</summary>
public sealed record ChangeTaskNotFound : ChangeTaskResult;

internal sealed class ChangeTaskHandler(
    HubDbFactory databases, CommitQueue commits, ResumeInstance resume, SeatTasks seats, TaskMail mail, IOptions<TaskOptions> options, TimeProvider clock)
    : IRequestHandler<ChangeTask, ChangeTaskResult>
{
    private const int MaxReason = 4_000;

    public async Task<ChangeTaskResult> Handle(ChangeTask request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        var task = await db.Tasks.AsNoTracking().Include(t => t.Seats).SingleOrDefaultAsync(t => t.Id == request.TaskId, cancellationToken);
        if (task is null)
        {
            return new ChangeTaskNotFound();
        }

        if (task.State != TaskState.Open)
        {
            return new ChangeTaskOver();
        }

        var stored = await db.Cases.AsNoTracking().SingleAsync(r => r.Id == task.CaseId, cancellationToken);
        var candidates = request.Kind == TaskActKind.Reassigned ? await ManageTaskHandler.CandidatesAsync(db, stored, task, cancellationToken) : [];
        if (Problem(request, task, candidates) is { } problem)
        {
            return new ChangeTaskInvalid([problem]);
        }

        if (request.Kind is TaskActKind.Reminded or TaskActKind.Reassigned)
        {
            return await commits.CommitAsync(
                async (runtime, token) => await ApplyAsync(runtime.Hub(), request, token)
                    ? UnitResult.Keep<ChangeTaskResult>(new TaskChanged())
                    : UnitResult.Refuse<ChangeTaskResult>(new ChangeTaskOver()),
                cancellationToken);
        }

        var input = new JsonObject { [TaskActivity.DeskInput] = request.Kind.ToString(), [TaskActivity.DaysInput] = request.Days };
        var result = await resume.RunAsync(
            new ResumeRequest(task.InstanceId, task.BookmarkId, input) { With = (runtime, token) => ApplyAsync(runtime.Hub(), request, token) },
            cancellationToken);
        if (result is not Resumed)
        {
            return new ChangeTaskOver();
        }

        if (request.Kind == TaskActKind.Extended)
        {
            // Told after the burst: the new deadline is known only then.
            await commits.CommitAsync((runtime, token) => TellAsync(runtime.Hub(), request, token), cancellationToken);
        }

        return new TaskChanged();
    }

    private FieldProblem? Problem(ChangeTask request, HumanTask task, IReadOnlyList<Person> candidates) => request switch
    {
        { Kind: not (TaskActKind.Reminded or TaskActKind.Reassigned or TaskActKind.Extended or TaskActKind.Parked or TaskActKind.Withdrawn) } =>
            new FieldProblem("Kind", "Problem.Choice"),
        { Kind: TaskActKind.Withdrawn } when !task.CanWithdraw => new FieldProblem("Kind", "Problem.CantWithdraw"),
        { Kind: TaskActKind.Reassigned } when candidates.All(person => person.Id != request.PersonId) => new FieldProblem("PersonId", "Problem.Choice"),
        { Kind: TaskActKind.Extended } when request.Days is not { } days || days < 1 || days > options.Value.MostDaysMore =>
            new FieldProblem("Days", "Problem.Days", options.Value.MostDaysMore),
        { Kind: not TaskActKind.Reminded } when string.IsNullOrWhiteSpace(request.Reason) => new FieldProblem("Reason", "Problem.Reason"),
        { Reason.Length: > MaxReason } => new FieldProblem("Reason", "Problem.TooLong", MaxReason),
        _ => null,
    };

    private async Task<bool> ApplyAsync(HubDb db, ChangeTask request, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var task = await db.Tasks.Include(t => t.Seats).SingleAsync(t => t.Id == request.TaskId, cancellation);
        if (task.State != TaskState.Open)
        {
            return false;
        }

        var stored = await db.Cases.SingleAsync(r => r.Id == task.CaseId, cancellation);
        var who = await db.People.SingleAsync(p => p.Id == request.Viewer.PersonId, cancellation);
        db.Add(new TaskAct
        {
            TaskId = task.Id,
            Kind = request.Kind,
            PersonId = who.Id,
            SubjectId = request.PersonId,
            Reason = string.IsNullOrWhiteSpace(request.Reason) ? null : request.Reason.Trim(),
            Channel = TaskChannels.Desk,
            TaskVersion = task.Version,
            At = now,
        });
        db.Add(stored.Line(now, $"Event.Desk{request.Kind}", who.Id, citySees: false, task.Title, who.Name, request.Reason?.Trim() ?? ""));
        switch (request.Kind)
        {
            case TaskActKind.Reassigned:
                task.AssigneePersonId = request.PersonId;
                task.Version++;
                await db.SaveChangesAsync(cancellation);
                await seats.AgainAsync(db, stored, task, cancellation);
                break;
            case TaskActKind.Reminded:
                await mail.RemindAsync(db, stored, task, $"by-hand-{now.UtcTicks}", now, cancellation);
                break;
        }

        return true;
    }

    private async Task<UnitResult<bool>> TellAsync(HubDb db, ChangeTask request, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var task = await db.Tasks.Include(t => t.Seats).SingleAsync(t => t.Id == request.TaskId, cancellation);
        if (task.State != TaskState.Open)
        {
            return UnitResult.Refuse(false);
        }

        await mail.RemindAsync(db, await db.Cases.SingleAsync(r => r.Id == task.CaseId, cancellation), task, $"extended-{task.Version}", now, cancellation);
        return UnitResult.Keep(true);
    }
}
