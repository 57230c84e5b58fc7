using System.Diagnostics.CodeAnalysis;

namespace StrongCities.Hub.Opportunities.CommonGrants;

/// <summary>
/// In which zone the deadlines of a source system are, where its records don't say: CommonGrants has no field for it. The EU portal's feed writes
/// its times in UTC and means Brussels; Grants.gov means Washington.
/// </summary>
internal static class FunderZones
{
    public const string Brussels = "Europe/Brussels";
    public const string Washington = "America/New_York";

    /// <summary>A close date as the funder means it.</summary>
    /// <param name="close">As read.</param>
    /// <param name="sourceSystem">The record's custom field.</param>
    /// <param name="zone">The record's own word on the zone.</param>
    [return: NotNullIfNotNull(nameof(close))]
    public static KeyDate? Place(KeyDate? close, string? sourceSystem, string? zone)
    {
        if (close is not DayDate day)
        {
            return close;
        }

        if (zone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
        {
            return day with { Zone = zone };
        }

        return sourceSystem switch
        {
            not null when sourceSystem.StartsWith("EU Funding", StringComparison.OrdinalIgnoreCase) => InBrussels(day),
            not null when sourceSystem.StartsWith("Grants.gov", StringComparison.OrdinalIgnoreCase) => day with { Zone = Washington },
            _ => day,
        };
    }

    private static DayDate InBrussels(DayDate day)
    {
        if (day.Time is not { } time)
        {
            return day with { Zone = Brussels };
        }

        var local = TimeZoneInfo.ConvertTime(new DateTimeOffset(day.Day.ToDateTime(time), TimeSpan.Zero), Deadline.ZoneOf(Brussels));
        return day with { Day = DateOnly.FromDateTime(local.DateTime), Time = TimeOnly.FromDateTime(local.DateTime), Zone = Brussels };
    }
}
