using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Events;

/// <summary>The hub's events; for a city those to which it is invited.</summary>
/// <param name="Viewer">Anybody signed in who sees cases.</param>
public sealed record ListEvents(Viewer Viewer) : IAsViewer<EventList?>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.City | RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static EventList? NotFound => null;
}

/// <summary>Events as a viewer sees them.</summary>
/// <param name="Coming">Those that are not over, the next first; those without a date last.</param>
/// <param name="Past">Those that are over or called off, newest first.</param>
/// <param name="TimeZone">The reader's.</param>
public sealed record EventList(IReadOnlyList<EventLine> Coming, IReadOnlyList<EventLine> Past, string TimeZone);

/// <summary>An event in a list.</summary>
/// <param name="Event">The event.</param>
/// <param name="Invited">How many people, of those whom the viewer sees.</param>
/// <param name="Yes">How many of them come.</param>
/// <param name="Mine">What the viewer said; <see langword="null"/> where they are not invited.</param>
public sealed record EventLine(HubEvent Event, int Invited, int Yes, EventAnswer? Mine);

internal sealed class ListEventsHandler(HubDbFactory databases) : IRequestHandler<ListEvents, EventList?>
{
    public async Task<EventList?> Handle(ListEvents request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        var found = await db.Cases.OfType<HubEvent>().AsNoTracking().ToListAsync(cancellationToken);
        var ids = found.Select(about => about.Id).ToList();
        var invited = (await db.EventInvitations.AsNoTracking().Where(one => ids.Contains(one.CaseId)).ToListAsync(cancellationToken)).ToLookup(one => one.CaseId);
        List<EventLine> lines =
        [
            .. found.Select(about => new EventLine(
                about, invited[about.Id].Count(), invited[about.Id].Count(one => one.Answer == EventAnswer.Yes), invited[about.Id].FirstOrDefault(one => one.PersonId == request.Viewer.PersonId)?.Answer)),
        ];
        return new EventList(
            [.. lines.Where(line => line.Event.Phase <= EventPhase.Invited).OrderBy(line => line.Event.StartsAt ?? DateTimeOffset.MaxValue).ThenBy(line => line.Event.Number, StringComparer.Ordinal)],
            [.. lines.Where(line => line.Event.Phase > EventPhase.Invited).OrderByDescending(line => line.Event.StartsAt ?? line.Event.StatusSince)],
            await EventZone.OfAsync(db, request.Viewer, cancellationToken));
    }
}

/// <summary>Where a reader's clocks are.</summary>
internal static class EventZone
{
    public static async Task<string> OfAsync(HubDb db, Viewer viewer, CancellationToken cancellation) =>
        await db.Cities.Where(city => city.Id == viewer.CityId).Select(city => city.TimeZone).SingleOrDefaultAsync(cancellation)
            ?? await db.Hubs.Select(hub => hub.TimeZone).SingleAsync(cancellation);
}
