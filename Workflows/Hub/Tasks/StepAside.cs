using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Experts;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Tasks;

/// <summary>
/// Somebody who is asked says that they have a personal interest in the case. From then on the case is hidden from them everywhere, and
/// whoever comes next is asked in their place.
/// </summary>
/// <param name="Access">By which way.</param>
/// <param name="Reason">What interest, in their words; only hub staff read it.</param>
public sealed record StepAside(TaskAccess Access, string? Reason) : IRequest<StepAsideResult>;

/// <summary>How it ended.</summary>
public abstract record StepAsideResult;

/// <summary>They no longer see the case.</summary>
public sealed record SteppedAside : StepAsideResult;

/// <summary>The task is over, or does not ask about interests.</summary>
/// <param name="Page">As it is.</param>
public sealed record StepAsideRefused(TaskPage Page) : StepAsideResult;

/// <summary>No such task for them, or no more.</summary>
public sealed record StepAsideNotFound : StepAsideResult;

internal sealed class StepAsideHandler(TaskDoor door, CommitQueue commits, HideCase hide, TaskDecider decider, TimeProvider clock)
    : IRequestHandler<StepAside, StepAsideResult>
{
    private const int MaxReason = 4_000;

    public async Task<StepAsideResult> Handle(StepAside request, CancellationToken cancellationToken)
    {
        if (await door.OpenAsync(request.Access, cancellationToken) is not TaskDoorOpen open)
        {
            return new StepAsideNotFound();
        }

        if (open.Page.Task is not { State: TaskState.Open, Conflicts: not ConflictRule.NotAsked } || open.Page.Seat.State != SeatState.Open)
        {
            return new StepAsideRefused(open.Page);
        }

        var reason = string.IsNullOrWhiteSpace(request.Reason) ? null : request.Reason.Trim();
        var act = open.ActOf(TaskActKind.SteppedAside, clock.GetUtcNow(), reason?.Length > MaxReason ? reason[..MaxReason] : reason);
        var changed = await commits.CommitAsync((runtime, token) => ApplyAsync(runtime.Hub(), open.Page, act, token), cancellationToken);
        foreach (var task in changed)
        {
            // Where the others have all agreed already, or nobody else is asked, nobody is waited for.
            await decider.SettleAsync(task, cancellationToken);
        }

        return new SteppedAside();
    }

    private async Task<UnitResult<IReadOnlyList<string>>> ApplyAsync(HubDb db, TaskPage page, TaskAct act, CancellationToken cancellation)
    {
        var about = await db.Cases.SingleAsync(r => r.Id == page.Task.CaseId, cancellation);
        var line = about.Line(act.At, "Event.SteppedAside", page.Actor.Id, citySees: false, page.Actor.Name, page.Task.Title);
        if (await hide.RunAsync(db, about, page.Actor, page.Task.Id, line, act.At, cancellation) is not { } tasks)
        {
            return UnitResult.Refuse<IReadOnlyList<string>>([]);
        }

        db.Add(act);
        return UnitResult.Keep<IReadOnlyList<string>>([.. tasks.Select(task => task.Id)]);
    }
}
