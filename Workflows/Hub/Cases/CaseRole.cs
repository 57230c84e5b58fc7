using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Events;
using StrongCities.Hub.Experts;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Cases;

/// <summary>Whom a process means, without naming anybody.</summary>
public enum CaseRole
{
    /// <summary>Nobody.</summary>
    Nobody,

    /// <summary>Who submitted the request; the city's coordinators when they have left, unless it is confidential.</summary>
    Asker,

    /// <summary>The coordinator who leads the case; all coordinators of the city while nobody does.</summary>
    Coordinator,

    /// <summary>Who binds the city.</summary>
    Signatory,

    /// <summary>The advisor who owns the case; all advisors of the hub while nobody does.</summary>
    Advisor,

    /// <summary>Who leads the hub.</summary>
    HubLead,

    /// <summary>The city's finance; its coordinators where it has none.</summary>
    Finance,

    /// <summary>The secretary of the city's council; its coordinators where it has none.</summary>
    CouncilSecretary,

    /// <summary>The city's departments: everybody there but coordinators and who signs; its coordinators where it has nobody else.</summary>
    Departments,

    /// <summary>The candidate who is asked to help now; nobody when they stepped aside.</summary>
    Candidate,

    /// <summary>Who helps, or has said that they will; the case's advisor where it is nobody of the pool.</summary>
    Helper,

    /// <summary>Who binds the city that helps; its coordinator, or else whoever helps.</summary>
    HelperMayor,

    /// <summary>Who may object to a request: the contacts of its country in the pool, and the hub's other advisors; its lead where there is nobody.</summary>
    Consulted,

    /// <summary>Everybody who is invited to an event.</summary>
    Invited,

    /// <summary>Everybody who came to it.</summary>
    Came,
}

/// <summary>Finds the people behind a role.</summary>
internal static class CaseRoles
{
    /// <summary>The roles as choices of a drop-down.</summary>
    public static IReadOnlyList<string> Names { get; } = Enum.GetNames<CaseRole>();

    /// <summary>What a designer reads instead of their names.</summary>
    public static IReadOnlyDictionary<string, string> Texts { get; } = new Dictionary<string, string>
    {
        [nameof(CaseRole.Nobody)] = "Nobody",
        [nameof(CaseRole.Asker)] = "Who asked for help",
        [nameof(CaseRole.Coordinator)] = "The city's coordinators",
        [nameof(CaseRole.Signatory)] = "The mayor, or whoever signs for the city",
        [nameof(CaseRole.Advisor)] = "The case's advisor",
        [nameof(CaseRole.HubLead)] = "The hub's lead",
        [nameof(CaseRole.Finance)] = "The city's finance",
        [nameof(CaseRole.CouncilSecretary)] = "The secretary of the city's council",
        [nameof(CaseRole.Departments)] = "The city's departments",
        [nameof(CaseRole.Candidate)] = "The candidate whose turn it is",
        [nameof(CaseRole.Helper)] = "Whoever helps the city",
        [nameof(CaseRole.HelperMayor)] = "The mayor of the city that helps",
        [nameof(CaseRole.Consulted)] = "Contacts and colleagues who may object",
        [nameof(CaseRole.Invited)] = "Everybody who is invited to the event",
        [nameof(CaseRole.Came)] = "Everybody who came to the event",
    };

    /// <summary>Whose turn it is when this role is asked.</summary>
    public static CaseParty PartyOf(CaseRole role) => role switch
    {
        CaseRole.Nobody => CaseParty.Nobody,
        CaseRole.Advisor or CaseRole.HubLead or CaseRole.Candidate or CaseRole.Helper or CaseRole.HelperMayor or CaseRole.Consulted => CaseParty.Hub,
        _ => CaseParty.City,
    };

    /// <summary>
    /// The active people, at least one: an empty role falls to the next (signatory to coordinator and back, advisor to lead), and at last to
    /// the hub's leads, so that no case waits for nobody. Of a confidential request nobody in the city but the asker is told, and whoever
    /// stepped aside from a case is told nothing more about it.
    /// </summary>
    /// <param name="db">The unit's context.</param>
    /// <param name="about">The case.</param>
    /// <param name="role">Who is meant.</param>
    /// <param name="cancellation">The host stops.</param>
    /// <param name="without">People who do not count, as if they did not hold the role.</param>
    public static async Task<IReadOnlyList<Person>> FindAsync(
        HubDb db, Case about, CaseRole role, CancellationToken cancellation, params IReadOnlyList<Guid> without)
    {
        if (role == CaseRole.Nobody)
        {
            return [];
        }

        if (role is CaseRole.Candidate or CaseRole.Helper or CaseRole.HelperMayor or CaseRole.Consulted)
        {
            // Nobody stands in for a candidate; for the others somebody of the hub does.
            var helpers = await HelperRoles.FindAsync(db, about, role, without, cancellation);
            return helpers.Count > 0 || role == CaseRole.Candidate ? helpers
                : await FindAsync(db, about, role == CaseRole.Consulted ? CaseRole.HubLead : CaseRole.Advisor, cancellation, without);
        }

        if (role is CaseRole.Invited or CaseRole.Came)
        {
            return await EventPeople.FindAsync(db, about, role, without, cancellation);
        }

        var active = await db.People
            .Where(p => p.HubId == about.HubId && (p.CityId == null || p.CityId == about.CityId) && p.IsActive && !without.Contains(p.Id))
            .Where(p => !db.Recusals.Any(recusal => recusal.CaseId == about.Id && recusal.PersonId == p.Id))
            .OrderBy(p => p.Name)
            .ToListAsync(cancellation);
        var city = active.Where(p => p.CityId is not null).ToList();
        var staff = active.Where(p => p.CityId is null).ToList();
        var asker = With(city, RoleSets.CityVoice).Where(p => p.Id == about.OpenedById).ToList();
        var leads = With(staff, Roles.HubLead);
        var coordinators = With(city, Roles.Coordinator);
        coordinators = FirstOf([.. coordinators.Where(p => p.Id == about.CoordinatorId)], coordinators);
        return role switch
        {
            // There is always a lead, but all may have stepped aside or be barred.
            CaseRole.HubLead => FirstOf(leads, With(staff, RoleSets.CaseStaff)),
            CaseRole.Advisor => FirstOf([.. With(staff, RoleSets.CaseStaff).Where(p => p.Id == about.AdvisorId)], With(staff, Roles.Advisor), leads),
            _ when about.IsConfidential => FirstOf(asker, leads),
            _ => FirstOf(
                role switch
                {
                    CaseRole.Asker => asker,
                    CaseRole.Signatory => With(city, Roles.Signatory),
                    CaseRole.Finance => With(city, Roles.Finance),
                    CaseRole.CouncilSecretary => With(city, Roles.CouncilSecretary),
                    CaseRole.Departments => [.. With(city, RoleSets.City & ~RoleSets.CityVoice).Where(p => (p.Roles & RoleSets.CityVoice) == 0)],
                    _ => coordinators,
                },
                coordinators,
                With(city, Roles.Signatory),
                leads),
        };
    }

    /// <summary>
    /// Whether somebody who was asked in a role may still act in it. An advisor keeps what they were asked before the case got its owner.
    /// </summary>
    public static async Task<bool> FitsAsync(HubDb db, Case about, CaseRole role, Person person, CancellationToken cancellation) =>
        (role == CaseRole.Advisor && person.IsActive && person.HubId == about.HubId && person.CityId is null && person.Roles.HasFlag(Roles.Advisor))
        || (await FindAsync(db, about, role, cancellation)).Any(found => found.Id == person.Id);

    /// <summary>Everybody who could act for a side of a case at all.</summary>
    public static async Task<IReadOnlyList<Person>> ReserveAsync(
        HubDb db, Case about, CaseParty party, CancellationToken cancellation, params IReadOnlyList<Guid> without) =>
        await db.People
            .Where(p => p.HubId == about.HubId && p.IsActive && !without.Contains(p.Id))
            .Where(p => party == CaseParty.City
                ? p.CityId == about.CityId && (p.Roles & RoleSets.CityVoice) != 0 && (!about.IsConfidential || p.Id == about.OpenedById)
                : p.CityId == null && (p.Roles & RoleSets.CaseStaff) != 0)
            .Where(p => !db.Recusals.Any(recusal => recusal.CaseId == about.Id && recusal.PersonId == p.Id))
            .OrderByDescending(p => p.Roles & Roles.HubLead).ThenBy(p => p.Name)
            .ToListAsync(cancellation);

    private static List<Person> With(List<Person> people, Roles role) => [.. people.Where(p => (p.Roles & role) != 0)];

    private static List<Person> FirstOf(params ReadOnlySpan<List<Person>> groups)
    {
        foreach (var group in groups)
        {
            if (group.Count > 0)
            {
                return group;
            }
        }

        return [];
    }
}
