using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Cases;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Tasks;

namespace StrongCities.Hub.Experts;

/// <summary>Hides a case from somebody with a personal interest, for good, and has whoever comes next asked in their place.</summary>
internal sealed class HideCase(SeatTasks seats)
{
    /// <param name="db">The unit's context.</param>
    /// <param name="about">The case.</param>
    /// <param name="person">From whom.</param>
    /// <param name="taskId">The task at which it was said; empty where a colleague said it.</param>
    /// <param name="line">What the timeline says of it.</param>
    /// <param name="now">When.</param>
    /// <param name="cancellation">The host stops.</param>
    /// <returns>The case's open tasks, seated anew; <see langword="null"/> when it was hidden before.</returns>
    public async Task<IReadOnlyList<HumanTask>?> RunAsync(HubDb db, Case about, Person person, string taskId, CaseEvent line, DateTimeOffset now, CancellationToken cancellation)
    {
        if (await db.Recusals.AnyAsync(r => r.CaseId == about.Id && r.PersonId == person.Id, cancellation))
        {
            return null;
        }

        db.Add(new CaseRecusal { Id = Guid.CreateVersion7(now), CaseId = about.Id, PersonId = person.Id, TaskId = taskId, At = now });
        about.AdvisorId = about.AdvisorId == person.Id ? null : about.AdvisorId;
        db.Add(line);
        foreach (var candidate in await db.Candidates.Where(c => c.CaseId == about.Id && c.PersonId == person.Id).ToListAsync(cancellation))
        {
            (candidate.State, candidate.Since) = (CandidateState.Recused, now);
        }

        await DropMails.OfPersonAsync(db, about.Id, person.Id, now, cancellation);
        await db.SaveChangesAsync(cancellation);
        var tasks = await db.Tasks.Include(t => t.Seats).Where(t => t.CaseId == about.Id && t.State == TaskState.Open).ToListAsync(cancellation);
        foreach (var task in tasks)
        {
            await seats.AgainAsync(db, about, task, cancellation);
        }

        return tasks;
    }
}
