using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StrongCities.Hub.Calendars;
using StrongCities.Hub.Cases;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Events;

/// <summary>An advisor has an idea for an event: what it is for, which cities, which dates. Nobody outside the hub hears of it until the poll starts.</summary>
/// <param name="Viewer">At the hub.</param>
/// <param name="Title">What it is called, at most 150 characters.</param>
/// <param name="Plan">What it is for, and where.</param>
/// <param name="Cities">Whose coordinators are invited.</param>
/// <param name="Dates">To choose from, where the hub is.</param>
/// <param name="FromCaseId">The request from which it grew, or <see langword="null"/>.</param>
public sealed record ProposeEvent(Viewer Viewer, string Title, EventPlan Plan, IReadOnlyList<Guid> Cities, IReadOnlyList<EventSlot> Dates, Guid? FromCaseId = null)
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

internal sealed class ProposeEventHandler(HubDbFactory databases, OpenCase open, IOptions<EventOptions> options, TimeProvider clock) : IRequestHandler<ProposeEvent, EventResult>
{
    /// <summary>The definition that carries events.</summary>
    public const string Process = "hub-event";

    public async Task<EventResult> Handle(ProposeEvent request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        var hub = await db.Hubs.AsNoTracking().SingleAsync(cancellationToken);
        var calendar = WorkingCalendars.Get(hub.Calendar);
        IReadOnlyList<EventDate> dates = [.. request.Dates.Select(slot => EventDates.Of(calendar, slot))];
        var cities = await db.Cities.Where(city => request.Cities.Contains(city.Id)).Select(city => city.Id).ToListAsync(cancellationToken);
        var people = await EventPeople.OfCitiesAsync(db, hub.Id, cities, cancellationToken);
        List<FieldProblem> problems = [.. IdeaRules.OfDates(request.Dates, dates, options.Value, clock.GetUtcNow()), .. IdeaRules.OfPeople(people.Count, options.Value)];
        if (problems.Count > 0)
        {
            return new EventInvalid(problems);
        }

        var from = await db.Requests.Where(about => about.Id == request.FromCaseId).Select(about => (Guid?)about.Id).SingleOrDefaultAsync(cancellationToken);
        var opened = await open.RunAsync(
            new CaseOpening(Process, HubEvent.Series, hub, null, (unit, begin, _) =>
            {
                var about = new HubEvent
                {
                    Id = begin.Id,
                    HubId = hub.Id,
                    Number = begin.Number,
                    Title = request.Title.Trim(),
                    StatusSince = begin.At,
                    OpenedAt = begin.At,
                    OpenedById = request.Viewer.PersonId,
                    AdvisorId = request.Viewer.PersonId,
                    InstanceId = begin.InstanceId,
                    Plan = request.Plan.Trimmed(),
                    Dates = [.. dates.OrderBy(date => date.StartsAt)],
                    FromCaseId = from,
                };
                unit.AddRange(people.Select(person => EventPeople.Invite(begin.Id, person)));
                unit.Add(about.Line(begin.At, "HubEvent.Line.Proposed", request.Viewer.PersonId, false));
                return Task.FromResult<Case?>(about);
            }),
            cancellationToken);
        return new EventKept(opened!.Id);
    }
}
