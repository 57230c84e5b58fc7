using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Opportunities.Process;

/// <summary>The cities that hear of an opportunity: those whose case is open, and those whose case is about to be opened by the outbox.</summary>
internal static class AskedCities
{
    /// <summary>The key of the outbox row that opens a city's case. It exists once, so that no city is asked twice.</summary>
    public static string KeyOf(Guid caseId, Guid cityId) => $"{Start(caseId)}{cityId:N}";

    /// <summary>Looks.</summary>
    /// <param name="db">Sees the whole hub.</param>
    /// <param name="caseId">The hub's case of the opportunity.</param>
    /// <param name="cancellation">The caller gives up.</param>
    /// <returns>Their ids.</returns>
    public static async Task<HashSet<Guid>> OfAsync(HubDb db, Guid caseId, CancellationToken cancellation)
    {
        var open = await db.Cases.OfType<CityOpportunity>().Where(c => c.ParentCaseId == caseId).Select(c => c.CityId!.Value).ToListAsync(cancellation);
        // A process that looked at open cases only would alert the same cities again and again until the outbox has come to them.
        var start = $"{OpportunityStep.OutboxKind}:{Start(caseId)}";
        // Compared, not matched with a pattern: so the index of the keys serves. No id has a sign behind '~'.
        var end = $"{start}~";
        var coming = await db.Outbox.Where(row => row.Key.CompareTo(start) > 0 && row.Key.CompareTo(end) < 0).Select(row => row.Key).ToListAsync(cancellation);
        return [.. open, .. coming.Select(key => Guid.ParseExact(key[start.Length..], "N"))];
    }

    private static string Start(Guid caseId) => $"alert:{caseId:N}:";
}
