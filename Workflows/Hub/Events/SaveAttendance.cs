using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;
using StrongCities.Hub.Tasks;

namespace StrongCities.Hub.Events;

/// <summary>An advisor says who came, with the minutes. The first time this also answers the task that asks for it, and those who came are asked what it was worth.</summary>
/// <param name="Viewer">At the hub.</param>
/// <param name="Id">The event.</param>
/// <param name="Came">Who, of those invited.</param>
/// <param name="Minutes">In the advisor's words, at most 4,000 characters.</param>
public sealed record SaveAttendance(Viewer Viewer, Guid Id, IReadOnlyList<Guid> Came, string Minutes) : IAsViewer<EventResult>, IValidated<EventResult>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static EventResult NotFound => new EventNotFound();

    /// <inheritdoc/>
    public static EventResult Invalid(IReadOnlyList<FieldProblem> problems) => new EventInvalid(problems);

    /// <inheritdoc/>
    public IEnumerable<FieldProblem> Problems(DateTimeOffset now) => Minutes.Length > EventRules.MaxText ? [new FieldProblem(nameof(Minutes), "Problem.TooLong", EventRules.MaxText)] : [];
}

internal sealed class SaveAttendanceHandler(HubDbFactory databases, ChangeEvent change, IMediator mediator) : IRequestHandler<SaveAttendance, EventResult>
{
    public async Task<EventResult> Handle(SaveAttendance request, CancellationToken cancellationToken)
    {
        var result = await change.RunAsync(
            request.Viewer, request.Id, (unit, token) => KeepAsync(unit, request, token), [EventPhase.Attendance, EventPhase.Feedback, EventPhase.FollowUp], cancellationToken);
        if (result is EventKept)
        {
            await AnswerTaskAsync(request, cancellationToken);
        }

        return result;
    }

    private static async Task<EventResult> KeepAsync(EventUnit unit, SaveAttendance request, CancellationToken cancellation)
    {
        var invited = await unit.Db.EventInvitations.Where(one => one.CaseId == unit.About.Id).ToListAsync(cancellation);
        if (request.Came.Except(invited.Select(one => one.PersonId)).Any())
        {
            return EventUnit.Refuse("Came", "Problem.Choice");
        }

        foreach (var invitation in invited)
        {
            invitation.Came = request.Came.Contains(invitation.PersonId);
        }

        unit.About.Minutes = request.Minutes.Trim();
        unit.About.ListedAt ??= unit.Now;
        unit.Tell("HubEvent.Line.Listed", $"{request.Came.Distinct().Count()}");
        return unit.Kept;
    }

    // Whoever has no seat at it leaves it to those who have; the process goes on all the same.
    private async Task AnswerTaskAsync(SaveAttendance request, CancellationToken cancellation)
    {
        await using var db = databases.Create(request.Viewer);
        var task = await db.Tasks.AsNoTracking().Where(one => one.CaseId == request.Id && one.Kind == TaskKind.Acknowledgement && one.State == TaskState.Open).Select(one => one.Id).FirstOrDefaultAsync(cancellation);
        if (task is not null && await mediator.Send(new OpenTask(new BySeat(request.Viewer, task)), cancellation) is TaskPage page)
        {
            await mediator.Send(
                new DecideTask(new BySeat(request.Viewer, task), page.Task.Options[0].Key, null, new Dictionary<string, string>(), page.Task.Version, page.Digest), cancellation);
        }
    }
}
