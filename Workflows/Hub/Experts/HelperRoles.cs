using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Cases;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Experts;

/// <summary>Finds the people behind the roles that the pool fills.</summary>
internal static class HelperRoles
{
    public static async Task<IReadOnlyList<Person>> FindAsync(
        HubDb db, Case about, CaseRole role, IReadOnlyList<Guid> without, CancellationToken cancellation)
    {
        var ids = role == CaseRole.Consulted
            ? await ContactsAsync(db, about, cancellation)
            : await db.Candidates.Where(c => c.CaseId == about.Id)
                .Where(c => role == CaseRole.Candidate ? c.State == CandidateState.Asked : c.State == CandidateState.Accepted || c.State == CandidateState.Helping || c.State == CandidateState.Done)
                .Select(c => c.PersonId).ToListAsync(cancellation);
        var people = await db.People.Where(p => p.HubId == about.HubId && p.IsActive && ids.Contains(p.Id) && !without.Contains(p.Id))
            .Where(p => !db.Recusals.Any(recusal => recusal.CaseId == about.Id && recusal.PersonId == p.Id))
            .OrderBy(p => p.Name)
            .ToListAsync(cancellation);
        if (role != CaseRole.HelperMayor || people is not [{ CityId: { } helping }, ..])
        {
            return people;
        }

        var mayors = await db.People.Where(p => p.CityId == helping && p.IsActive && (p.Roles & Roles.Signatory) != 0 && !without.Contains(p.Id))
            .Where(p => !db.Recusals.Any(recusal => recusal.CaseId == about.Id && recusal.PersonId == p.Id))
            .OrderBy(p => p.Name).ToListAsync(cancellation);
        return mayors.Count > 0 ? mayors : people;
    }

    // Of a confidential request nobody outside the hub hears.
    private static async Task<List<Guid>> ContactsAsync(HubDb db, Case about, CancellationToken cancellation)
    {
        var country = await db.Cities.Where(c => c.Id == about.CityId).Select(c => c.Country).SingleOrDefaultAsync(cancellation);
        var contacts = about.IsConfidential ? []
            : await db.Experts.Where(e => e.HubId == about.HubId && e.Kind == HelperKind.Contact && e.IsActive).ToListAsync(cancellation);
        var colleagues = await db.People
            .Where(p => p.HubId == about.HubId && p.CityId == null && p.IsActive && (p.Roles & Roles.Advisor) != 0 && p.Id != about.AdvisorId)
            .Select(p => p.Id).ToListAsync(cancellation);
        return [.. contacts.Where(contact => contact.Countries.Count == 0 || contact.Countries.Contains(country)).Select(contact => contact.PersonId), .. colleagues];
    }
}
