using StrongCities.Hub.Cities;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Cases;

/// <summary>The last case number that a hub gave in a year, in one of its series.</summary>
public sealed class CaseSeries
{
    /// <summary>The hub.</summary>
    public required Guid HubId { get; init; }

    /// <summary>Stands in the numbers after the hub's prefix; empty for support requests.</summary>
    public required string Series { get; init; }

    /// <summary>The year, by the hub's calendar.</summary>
    public required int Year { get; init; }

    /// <summary>From 1.</summary>
    public required int Last { get; set; }

    /// <summary>Takes the next number, inside the unit that uses it: a refused unit leaves no gap.</summary>
    /// <param name="db">The unit's context.</param>
    /// <param name="hub">The hub.</param>
    /// <param name="series">Which series.</param>
    /// <param name="now">For the year.</param>
    /// <param name="cancellation">The host stops.</param>
    /// <returns>Such as <c>WB-2026-0001</c> or <c>WB-O-2026-0001</c>.</returns>
    public static async Task<string> NextAsync(HubDb db, RegionalHub hub, string series, DateTimeOffset now, CancellationToken cancellation)
    {
        var year = TimeZoneInfo.ConvertTimeBySystemTimeZoneId(now, hub.TimeZone).Year;
        var last = await db.CaseSeries.FindAsync([hub.Id, series, year], cancellation);
        if (last is null)
        {
            last = new CaseSeries { HubId = hub.Id, Series = series, Year = year, Last = 0 };
            db.Add(last);
        }

        last.Last++;
        return $"{hub.NumberPrefix}-{(series.Length == 0 ? "" : $"{series}-")}{year}-{last.Last:D4}";
    }
}
