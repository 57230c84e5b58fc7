using MediatR;
using StrongCities.Hub.People;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Events;

/// <summary>
/// An advisor writes the programme, or moves an event. Once people are invited, whoever said yes or perhaps gets the new date, place or programme with
/// a new calendar entry; whoever said no hears nothing.
/// </summary>
/// <param name="Viewer">At the hub.</param>
/// <param name="Id">The event.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Plan">What it is for, and where.</param>
/// <param name="When">The date, where the hub is.</param>
/// <param name="Programme">Its parts.</param>
public sealed record PlanEvent(Viewer Viewer, Guid Id, string Title, EventPlan Plan, EventSlot When, IReadOnlyList<ProgrammeItem> Programme) : IAsViewer<EventResult>, IValidated<EventResult>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static EventResult NotFound => new EventNotFound();

    /// <inheritdoc/>
    public static EventResult Invalid(IReadOnlyList<FieldProblem> problems) => new EventInvalid(problems);

    /// <inheritdoc/>
    public IEnumerable<FieldProblem> Problems(DateTimeOffset now) => EventRules.Problems(Title, Plan);
}

internal sealed class PlanEventHandler(ChangeEvent change) : IRequestHandler<PlanEvent, EventResult>
{
    public Task<EventResult> Handle(PlanEvent request, CancellationToken cancellationToken) => change.RunAsync(
        request.Viewer, request.Id, (unit, _) => Task.FromResult(Keep(unit, request)), [EventPhase.Programme, EventPhase.Invited], cancellationToken);

    private static EventResult Keep(EventUnit unit, PlanEvent request)
    {
        var about = unit.About;
        var date = EventDates.Of(unit.Calendar, request.When);
        List<FieldProblem> problems = [.. EventRules.Problems("When", request.When, date, unit.Now), .. EventRules.Problems(request.Programme, unit.Options.MostParts)];
        if (about.Phase == EventPhase.Invited && request.Plan.Place.Trim().Length == 0)
        {
            problems.Add(new FieldProblem("Place", "HubEvent.Problem.NoPlace"));
        }

        if (about.Phase == EventPhase.Invited && about.StartsAt <= unit.Now)
        {
            problems.Add(new FieldProblem("", "HubEvent.Problem.Begun"));
        }

        if (problems.Count > 0)
        {
            return new EventInvalid(problems);
        }

        var plan = request.Plan.Trimmed();
        IReadOnlyList<ProgrammeItem> programme = [.. request.Programme.Select(item => item with { What = item.What.Trim(), By = item.By.Trim() }).OrderBy(item => item.At)];
        var moved = (about.StartsAt, about.EndsAt) != (date.StartsAt, date.EndsAt);
        var changed = moved || about.Plan.Place != plan.Place || !about.Programme.SequenceEqual(programme);
        (about.Title, about.Plan, about.Programme, about.StartsAt, about.EndsAt) = (request.Title.Trim(), plan, programme, date.StartsAt, date.EndsAt);
        if (about.Phase != EventPhase.Invited)
        {
            unit.Tell("HubEvent.Line.Planned");
            return unit.Kept;
        }

        if (moved)
        {
            // The new date has reminders of its own.
            (about.PlacedAt, about.WeekTold, about.DayTold) = (unit.Now, null, null);
        }

        if (changed)
        {
            about.Sequence++;
            unit.Tell("HubEvent.Line.Moved");
        }

        return unit.Kept;
    }
}
