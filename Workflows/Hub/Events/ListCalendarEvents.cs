using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Events;

/// <summary>What a city's calendar shows of events: those to which somebody of it comes or may still come, and those that were called off.</summary>
/// <param name="Viewer">Of a city.</param>
public sealed record ListCalendarEvents(Viewer Viewer) : IAsViewer<IReadOnlyList<EventEntry>>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.City;

    /// <inheritdoc/>
    public static IReadOnlyList<EventEntry> NotFound => [];
}

/// <summary>An event in a calendar.</summary>
/// <param name="Event">With its date.</param>
/// <param name="Answer">What the city said, the surest of its people: yes before perhaps before nothing yet. Never no.</param>
public sealed record EventEntry(HubEvent Event, EventAnswer Answer)
{
    /// <summary>Whether it is called off.</summary>
    public bool IsOff => Event.Phase == EventPhase.Cancelled;
}

internal sealed class ListCalendarEventsHandler(HubDbFactory databases, IOptions<EventOptions> options, TimeProvider clock) : IRequestHandler<ListCalendarEvents, IReadOnlyList<EventEntry>>
{
    public async Task<IReadOnlyList<EventEntry>> Handle(ListCalendarEvents request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        var now = clock.GetUtcNow();
        var oldest = now - TimeSpan.FromDays(options.Value.CalendarDays);
        // A date that nobody was invited to is in no calendar, whatever became of it.
        var events = (await db.Cases.OfType<HubEvent>().AsNoTracking().Where(about => about.PlacedAt != null).ToListAsync(cancellationToken))
            .Where(about => about is { StartsAt: not null, EndsAt: { } end } && end >= oldest).ToList();
        var ids = events.ConvertAll(about => about.Id);
        var invited = await db.EventInvitations.AsNoTracking().Where(one => ids.Contains(one.CaseId) && one.AskedAt != null).ToListAsync(cancellationToken);
        return
        [
            .. from about in events
               orderby about.StartsAt, about.Id
               let answer = Surest([.. invited.Where(one => one.CaseId == about.Id).Select(one => one.Answer)])
               // Once it has begun an invitation is no longer open.
               where answer == EventAnswer.Yes || (answer != EventAnswer.No && about.StartsAt > now)
               select new EventEntry(about, answer),
        ];
    }

    private static EventAnswer Surest(IReadOnlyList<EventAnswer> answers) =>
        new[] { EventAnswer.Yes, EventAnswer.Maybe, EventAnswer.Invited }.Where(answers.Contains).Append(EventAnswer.No).First();
}
