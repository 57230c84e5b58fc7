using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Cases;
using StrongCities.Hub.People;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Events;

/// <summary>
/// An advisor changes the idea of an event before its poll goes out: what it is for, which cities, which dates. Of a city that stays, whoever is invited
/// stays invited; a city that is new has its coordinators invited; of a city that is left out nobody is any more.
/// </summary>
/// <param name="Viewer">At the hub.</param>
/// <param name="Id">The event.</param>
/// <param name="Title">What it is called, at most 150 characters.</param>
/// <param name="Plan">What it is for, and where.</param>
/// <param name="Cities">Which take part.</param>
/// <param name="Dates">To choose from, where the hub is.</param>
public sealed record ChangeIdea(Viewer Viewer, Guid Id, string Title, EventPlan Plan, IReadOnlyList<Guid> Cities, IReadOnlyList<EventSlot> Dates)
    : IAsViewer<EventResult>, IValidated<EventResult>
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

internal sealed class ChangeIdeaHandler(ChangeEvent change) : IRequestHandler<ChangeIdea, EventResult>
{
    public Task<EventResult> Handle(ChangeIdea request, CancellationToken cancellationToken) => change.RunAsync(
        request.Viewer, request.Id, (unit, token) => KeepAsync(unit, request, token), [EventPhase.Idea], cancellationToken);

    private static async Task<EventResult> KeepAsync(EventUnit unit, ChangeIdea request, CancellationToken cancellation)
    {
        var about = unit.About;
        if (about.WantedAt is not null)
        {
            // The poll is on its way to the invited, with what it says now.
            return EventUnit.Refuse("", "HubEvent.Problem.Phase");
        }

        IReadOnlyList<EventDate> dates = [.. request.Dates.Select(slot => EventDates.Of(unit.Calendar, slot))];
        var invited = await unit.Db.EventInvitations.Where(one => one.CaseId == about.Id).ToListAsync(cancellation);
        var before = invited.Select(one => one.CityId).ToHashSet();
        var added = await EventPeople.OfCitiesAsync(unit.Db, about.HubId, [.. request.Cities.Where(city => !before.Contains(city))], cancellation);
        var left = invited.Where(one => !request.Cities.Contains(one.CityId)).ToList();
        List<FieldProblem> problems =
        [
            .. IdeaRules.OfDates(request.Dates, dates, unit.Options, unit.Now),
            .. IdeaRules.OfPeople(invited.Count - left.Count + added.Count, unit.Options),
        ];
        if (problems.Count > 0)
        {
            return new EventInvalid(problems);
        }

        (about.Title, about.Plan, about.Dates) = (request.Title.Trim(), request.Plan.Trimmed(), [.. dates.OrderBy(date => date.StartsAt)]);
        unit.Db.RemoveRange(left);
        unit.Db.AddRange(added.Select(person => EventPeople.Invite(about.Id, person)));
        unit.Db.Add(about.Line(unit.Now, "HubEvent.Line.IdeaChanged", unit.Viewer.PersonId, false));
        return unit.Kept;
    }
}
