using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Matching;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Risks;

/// <summary>What registers of risks tell the rest of the hub: themes for matching, points for the queue of requests. Only of what a city shares.</summary>
internal static class RiskThemes
{
    private const int TopRisks = 5;

    /// <summary>What a linked risk adds to a request's place in the queue at most.</summary>
    public const int MostPoints = 35;

    /// <summary>The themes of a city's five highest risks.</summary>
    public static IReadOnlyList<string> Top(IEnumerable<Risk> risks) =>
    [
        .. risks.OrderBy(risk => risk.Facts, RiskOrder.HighestFirst).ThenBy(risk => risk.Number).Take(TopRisks).SelectMany(risk => risk.Facts.Themes)
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];

    /// <summary>Points of a risk in the queue: its residual product as a part of the worst there is.</summary>
    /// <param name="risk">The linked risk, or <see langword="null"/>.</param>
    /// <returns>0 to 35.</returns>
    public static int Points(Risk? risk)
    {
        const int Worst = RiskCell.Side * RiskCell.Side;
        return risk is null ? 0 : (int)Math.Round(MostPoints * (decimal)risk.Score.Residual.Product / Worst, MidpointRounding.AwayFromZero);
    }

    /// <summary>Points of the risk that a city linked to a request by asking for help from it: the city itself tells its score, whoever else may read the risk.</summary>
    /// <param name="db">Sees every risk.</param>
    /// <param name="request">The request.</param>
    /// <param name="cancellation">The host stops.</param>
    /// <returns>0 to 35; 0 where no open risk of the same city is linked.</returns>
    public static async Task<int> PointsAsync(HubDb db, SupportRequest request, CancellationToken cancellation) => Points(
        request.Form.RiskId is { } id
            ? await db.Risks.AsNoTracking().SingleOrDefaultAsync(risk => risk.Id == id && risk.CityId == request.CityId && risk.ArchivedAt == null, cancellation)
            : null);

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
