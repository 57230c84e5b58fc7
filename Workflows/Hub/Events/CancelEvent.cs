using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Mail;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;
using StrongCities.Hub.Tasks;
using StrongCities.Runtime.Instances;

namespace StrongCities.Hub.Events;

/// <summary>An event does not take place. Its process ends; whoever had heard of it is told, and who had an entry in their calendar gets it cancelled.</summary>
/// <param name="Viewer">At the hub.</param>
/// <param name="Id">The event.</param>
/// <param name="Reason">Why; everybody invited reads it. At most 2,000 characters.</param>
public sealed record CancelEvent(Viewer Viewer, Guid Id, string Reason) : IAsViewer<EventResult>, IValidated<EventResult>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static EventResult NotFound => new EventNotFound();

    /// <inheritdoc/>
    public static EventResult Invalid(IReadOnlyList<FieldProblem> problems) => new EventInvalid(problems);

    /// <inheritdoc/>
    public IEnumerable<FieldProblem> Problems(DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(Reason))
        {
            yield return new FieldProblem(nameof(Reason), "Problem.Reason");
        }
        else if (Reason.Length > EventRules.MaxPurpose)
        {
            yield return new FieldProblem(nameof(Reason), "Problem.TooLong", EventRules.MaxPurpose);
        }
    }
}

internal sealed class CancelEventHandler(HubDbFactory databases, CancelInstance cancel, EventMail mail, TimeProvider clock) : IRequestHandler<CancelEvent, EventResult>
{
    public async Task<EventResult> Handle(CancelEvent request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        if (await db.Cases.OfType<HubEvent>().AsNoTracking().SingleOrDefaultAsync(about => about.Id == request.Id, cancellationToken) is not { } found)
        {
            return new EventNotFound();
        }

        var result = await cancel.RunAsync(
            new CancelRequest(found.InstanceId) { With = (runtime, token) => KeepAsync(runtime.Hub(), request, token) }, cancellationToken);
        return result is InstanceCancelled ? new EventKept(found.Id) : EventUnit.Refuse("", "HubEvent.Problem.Phase");
    }

    private async Task<bool> KeepAsync(HubDb db, CancelEvent request, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var about = await db.Cases.OfType<HubEvent>().SingleAsync(one => one.Id == request.Id, cancellation);
        if (about.Phase > EventPhase.Invited || (about.Phase == EventPhase.Invited && about.StartsAt <= now))
        {
            return false;
        }

        var invited = about.Phase == EventPhase.Invited;
        (about.Phase, about.StatusSince, about.ClosedAt) = (EventPhase.Cancelled, now, now);
        about.Sequence++;
        // Its tasks end here and not with the process: this mail says all that a second one about the task could.
        foreach (var task in await db.Tasks.Where(task => task.CaseId == about.Id && task.State == TaskState.Open).ToListAsync(cancellation))
        {
            (task.State, task.EndedAt) = (TaskState.Withdrawn, now);
            task.Version++;
            await DropMails.OfTaskAsync(db, task, now, cancellation);
        }

        db.Add(about.Line(now, "HubEvent.Line.Cancelled", request.Viewer.PersonId, true, request.Reason.Trim()));
        var told = await db.EventInvitations.Where(one => one.CaseId == about.Id && one.AskedAt != null && (!invited || one.Answer != EventAnswer.No)).ToListAsync(cancellation);
        await mail.TellAsync(db, about, MailKind.EventOff, told, "off", now, cancellation, order =>
            order with { Note = request.Reason.Trim(), Meeting = invited ? order.Meeting : null });
        return true;
    }
}
