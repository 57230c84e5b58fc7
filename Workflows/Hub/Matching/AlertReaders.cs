using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Matching;

/// <summary>Who reads a city's alerts: those whom its interest task asks, found for all cities at once, before there is such a task.</summary>
internal sealed class AlertReaders
{
    private readonly HubDb db;
    private readonly DateTimeOffset now;
    private readonly ILookup<Guid?, Person> people;
    private readonly HashSet<(Guid? CityId, Guid PersonId)> aside;
    private readonly HashSet<Guid> maybeAway;

    private AlertReaders(
        HubDb db, DateTimeOffset now, IEnumerable<Person> people, IEnumerable<(Guid? CityId, Guid PersonId)> aside, IEnumerable<Guid> maybeAway)
    {
        (this.db, this.now) = (db, now);
        (this.people, this.aside, this.maybeAway) = (people.ToLookup(person => person.CityId), [.. aside], [.. maybeAway]);
    }

    /// <summary>Reads what is needed.</summary>
    public static async Task<AlertReaders> LoadAsync(HubDb db, Guid hubId, Guid opportunityId, DateTimeOffset now, CancellationToken cancellation)
    {
        var people = await db.People.AsNoTracking().Where(person => person.HubId == hubId && person.IsActive).OrderBy(person => person.Name).ToListAsync(cancellation);
        var aside = await db.Cases.OfType<CityOpportunity>().Where(about => about.HubId == hubId && about.OpportunityId == opportunityId)
            .Join(db.Recusals, about => about.Id, recusal => recusal.CaseId, (about, recusal) => new { about.CityId, recusal.PersonId }).ToListAsync(cancellation);
        var maybeAway = await db.Absences.Where(absence => absence.EndedAt == null).Select(absence => absence.PersonId).Distinct().ToListAsync(cancellation);
        return new AlertReaders(db, now, people, aside.Select(row => (row.CityId, row.PersonId)), maybeAway);
    }

    /// <summary>
    /// The city's coordinators; without any who binds it; without these the hub's leads, so that nobody's city is forgotten. Whoever is away has
    /// their substitute read for them.
    /// </summary>
    public async Task<IReadOnlyList<Person>> OfAsync(Guid cityId, CancellationToken cancellation)
    {
        var readers = Asked(cityId);
        foreach (var away in readers.Where(person => maybeAway.Contains(person.Id)).ToList())
        {
            if (await Substitutes.OfAsync(db, away, now, cancellation) is { } substitute && !aside.Contains((cityId, substitute.Id)))
            {
                readers.Remove(away);
                readers.AddRange(readers.Any(reader => reader.Id == substitute.Id) ? [] : [substitute]);
            }
        }

        return [.. readers.OrderBy(reader => reader.Name, StringComparer.Ordinal)];
    }

    private List<Person> Asked(Guid cityId)
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
