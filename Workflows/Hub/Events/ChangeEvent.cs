using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StrongCities.Hub.Calendars;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Events.Process;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Events;

/// <summary>What came of a deed about an event.</summary>
public abstract record EventResult;

/// <summary>It is so now.</summary>
/// <param name="Id">The event.</param>
public sealed record EventKept(Guid Id) : EventResult;

/// <summary>Nothing was changed.</summary>
/// <param name="Problems">Why, field by field; an empty field is about the whole.</param>
public sealed record EventInvalid(IReadOnlyList<FieldProblem> Problems) : EventResult;

/// <summary>There is no such event for this viewer.</summary>
public sealed record EventNotFound : EventResult;

/// <summary>Runs a deed about an event, in a unit of work that also lets its process look again.</summary>
internal sealed class ChangeEvent(HubDbFactory databases, CommitQueue commits, IOptions<EventOptions> options, TimeProvider clock)
{
    /// <param name="viewer">On whose behalf.</param>
    /// <param name="id">The event.</param>
    /// <param name="act">Changes it, or says why not.</param>
    /// <param name="phases">Where it must stand.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    public async Task<EventResult> RunAsync(
        Viewer viewer, Guid id, Func<EventUnit, CancellationToken, Task<EventResult>> act, IReadOnlyList<EventPhase> phases, CancellationToken cancellation)
    {
        await using (var db = databases.Create(viewer))
        {
            // With the viewer's own eyes: whoever stepped aside has no event.
            if (!await db.Cases.OfType<HubEvent>().AnyAsync(about => about.Id == id, cancellation))
            {
                return new EventNotFound();
            }
        }

        return await commits.CommitAsync((runtime, token) => ApplyAsync(runtime.Hub(), viewer, id, act, phases, token), cancellation);
    }

    private async Task<UnitResult<EventResult>> ApplyAsync(
        HubDb db, Viewer viewer, Guid id, Func<EventUnit, CancellationToken, Task<EventResult>> act, IReadOnlyList<EventPhase> phases, CancellationToken cancellation)
    {
        var about = await db.Cases.OfType<HubEvent>().SingleAsync(one => one.Id == id, cancellation);
        if (!phases.Contains(about.Phase))
        {
            return UnitResult.Refuse(EventUnit.Refuse("", "HubEvent.Problem.Phase"));
        }

        var hub = await db.Hubs.SingleAsync(one => one.Id == about.HubId, cancellation);
        var unit = new EventUnit(db, about, viewer, options.Value, WorkingCalendars.Get(hub.Calendar), clock.GetUtcNow());
        var result = await act(unit, cancellation);
        if (result is not EventKept)
        {
            return UnitResult.Refuse(result);
        }

        new ProcessTouched(about.InstanceId, WaitForEvent.StimulusName).Put(db, unit.Now);
        return UnitResult.Keep(result);
    }
}

/// <summary>One deed about an event.</summary>
/// <param name="Db">The unit's context.</param>
/// <param name="About">The event.</param>
/// <param name="Viewer">On whose behalf.</param>
/// <param name="Options">Limits.</param>
/// <param name="Calendar">The hub's.</param>
/// <param name="Now">When.</param>
internal sealed record EventUnit(HubDb Db, HubEvent About, Viewer Viewer, EventOptions Options, WorkingCalendar Calendar, DateTimeOffset Now)
{
    /// <summary>It is so.</summary>
    public EventResult Kept => new EventKept(About.Id);

    /// <summary>Writes a line of the timeline.</summary>
    public void Tell(string key, params IReadOnlyList<string> values) => Db.Add(About.Line(Now, key, Viewer.PersonId, true, values));

    /// <summary>Refuses.</summary>
    public static EventResult Refuse(string field, string key, params IReadOnlyList<object> values) => new EventInvalid([new FieldProblem(field, key, values)]);
}

/// <summary>Puts typed dates into moments.</summary>
internal static class EventDates
{
    /// <summary>A date where the hub is.</summary>
    public static EventDate Of(WorkingCalendar calendar, EventSlot slot) => new(calendar.At(slot.Day, slot.From).ToUniversalTime(), calendar.At(slot.Day, slot.Until).ToUniversalTime());
}
