using System.Diagnostics.CodeAnalysis;

namespace StrongCities.Hub.Opportunities.CommonGrants;

/// <summary>
/// In which zone the deadlines of a source system are, where its records don't say: CommonGrants has no field for it. The EU portal means Brussels and
/// writes most of its times as a clock there shows them, some in UTC; taken as Brussels time, none is later than what was meant. Grants.gov means
/// Washington.
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
            not null when sourceSystem.StartsWith("EU Funding", StringComparison.OrdinalIgnoreCase) => day with { Zone = Brussels },
            not null when sourceSystem.StartsWith("Grants.gov", StringComparison.OrdinalIgnoreCase) => day with { Zone = Washington },
            _ => day,
        };
    }
}
