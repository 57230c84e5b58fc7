using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Cases;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Events;

/// <summary>Finds the people of events.</summary>
internal static class EventPeople
{
    /// <summary>Who is invited, or came. Nobody stands in for them, and nobody is found for any other kind of case.</summary>
    public static async Task<IReadOnlyList<Person>> FindAsync(HubDb db, Case about, CaseRole role, IReadOnlyList<Guid> without, CancellationToken cancellation)
    {
        var ids = await db.EventInvitations.Where(invitation => invitation.CaseId == about.Id && (role == CaseRole.Invited || invitation.Came))
            .Select(invitation => invitation.PersonId).ToListAsync(cancellation);
        return await db.People.Where(person => ids.Contains(person.Id) && person.IsActive && !without.Contains(person.Id))
            .Where(person => !db.Recusals.Any(recusal => recusal.CaseId == about.Id && recusal.PersonId == person.Id))
            .OrderBy(person => person.Name).ToListAsync(cancellation);
    }

    /// <summary>Who is invited when a city is: its coordinators, or else who signs for it.</summary>
    public static async Task<IReadOnlyList<Person>> OfCitiesAsync(HubDb db, Guid hubId, IReadOnlyCollection<Guid> cities, CancellationToken cancellation)
    {
        var voices = await db.People
            .Where(person => person.HubId == hubId && person.IsActive && person.CityId != null && cities.Contains(person.CityId.Value) && (person.Roles & RoleSets.CityVoice) != 0)
            .OrderBy(person => person.Name).ToListAsync(cancellation);
        return [.. voices.GroupBy(person => person.CityId).SelectMany(city => city.Any(IsCoordinator) ? city.Where(IsCoordinator) : city)];
    }

    /// <summary>An invitation for somebody of a city.</summary>
    public static EventInvitation Invite(Guid caseId, Person person, DateTimeOffset? askedAt = null) =>
        new() { CaseId = caseId, PersonId = person.Id, HubId = person.HubId, CityId = person.CityId!.Value, AskedAt = askedAt };

    private static bool IsCoordinator(Person person) => (person.Roles & Roles.Coordinator) != 0;
}
