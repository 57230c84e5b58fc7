using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Cities;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Assistance;

/// <summary>The last case number that a hub gave in a year.</summary>
public sealed class CaseSeries
{
    /// <summary>The hub.</summary>
    public required Guid HubId { get; init; }

    /// <summary>The year, by the hub's calendar.</summary>
    public required int Year { get; init; }

    /// <summary>From 1.</summary>
    public required int Last { get; set; }

    /// <summary>Takes the next number, inside the unit that uses it: a refused unit leaves no gap.</summary>
    /// <param name="db">The unit's context.</param>
    /// <param name="hub">The hub.</param>
    /// <param name="now">For the year.</param>
    /// <param name="cancellation">The host stops.</param>
    /// <returns>Such as <c>WB-2026-0001</c>.</returns>
    public static async Task<string> NextAsync(HubDb db, RegionalHub hub, DateTimeOffset now, CancellationToken cancellation)
    {
        var year = TimeZoneInfo.ConvertTimeBySystemTimeZoneId(now, hub.TimeZone).Year;
        var series = await db.CaseSeries.SingleOrDefaultAsync(s => s.HubId == hub.Id && s.Year == year, cancellation);
        if (series is null)
        {
            series = new CaseSeries { HubId = hub.Id, Year = year, Last = 0 };
            db.Add(series);
        }

        series.Last++;
        return $"{hub.NumberPrefix}-{year}-{series.Last:D4}";
    }
}
