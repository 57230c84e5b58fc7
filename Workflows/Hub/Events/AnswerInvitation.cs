using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Cases;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;
using StrongCities.Hub.Tasks;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Events;

/// <summary>Somebody who is invited says whether they come, or says something else than before, until it begins. Signed in.</summary>
/// <param name="Viewer">Who is invited.</param>
/// <param name="Id">The event.</param>
/// <param name="Answer">Yes, Maybe or No.</param>
public sealed record AnswerInvitation(Viewer Viewer, Guid Id, EventAnswer Answer) : IAsViewer<EventResult>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.City;

    /// <inheritdoc/>
    public static EventResult NotFound => new EventNotFound();
}

/// <summary>The same, by the link of the invitation's mail.</summary>
/// <param name="Access">By which way.</param>
/// <param name="Answer">Yes, Maybe or No.</param>
public sealed record AnswerInvitationByLink(TaskAccess Access, EventAnswer Answer) : IRequest<EventResult>;

internal sealed class AnswerInvitationHandler(HubDbFactory databases, TaskDoor door, CommitQueue commits, IMediator mediator, TimeProvider clock)
    : IRequestHandler<AnswerInvitation, EventResult>, IRequestHandler<AnswerInvitationByLink, EventResult>
{
    public async Task<EventResult> Handle(AnswerInvitationByLink request, CancellationToken cancellationToken) =>
        await door.OpenAsync(request.Access, cancellationToken) is TaskDoorOpen { Page: { Case: HubEvent about, Task.Kind: TaskKind.Attendance } page }
            ? await mediator.Send(new AnswerInvitation(Viewer.Of(page.Actor), about.Id, request.Answer), cancellationToken)
            : new EventNotFound();

    public async Task<EventResult> Handle(AnswerInvitation request, CancellationToken cancellationToken)
    {
        if (request.Answer == EventAnswer.Invited || !Enum.IsDefined(request.Answer))
        {
            return EventUnit.Refuse("Answer", "Problem.Choice");
        }

        HumanTask? task;
        await using (var db = databases.Create(request.Viewer))
        {
            if (!await db.EventInvitations.AnyAsync(one => one.CaseId == request.Id && one.PersonId == request.Viewer.PersonId && one.AskedAt != null, cancellationToken)
                || !await db.Cases.AnyAsync(about => about.Id == request.Id, cancellationToken))
            {
                return new EventNotFound();
            }

            task = await db.Tasks.AsNoTracking().Where(one => one.CaseId == request.Id && one.Kind == TaskKind.Attendance && one.State == TaskState.Open
                && one.Seats.Any(seat => seat.PersonId == request.Viewer.PersonId && seat.State == SeatState.Open)).FirstOrDefaultAsync(cancellationToken);
        }

        // The first answer is the task's, so that its link and reminders end with it; what is said later only changes the invitation.
        if (task is not null
            && await mediator.Send(new OpenTask(new BySeat(request.Viewer, task.Id)), cancellationToken) is TaskPage page
            && await mediator.Send(
                new DecideTask(new BySeat(request.Viewer, task.Id), HearEvent.OptionOf(request.Answer), null, new Dictionary<string, string>(), page.Task.Version, page.Digest), cancellationToken)
                is TaskDecided or TaskVoted)
        {
            return new EventKept(request.Id);
        }

        return await commits.CommitAsync((runtime, token) => ChangeAsync(runtime.Hub(), request, token), cancellationToken);
    }

    private async Task<UnitResult<EventResult>> ChangeAsync(HubDb db, AnswerInvitation request, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var about = await db.Cases.OfType<HubEvent>().SingleAsync(one => one.Id == request.Id, cancellation);
        if (!about.TakesAnswers(now))
        {
            return UnitResult.Refuse(EventUnit.Refuse("Answer", "HubEvent.Problem.Begun"));
        }

        var name = await db.People.Where(person => person.Id == request.Viewer.PersonId).Select(person => person.Name).SingleAsync(cancellation);
        var invitation = await db.EventInvitations.SingleAsync(one => one.CaseId == request.Id && one.PersonId == request.Viewer.PersonId, cancellation);
        if (invitation.Answer != request.Answer)
        {
            (invitation.Answer, invitation.AnsweredAt) = (request.Answer, now);
            db.Add(about.Line(now, "HubEvent.Line.Answered", request.Viewer.PersonId, false, name, $"HubEvent.Answer.{request.Answer}"));
        }

        return UnitResult.Keep<EventResult>(new EventKept(request.Id));
    }
}
