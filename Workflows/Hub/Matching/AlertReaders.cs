using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Matching;

/// <summary>Who reads a city's alerts: those whom its interest task asks, found for all cities at once.</summary>
internal sealed class AlertReaders
{
    private readonly ILookup<Guid?, Person> people;
    private readonly HashSet<(Guid? CityId, Guid PersonId)> aside;

    private AlertReaders(IEnumerable<Person> people, IEnumerable<(Guid? CityId, Guid PersonId)> aside) =>
        (this.people, this.aside) = (people.ToLookup(person => person.CityId), [.. aside]);

    /// <summary>Reads what is needed.</summary>
    public static async Task<AlertReaders> LoadAsync(HubDb db, Guid hubId, Guid opportunityId, CancellationToken cancellation)
    {
        var people = await db.People.AsNoTracking().Where(person => person.HubId == hubId && person.IsActive).OrderBy(person => person.Name).ToListAsync(cancellation);
        var aside = await db.Cases.OfType<CityOpportunity>().Where(about => about.HubId == hubId && about.OpportunityId == opportunityId)
            .Join(db.Recusals, about => about.Id, recusal => recusal.CaseId, (about, recusal) => new { about.CityId, recusal.PersonId }).ToListAsync(cancellation);
        return new AlertReaders(people, aside.Select(row => (row.CityId, row.PersonId)));
    }

    /// <summary>The city's coordinators; without any who binds it; without these the hub's leads, so that nobody's city is forgotten.</summary>
    public IReadOnlyList<Person> Of(Guid cityId)
    {
        foreach (var (home, role) in ((Guid?, Roles)[])[(cityId, Roles.Coordinator), (cityId, Roles.Signatory), (null, Roles.HubLead)])
        {
            if (people[home].Where(person => person.Roles.HasFlag(role) && !aside.Contains((cityId, person.Id))).ToList() is { Count: > 0 } found)
            {
                return found;
            }
        }

        return [];
    }
}
