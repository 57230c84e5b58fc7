using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Tasks;

/// <summary>Gives open tasks to the right people again when somebody comes, leaves or changes roles, so that no case waits for who has gone.</summary>
internal sealed class SeatTasks(TaskMail mail, TimeProvider clock)
{
    /// <param name="db">The unit's context, with the change.</param>
    /// <param name="changed">Whose change may matter to the tasks of their city or, for staff, of the hub.</param>
    /// <param name="cancellation">The host stops.</param>
    public async Task AgainAsync(HubDb db, Person changed, CancellationToken cancellation)
    {
        // Roles are looked up in the database, so the change must be there; it is still the same transaction.
        await db.SaveChangesAsync(cancellation);
        var tasks = await db.Tasks.Include(t => t.Seats)
            .Where(t => t.State == TaskState.Open && t.HubId == changed.HubId && (changed.CityId == null || t.CityId == changed.CityId))
            .ToListAsync(cancellation);
        foreach (var task in tasks)
        {
            var request = await db.Requests.SingleAsync(r => r.Id == task.RequestId, cancellation);
            await EmptyAsync(db, request, task, cancellation);
            await FillAsync(db, request, task, cancellation);
        }
    }

    private static async Task EmptyAsync(HubDb db, SupportRequest request, HumanTask task, CancellationToken cancellation)
    {
        foreach (var seat in task.Seats.ToList())
        {
            var person = await db.People.SingleAsync(p => p.Id == seat.PersonId, cancellation);
            if (!await CaseRoles.FitsAsync(db, request, task.Assignee, person, cancellation))
            {
                task.Seats.Remove(seat);
            }
        }
    }

    private async Task FillAsync(HubDb db, SupportRequest request, HumanTask task, CancellationToken cancellation)
    {
        var people = await CaseRoles.FindAsync(db, request, task.Assignee, cancellation);
        var fresh = people.Where(person => task.Seats.All(seat => seat.PersonId != person.Id)).ToList();
        if (fresh.Count == 0)
        {
            return;
        }

        var now = clock.GetUtcNow();
        db.Add(request.Line(now, "Event.Asked", null, task.Asks == CaseParty.City, string.Join(", ", fresh.Select(person => person.Name)), task.Title));
        foreach (var person in fresh)
        {
            var seat = new TaskSeat { Id = Guid.CreateVersion7(now), TaskId = task.Id, PersonId = person.Id };
            db.Add(seat);
            await mail.AskAsync(db, request, task, person, task.MailKind, $"seat-{seat.Id}", now, cancellation);
        }
    }
}
