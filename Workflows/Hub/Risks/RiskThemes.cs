using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Matching;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Risks;

/// <summary>What registers of risks tell the rest of the hub: themes for matching. Only of what a city shares.</summary>
internal static class RiskThemes
{
    private const int TopRisks = 5;

    /// <summary>The themes of a city's five highest risks.</summary>
    public static IReadOnlyList<string> Top(IEnumerable<Risk> risks) =>
    [
        .. risks.OrderBy(risk => risk.Facts, RiskOrder.HighestFirst).ThenBy(risk => risk.Number).Take(TopRisks).SelectMany(risk => risk.Facts.Themes)
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];

    /// <summary>Adds the themes of cities' highest shared risks to what their profiles call high, for judging opportunities.</summary>
    /// <param name="db">Sees every risk; only those that the hub may read are taken, since advisors read the reasons.</param>
    /// <param name="hubId">The hub.</param>
    /// <param name="profiles">By city; those that have none said get one.</param>
    /// <param name="cancellation">The host stops.</param>
    public static async Task AddAsync(HubDb db, Guid hubId, Dictionary<Guid, CityProfile> profiles, CancellationToken cancellation)
    {
        var running = await RunningRegisters.OfAsync(db, hubId, cancellation);
        if (running.Count == 0)
        {
            return;
        }

        var shared = await db.Risks.AsNoTracking()
            .Where(risk => risk.ArchivedAt == null && running.Contains(risk.CaseId) && (risk.Visibility == RiskVisibility.Hub || risk.Visibility == RiskVisibility.Network))
            .ToListAsync(cancellation);
        foreach (var city in shared.GroupBy(risk => risk.CityId))
        {
            var profile = profiles.GetValueOrDefault(city.Key, CityProfile.Empty);
            profiles[city.Key] = profile with { HighRisks = [.. profile.HighRisks.Concat(Top(city)).Distinct(StringComparer.OrdinalIgnoreCase)] };
        }
    }
}
