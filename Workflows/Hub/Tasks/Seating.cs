using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Applications.Process;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Events;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Tasks;

/// <summary>
/// Says who should have a seat at a task as things are now: its role or person, without who is barred or stepped aside, substitutes for who is
/// away, and a reserve where too few would be left.
/// </summary>
internal static class Seating
{
    public static async Task<IReadOnlyList<Chair>> FindAsync(HubDb db, Case about, HumanTask task, DateTimeOffset now, CancellationToken cancellation)
    {
        var chairs = await VoicesAsync(db, about, task, cancellation);
        // Of a confidential request nobody else in the city may know, not even a substitute.
        if (task.Asks == CaseParty.City && about.IsConfidential)
        {
            return chairs;
        }

        for (var i = chairs.Count - 1; i >= 0; i--)
        {
            var chair = chairs[i];
            if (await Substitutes.OfAsync(db, chair.Person, now, cancellation) is not { } substitute || !await MayHearAsync(db, task, substitute, cancellation))
            {
                continue;
            }

            // One person has one say: a colleague who is asked anyway can't bring in another's, but hears of it.
            var isSeated = chairs.Any(other => other.Person.Id == substitute.Id);
            chairs[i] = chair with { IsAway = !isSeated || task.Quorum.IsFirst };
            if (!isSeated)
            {
                chairs.Add(new Chair(substitute, chair.Person.Id, SeatReason.Absence, chair.Role, chair.Step));
            }
        }

        return chairs;
    }

    /// <summary>Whether somebody who has a seat may still act from it.</summary>
    public static async Task<bool> MayActAsync(
        HubDb db, Case about, HumanTask task, TaskSeat seat, Person person, DateTimeOffset now, CancellationToken cancellation)
    {
        if (seat.State == SeatState.Waiting || !person.IsActive || !await MayHearAsync(db, task, person, cancellation))
        {
            return false;
        }

        if (seat.Reason == SeatReason.Overdue)
        {
            var silent = await db.People.SingleOrDefaultAsync(p => p.Id == seat.ForPersonId && p.HubId == person.HubId && p.CityId == person.CityId, cancellation);
            return silent is not null && await MayHearAsync(db, task, silent, cancellation);
        }

        return (task.AssigneePersonId is null && seat.ForPersonId is null && seat.Reason == SeatReason.Role
                && await CaseRoles.FitsAsync(db, about, seat.Role ?? task.Assignee, person, cancellation))
            || (await FindAsync(db, about, task, now, cancellation)).Any(chair => chair.Person.Id == person.Id && chair.For == seat.ForPersonId);
    }

    /// <summary>Whether somebody is neither barred from the task nor stepped aside from its case.</summary>
    public static async Task<bool> MayHearAsync(HubDb db, HumanTask task, Person person, CancellationToken cancellation) =>
        !task.Barred.Contains(person.Id)
        && !await db.Recusals.AnyAsync(recusal => recusal.CaseId == task.CaseId && recusal.PersonId == person.Id, cancellation);

    private static async Task<List<Chair>> VoicesAsync(HubDb db, Case about, HumanTask task, CancellationToken cancellation)
    {
        if (task.AssigneePersonId is { } one
            && await db.People.SingleOrDefaultAsync(p => p.Id == one && p.IsActive && p.HubId == task.HubId, cancellation) is { } person
            && (person.CityId is null || person.CityId == task.CityId || about is HubEvent || await PartnerLetter.AnswersForAsync(db, about, person, cancellation)) && await MayHearAsync(db, task, person, cancellation))
        {
            return [new Chair(person, null, SeatReason.Reassigned, task.Assignee, 0)];
        }

        var chairs = new List<Chair>();
        foreach (var (role, step) in task.AlsoAsked.Prepend(task.Assignee).Select((role, step) => (role, step)))
        {
            var found = await CaseRoles.FindAsync(db, about, role, cancellation, [.. task.Barred]);
            chairs.AddRange(found.Where(p => chairs.All(chair => chair.Person.Id != p.Id)).Select((p, place) =>
                new Chair(p, null, SeatReason.Role, role, task.AlsoAsked.Count > 0 ? step : place)));
        }

        var missing = task.Quorum.Kind == QuorumKind.Count ? task.Quorum.Needed - chairs.Count : 0;
        if (missing > 0)
        {
            var reserve = await CaseRoles.ReserveAsync(db, about, task.Asks, cancellation, [.. task.Barred, .. chairs.Select(chair => chair.Person.Id)]);
            chairs.AddRange(reserve.Take(missing).Select(p => new Chair(p, null, SeatReason.Reserve, task.Assignee, chairs.Count)));
        }

        return chairs;
    }
}

/// <summary>A seat that should be there.</summary>
/// <param name="Person">Who sits there.</param>
/// <param name="For">For whom, as a substitute.</param>
/// <param name="Reason">Why.</param>
/// <param name="Role">In which role.</param>
/// <param name="Step">Their step in sequence, from 0.</param>
internal sealed record Chair(Person Person, Guid? For, SeatReason Reason, CaseRole Role, int Step)
{
    /// <summary>Whether they are away while somebody else is asked: they may answer, but get no mail.</summary>
    public bool IsAway { get; init; }

    /// <summary>The seat. In sequence only the first step may act.</summary>
    public TaskSeat SeatOf(HumanTask task, DateTimeOffset now, int turn) => new()
    {
        Id = Guid.CreateVersion7(now),
        TaskId = task.Id,
        PersonId = Person.Id,
        ForPersonId = For,
        Reason = Reason,
        Role = Role,
        Step = Step,
        State = task.Quorum.Kind == QuorumKind.InSequence && Step > turn ? SeatState.Waiting : SeatState.Open,
    };
}
