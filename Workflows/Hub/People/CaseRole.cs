using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.People;

/// <summary>Whom a process means, without naming anybody.</summary>
public enum CaseRole
{
    /// <summary>Nobody.</summary>
    Nobody,

    /// <summary>Who submitted the request; the city's coordinators when they have left.</summary>
    Asker,

    /// <summary>The city's coordinators.</summary>
    Coordinator,

    /// <summary>Who binds the city.</summary>
    Signatory,

    /// <summary>The advisor who owns the case; all advisors of the hub while nobody does.</summary>
    Advisor,

    /// <summary>Who leads the hub.</summary>
    HubLead,
}

/// <summary>Finds the people behind a role.</summary>
internal static class CaseRoles
{
    /// <summary>The roles as choices of a drop-down.</summary>
    public static IReadOnlyList<string> Names { get; } = Enum.GetNames<CaseRole>();

    /// <summary>Whose turn it is when this role is asked.</summary>
    public static CaseParty PartyOf(CaseRole role) => role switch
    {
        CaseRole.Nobody => CaseParty.Nobody,
        CaseRole.Advisor or CaseRole.HubLead => CaseParty.Hub,
        _ => CaseParty.City,
    };

    /// <summary>
    /// The active people, at least one where there is anybody: an empty role falls to the next (signatory to coordinator and back, advisor to
    /// lead). Of a confidential request only the asker is told on the city's side, as long as they are there.
    /// </summary>
    public static async Task<IReadOnlyList<Person>> FindAsync(HubDb db, SupportRequest request, CaseRole role, CancellationToken cancellation)
    {
        if (PartyOf(role) == CaseParty.City)
        {
            var city = await db.People.Where(p => p.CityId == request.CityId && p.IsActive).OrderBy(p => p.Name).ToListAsync(cancellation);
            var asker = city.Where(p => p.Id == request.SubmittedById).ToList();
            var wanted = role == CaseRole.Asker || request.Form.Confidential ? asker : With(city, role == CaseRole.Signatory ? Roles.Signatory : Roles.Coordinator);
            return FirstOf(wanted, With(city, Roles.Coordinator), With(city, Roles.Signatory), asker);
        }

        var staff = await db.People.Where(p => p.HubId == request.HubId && p.CityId == null && p.IsActive).OrderBy(p => p.Name).ToListAsync(cancellation);
        var leads = With(staff, Roles.HubLead);
        return role switch
        {
            CaseRole.Advisor => FirstOf([.. staff.Where(p => p.Id == request.AdvisorId)], With(staff, Roles.Advisor), leads),
            CaseRole.HubLead => leads,
            _ => [],
        };
    }

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
