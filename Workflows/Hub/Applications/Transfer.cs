using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Mail;
using StrongCities.Hub.People;
using StrongCities.Hub.Pipeline;
using StrongCities.Hub.Tasks;

namespace StrongCities.Hub.Applications;

/// <summary>
/// Another of the city's coordinators leads the application from now on. Open tasks of its coordinator move to them, they are told, and the reason stays in
/// the case's history.
/// </summary>
/// <param name="Viewer">The city's voice, or its hub.</param>
/// <param name="Id">Which application.</param>
/// <param name="ToId">An active coordinator of the same city who has not stepped aside from it.</param>
/// <param name="Reason">Why. At most 2,000 characters.</param>
public sealed record Transfer(Viewer Viewer, Guid Id, Guid ToId, string Reason) : IAsViewer<ApplicationResult>
{
    /// <inheritdoc/>
    public static Roles Allowed => ChangeApplication.Allowed;

    /// <inheritdoc/>
    public static ApplicationResult NotFound => ApplicationResult.NotFound;
}

internal sealed class TransferHandler(ChangeApplication change, SeatTasks seats, QueueMail queue) : IRequestHandler<Transfer, ApplicationResult>
{
    private const int MaxReason = 2_000;
    private const string Title = "Task.YouCoordinate";

    public Task<ApplicationResult> Handle(Transfer request, CancellationToken cancellationToken) => change.RunAsync(
        request.Viewer, request.Id, unit => MoveAsync(unit, request), cancellationToken, evenFrozen: true);

    private async Task<IReadOnlyList<FieldProblem>> MoveAsync(ApplicationUnit unit, Transfer request)
    {
        var (db, about, reason) = (unit.Db, unit.About, request.Reason.Trim());
        if (reason.Length is 0 or > MaxReason)
        {
            return ApplicationUnit.Wrong("Reason", "Reason", MaxReason);
        }

        var next = await db.People.SingleOrDefaultAsync(
            p => p.Id == request.ToId && p.HubId == about.HubId && p.CityId == about.CityId && p.IsActive && (p.Roles & Roles.Coordinator) != 0
                && !db.Recusals.Any(recusal => recusal.CaseId == about.Id && recusal.PersonId == p.Id),
            unit.Cancellation);
        if (next is null)
        {
            return ApplicationUnit.Wrong("ToId", "NoCoordinator");
        }

        if (about.CoordinatorId == next.Id)
        {
            return ApplicationUnit.Wrong("ToId", "CoordinatesAlready", next.Name);
        }

        var before = about.CoordinatorId;
        about.CoordinatorId = next.Id;
        db.Add(about.Line(unit.Now, "Event.CoordinatorChanged", request.Viewer.PersonId, true, next.Name, reason));
        var order = new MailOrder(MailKind.Task, about.HubId, next.Id, $"transfer:{about.Id:N}:{next.Id:N}:{unit.Now.UtcTicks}")
        {
            CaseId = about.Id,
            TaskTitle = Title,
            Note = reason,
            Buttons = [CaseMail.StatusButton(about, next)],
            NotBefore = await CaseMail.NextAllowedAsync(db, next, unit.Now, unit.Cancellation),
        };
        await queue.QueueAsync(db, order, unit.Cancellation);
        await SeatAgainAsync(unit, before, next);
        return ApplicationUnit.Fine;
    }

    // Seats are found by role, so the new coordinator must be stored first. A task that was given by hand to whoever led before goes along.
    private async Task SeatAgainAsync(ApplicationUnit unit, Guid? before, Person next)
    {
        var (db, about) = (unit.Db, unit.About);
        await db.SaveChangesAsync(unit.Cancellation);
        var old = await db.People
            .Where(p => p.CityId == next.CityId && p.Id != next.Id && (before == null ? (p.Roles & Roles.Coordinator) != 0 : p.Id == before))
            .Select(p => p.Id).ToListAsync(unit.Cancellation);
        foreach (var task in await db.Tasks.Include(t => t.Seats).Where(t => t.CaseId == about.Id && t.State == TaskState.Open).ToListAsync(unit.Cancellation))
        {
            if (task.Assignee == CaseRole.Coordinator && task.AssigneePersonId is { } given && old.Contains(given))
            {
                task.AssigneePersonId = null;
            }

            await seats.AgainAsync(db, about, task, unit.Cancellation);
        }
    }
}
