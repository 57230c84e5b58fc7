using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Cities;
using StrongCities.Hub.Matching;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Risks;

namespace StrongCities.Hub.Experts;

/// <summary>Reads the pool with its load and results, and what a case needs: themes that somebody chose, or else those of the risk it is about, or else those that matter most to the city.</summary>
internal static class HelperPool
{
    public static async Task<IReadOnlyList<HelperFacts>> ReadAsync(HubDb db, Guid hubId, CancellationToken cancellation)
    {
        var rows = await (
            from expert in db.Experts.AsNoTracking()
            join person in db.People on expert.PersonId equals person.Id
            join city in db.Cities on person.CityId equals (Guid?)city.Id into cities
            from city in cities.DefaultIfEmpty()
            where expert.HubId == hubId
            select new { expert, person.Name, person.IsActive, CityId = (Guid?)city.Id, City = (string?)city.Name }).ToListAsync(cancellation);
        // Past the filter: how much somebody has to do is no secret of the cases.
        var past = await db.Candidates.IgnoreQueryFilters().AsNoTracking().Where(c => c.HubId == hubId)
            .Select(c => new { c.ExpertId, c.State, c.Usefulness }).ToListAsync(cancellation);
        var byExpert = past.ToLookup(candidate => candidate.ExpertId);
        foreach (var row in rows)
        {
            row.expert.IsActive &= row.IsActive;
        }

        return
        [
            .. rows.Select(row => new HelperFacts(
                row.expert,
                row.expert.Kind == HelperKind.PeerCity ? row.City ?? row.Name : row.Name,
                row.CityId,
                byExpert[row.expert.Id].Count(c => c.State is CandidateState.Accepted or CandidateState.Helping),
                [.. byExpert[row.expert.Id].Select(c => c.Usefulness).OfType<int>()])),
        ];
    }

    public static async Task<HelpNeed> NeedOfAsync(HubDb db, Case about, Risk? risk, IReadOnlyList<string> chosen, CancellationToken cancellation)
    {
        var city = await db.Cities.AsNoTracking().SingleAsync(c => c.Id == about.CityId, cancellation);
        var profile = await db.CityProfiles.AsNoTracking().SingleOrDefaultAsync(p => p.CityId == city.Id, cancellation);
        var recused = await db.Recusals.Where(r => r.CaseId == about.Id).Select(r => r.PersonId).ToListAsync(cancellation);
        var proposed = await db.Candidates.Where(c => c.CaseId == about.Id).Select(c => c.PersonId).ToListAsync(cancellation);
        return new HelpNeed(
            city.Id,
            SeatOf(city),
            [Code(city.Language)],
            chosen.Count > 0 ? chosen : risk?.Facts.Themes ?? [.. profile?.Profile.Priorities ?? []],
            [.. recused, .. proposed]);
    }

    /// <summary>Where a city lies: the shipped places know it by its number at GeoNames.</summary>
    public static Seat SeatOf(City city)
    {
        var place = SampleCities.All.FirstOrDefault(known => known.GeoNamesId == city.GeoNamesId);
        return new Seat(city.Name, city.Country, place?.Latitude, place?.Longitude);
    }

    // A language without its script.
    private static string Code(string tag) => tag.Split('-')[0];
}
