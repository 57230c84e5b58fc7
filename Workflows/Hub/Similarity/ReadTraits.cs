using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Cities;
using StrongCities.Hub.Matching;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Risks;

namespace StrongCities.Hub.Similarity;

/// <summary>Reads what is compared of cities, with the eyes of whoever compares: a risk that they may not read counts nothing.</summary>
internal static class ReadTraits
{
    /// <param name="db">With its viewer's filter.</param>
    /// <param name="cities">Which cities.</param>
    /// <param name="cancellation">The caller gives up.</param>
    public static async Task<IReadOnlyDictionary<Guid, CityTraits>> OfAsync(HubDb db, IReadOnlyList<City> cities, CancellationToken cancellation)
    {
        var running = await RunningRegisters.OfAsync(db, cities[0].HubId, cancellation);
        var risks = (await db.Risks.AsNoTracking().Where(risk => risk.ArchivedAt == null && running.Contains(risk.CaseId)).ToListAsync(cancellation)).ToLookup(risk => risk.CityId);
        var profiles = await db.CityProfiles.AsNoTracking().ToDictionaryAsync(row => row.CityId, row => row.Profile, cancellation);
        var cases = (await db.Cases.OfType<CaseOfOpportunity>().AsNoTracking().Where(about => about.CityId != null && !about.IsConfidential)
            .Select(about => new { about.CityId, about.OpportunityId, about.Title }).ToListAsync(cancellation)).ToLookup(about => about.CityId!.Value);
        return cities.ToDictionary(city => city.Id, city =>
        {
            var profile = profiles.GetValueOrDefault(city.Id, CityProfile.Empty);
            return new CityTraits(city.Id, city.Population)
            {
                Risks = risks[city.Id].SelectMany(risk => risk.Facts.Themes, (risk, theme) => (Theme: theme, risk.Score.Residual.Product))
                    .GroupBy(pair => pair.Theme, StringComparer.Ordinal).ToDictionary(theme => theme.Key, theme => theme.Max(pair => pair.Product), StringComparer.Ordinal),
                Themes = profile.Priorities.ToHashSet(StringComparer.Ordinal),
                Languages = (profile.Languages ?? []).Append(city.Language).Select(language => language.Split('-')[0]).ToHashSet(StringComparer.Ordinal),
                Cases = cases[city.Id].GroupBy(about => about.OpportunityId).ToDictionary(about => about.Key, about => about.First().Title),
            };
        });
    }
}
