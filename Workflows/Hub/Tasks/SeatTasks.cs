using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cases;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Tasks;

/// <summary>Gives tasks to the right people, at first and again when somebody comes, leaves, goes away or steps aside, so that no case waits for who has gone.</summary>
internal sealed class SeatTasks(TaskMail mail, TimeProvider clock)
{
    /// <summary>Seats the people of a new task and writes to them.</summary>
    public async Task OpenAsync(HubDb db, Case about, HumanTask task, DateTimeOffset now, CancellationToken cancellation)
    {
        var chairs = await Seating.FindAsync(db, about, task, now, cancellation);
        var turn = chairs.Select(chair => chair.Step).DefaultIfEmpty().Min();
        task.Seats.AddRange(chairs.Select(chair => chair.SeatOf(task, now, turn)));
        await TellAsync(db, about, task, chairs, [.. task.Seats.Where(seat => seat.State == SeatState.Open)], _ => "open", now, cancellation);
    }

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
            var about = await db.Cases.SingleAsync(r => r.Id == task.CaseId, cancellation);
            await AgainAsync(db, about, task, cancellation);
        }
    }

    /// <summary>Seats the people of one task as they should be now; whoever is new gets a mail.</summary>
    public async Task AgainAsync(HubDb db, Case about, HumanTask task, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        foreach (var seat in task.Seats.Where(seat => seat.State != SeatState.Decided).ToList())
        {
            var person = await db.People.SingleAsync(p => p.Id == seat.PersonId, cancellation);
            var state = seat.State;
            seat.State = SeatState.Open;
            var stays = await Seating.MayActAsync(db, about, task, seat, person, now, cancellation);
            seat.State = state;
            if (!stays)
            {
                task.Seats.Remove(seat);
            }
        }

        var chairs = await Seating.FindAsync(db, about, task, now, cancellation);
        var turn = task.Seats.Count == 0 ? 0 : TaskCount.TurnOf(task);
        var fresh = chairs.Where(chair => task.Seats.All(seat => seat.PersonId != chair.Person.Id)).Select(chair => chair.SeatOf(task, now, turn)).ToList();
        db.AddRange(fresh);
        await TellAsync(db, about, task, chairs, [.. fresh.Where(seat => seat.State == SeatState.Open)], seat => $"seat-{seat.Id}", now, cancellation);
    }

    /// <summary>In sequence: asks whoever comes next.</summary>
    public async Task NextAsync(HubDb db, Case about, HumanTask task, CancellationToken cancellation)
    {
        var turn = TaskCount.TurnOf(task);
        var next = task.Seats.Where(seat => seat.State == SeatState.Waiting && seat.Step <= turn).ToList();
        foreach (var seat in next)
        {
            seat.State = SeatState.Open;
        }

        var now = clock.GetUtcNow();
        await TellAsync(db, about, task, await Seating.FindAsync(db, about, task, now, cancellation), next, seat => $"seat-{seat.Id}", now, cancellation);
    }

    // Whoever is away has a seat, but their substitute gets the mail.
    private async Task TellAsync(
        HubDb db,
        Case about,
        HumanTask task,
        IReadOnlyList<Chair> chairs,
        List<TaskSeat> seats,
        Func<TaskSeat, string> step,
        DateTimeOffset now,
        CancellationToken cancellation)
    {
        var away = chairs.Where(chair => chair.IsAway).Select(chair => chair.Person.Id).ToHashSet();
        var asked = seats.Where(seat => !away.Contains(seat.PersonId)).ToList();
        if (asked.Count == 0 && seats.Count > 0)
        {
            return;
        }

        var people = await db.People.Where(p => asked.Select(seat => seat.PersonId).Contains(p.Id)).OrderBy(p => p.Name).ToListAsync(cancellation);
        if (people.Count == 0 && chairs.Count > 0)
        {
            return;
        }

        db.Add(people.Count == 0
            ? about.Line(now, "Event.NobodyToAsk", null, citySees: false, task.Title)
            : about.Line(now, "Event.Asked", null, task.Asks == CaseParty.City, string.Join(", ", people.Select(person => person.Name)), task.Title));
        foreach (var person in people)
        {
            await mail.AskAsync(db, about, task, person, task.MailKind, step(asked.Single(seat => seat.PersonId == person.Id)), now, cancellation);
        }
    }
}
