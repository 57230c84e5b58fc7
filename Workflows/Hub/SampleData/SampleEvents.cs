using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Calendars;
using StrongCities.Hub.Events;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.SampleData;

/// <summary>One invented event of the sample hub, whose date poll has just begun.</summary>
public sealed class SampleEvents(HubDbFactory databases, IMediator mediator, TimeProvider clock)
{
    private static readonly string[] Cities = ["gjilan", "prijedor", "ulcinj"];

    /// <summary>In how many working days the dates lie that are offered.</summary>
    private static readonly int[] Days = [30, 32, 36];

    private static readonly EventPlan Plan = new(
        "Three cities that want a local safety council meet one that has had its own for years. Each goes home with a first agenda and a date.", "", ["en"]);

    /// <summary>Plants it by what an advisor would do.</summary>
    /// <param name="advisor">At the hub.</param>
    /// <param name="cancellation">The host stops.</param>
    /// <returns>When it is stored.</returns>
    public async Task RunAsync(Viewer advisor, CancellationToken cancellation)
    {
        await using var db = databases.Create(advisor);
        var cities = await db.Cities.Where(city => Cities.Contains(city.Key)).Select(city => city.Id).ToListAsync(cancellation);
        var hub = WorkingCalendars.Get(await db.Hubs.Select(one => one.Calendar).SingleAsync(cancellation));
        var today = hub.LocalDay(clock.GetUtcNow());
        EventSlot[] dates = [.. Days.Select(days => new EventSlot(hub.AddWorkingDays(today, days), new TimeOnly(10, 0), new TimeOnly(15, 30)))];
        if (await mediator.Send(new ProposeEvent(advisor, "Local safety councils: how to begin", Plan, cities, dates), cancellation) is not EventKept kept)
        {
            throw new InvalidOperationException("The sample event was not taken.");
        }

        await mediator.Send(new StartPoll(advisor, kept.Id), cancellation);
    }
}
