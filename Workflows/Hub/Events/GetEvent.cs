using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Cities;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;
using StrongCities.Hub.Tasks;

namespace StrongCities.Hub.Events;

/// <summary>Somebody looks at an event: of the hub, or of a city that is invited.</summary>
/// <param name="Viewer">Who.</param>
/// <param name="Id">The event.</param>
public sealed record GetEvent(Viewer Viewer, Guid Id) : IAsViewer<EventPage?>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.City | RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static EventPage? NotFound => null;
}

/// <summary>The same by the link of the invitation's mail. Its reader sees the programme and their own answer.</summary>
/// <param name="Access">By which way.</param>
public sealed record GetEventByLink(TaskAccess Access) : IRequest<EventPage?>;

/// <summary>An event from all sides. <see langword="null"/> in its place means: not theirs.</summary>
/// <param name="Event">The event.</param>
/// <param name="TimeZone">The reader's.</param>
/// <param name="Invited">Who is invited, by city and name: everybody for the hub, its own people for a city.</param>
/// <param name="Cities">The cities that take part, by name; nobody's name.</param>
/// <param name="Promises">What was promised, the next first: everything for the hub, its own for a city.</param>
public sealed record EventPage(HubEvent Event, string TimeZone, IReadOnlyList<Invitee> Invited, IReadOnlyList<string> Cities, IReadOnlyList<Commitment> Promises)
{
    /// <summary>What the viewer said; <see langword="null"/> where they are not invited.</summary>
    public EventInvitation? Mine { get; init; }

    /// <summary>Who reads it.</summary>
    public Person? Reader { get; init; }

    /// <summary>Whether the viewer may still answer, or say something else.</summary>
    public bool TakesAnswer { get; init; }

    /// <summary>What the viewer can do now.</summary>
    public IReadOnlyList<TaskLine> MyTasks { get; init; } = [];

    /// <summary>For the hub: people of its cities who are not invited.</summary>
    public IReadOnlyList<(Person Person, City City)> Others { get; init; } = [];

    /// <summary>For the hub: people who may promise something, by name.</summary>
    public IReadOnlyList<Person> Doers { get; init; } = [];

    /// <summary>For the hub: newest last.</summary>
    public IReadOnlyList<CaseEvent> Timeline { get; init; } = [];

    /// <summary>How useful it was, of those who said so; <see langword="null"/> where nobody did.</summary>
    public decimal? Usefulness => EventNumbers.Mean([.. Invited.Select(one => one.Invitation)]);
}

/// <summary>Somebody who is invited.</summary>
/// <param name="Invitation">With what came of it.</param>
/// <param name="Person">Who.</param>
/// <param name="City">Their city.</param>
public sealed record Invitee(EventInvitation Invitation, Person Person, City City);

internal sealed class GetEventHandler(HubDbFactory databases, TaskDoor door, TimeProvider clock) : IRequestHandler<GetEvent, EventPage?>, IRequestHandler<GetEventByLink, EventPage?>
{
    public async Task<EventPage?> Handle(GetEventByLink request, CancellationToken cancellationToken) =>
        await door.OpenAsync(request.Access, cancellationToken) is TaskDoorOpen { Page: { Case: HubEvent about, Task.Kind: TaskKind.Attendance } page }
            ? await Handle(new GetEvent(Viewer.Of(page.Actor), about.Id), cancellationToken)
            : null;

    public async Task<EventPage?> Handle(GetEvent request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        if (await db.Cases.OfType<HubEvent>().AsNoTracking().SingleOrDefaultAsync(about => about.Id == request.Id, cancellationToken) is not { } found)
        {
            return null;
        }

        // The names of cities that take part are read past the viewer's own: people of others stay out.
        await using var all = databases.Create(null);
        var everybody = await all.EventInvitations.AsNoTracking().Where(one => one.CaseId == found.Id).ToListAsync(cancellationToken);
        var cities = await all.Cities.AsNoTracking().Where(city => city.HubId == found.HubId).ToDictionaryAsync(city => city.Id, cancellationToken);
        var seen = everybody.Where(one => request.Viewer.IsStaff || one.CityId == request.Viewer.CityId).ToList();
        var ids = seen.Select(one => one.PersonId).ToList();
        var people = await all.People.AsNoTracking().Where(person => ids.Contains(person.Id)).ToDictionaryAsync(person => person.Id, cancellationToken);
        var tasks = await TaskLines.ReadAsync(db, db.Tasks.Where(task => task.CaseId == found.Id && task.State == TaskState.Open), request.Viewer, cancellationToken);
        var mine = seen.FirstOrDefault(one => one.PersonId == request.Viewer.PersonId);
        var page = new EventPage(
            found,
            await EventZone.OfAsync(db, request.Viewer, cancellationToken),
            [.. seen.Select(one => new Invitee(one, people[one.PersonId], cities[one.CityId])).OrderBy(one => one.City.Name, StringComparer.Ordinal).ThenBy(one => one.Person.Name, StringComparer.Ordinal)],
            [.. everybody.Where(one => found.Phase < EventPhase.Invited || TakesPart(found, one)).Select(one => cities[one.CityId].Name).Distinct().Order(StringComparer.Ordinal)],
            await db.Commitments.AsNoTracking().Where(one => one.CaseId == found.Id).OrderBy(one => one.DueOn).ThenBy(one => one.Id).ToListAsync(cancellationToken))
        {
            Mine = mine,
            Reader = await all.People.AsNoTracking().SingleOrDefaultAsync(person => person.Id == request.Viewer.PersonId, cancellationToken),
            TakesAnswer = mine is not null && found.TakesAnswers(clock.GetUtcNow()),
            MyTasks = [.. tasks.Where(line => line.IsMine)],
        };
        if (!request.Viewer.IsStaff)
        {
            // Minutes and what each person answered are the hub's.
            (found.Minutes, found.Poll) = ("", []);
            return page;
        }

        var others = await db.People.AsNoTracking().Where(person => person.CityId != null && person.IsActive && !ids.Contains(person.Id)).OrderBy(person => person.Name).ToListAsync(cancellationToken);
        var invitedCities = seen.Select(one => one.CityId).ToHashSet();
        var staff = await db.People.AsNoTracking().Where(person => person.CityId == null && person.IsActive && (person.Roles & RoleSets.CaseStaff) != 0).OrderBy(person => person.Name).ToListAsync(cancellationToken);
        return page with
        {
            Others = [.. others.Select(person => (person, cities[person.CityId!.Value])).OrderBy(one => one.Item2.Name, StringComparer.Ordinal)],
            Doers = [.. page.Invited.Select(one => one.Person), .. others.Where(person => invitedCities.Contains(person.CityId!.Value)), .. staff],
            Timeline = await db.CaseEvents.AsNoTracking().Where(line => line.CaseId == found.Id).OrderBy(line => line.Id).ToListAsync(cancellationToken),
        };
    }

    private static bool TakesPart(HubEvent about, EventInvitation invitation) =>
        about.ListedAt is null ? invitation.Answer is EventAnswer.Yes or EventAnswer.Maybe : invitation.Came;
}
