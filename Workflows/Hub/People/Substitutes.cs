using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.People;

/// <summary>Finds who stands in for whom.</summary>
internal static class Substitutes
{
    // A substitute of a substitute of a substitute: whoever wants more has nobody.
    private const int MaxChain = 3;

    /// <summary>Who stands in for somebody today; whoever is away too is passed over for their own substitute.</summary>
    /// <returns><see langword="null"/> when they are not away, or when nobody is there for them.</returns>
    public static async Task<Person?> OfAsync(HubDb db, Person person, DateTimeOffset now, CancellationToken cancellation)
    {
        var at = person;
        var seen = new HashSet<Guid> { person.Id };
        for (var step = 0; step < MaxChain && await AbsenceOfAsync(db, at, now, cancellation) is { } absence; step++)
        {
            var next = await db.People.SingleOrDefaultAsync(p => p.Id == absence.SubstituteId && p.IsActive, cancellation);
            if (next is null || !seen.Add(next.Id) || next.HubId != person.HubId || next.CityId != person.CityId)
            {
                return null;
            }

            at = next;
        }

        return at == person || await AbsenceOfAsync(db, at, now, cancellation) is not null ? null : at;
    }

    /// <summary>Why somebody is away today, or <see langword="null"/>.</summary>
    public static async Task<Absence?> AbsenceOfAsync(HubDb db, Person person, DateTimeOffset now, CancellationToken cancellation)
    {
        var today = await TodayAsync(db, person, now, cancellation);
        return await db.Absences.Where(a => a.PersonId == person.Id && a.EndedAt == null && a.From <= today && a.Until >= today)
            .OrderBy(a => a.SetAt).LastOrDefaultAsync(cancellation);
    }

    /// <summary>The day that it is where somebody works.</summary>
    public static async Task<DateOnly> TodayAsync(HubDb db, Person person, DateTimeOffset now, CancellationToken cancellation)
    {
        var zone = person.CityId is { } cityId
            ? await db.Cities.IgnoreQueryFilters().Where(city => city.Id == cityId).Select(city => city.TimeZone).SingleAsync(cancellation)
            : await db.Hubs.IgnoreQueryFilters().Where(hub => hub.Id == person.HubId).Select(hub => hub.TimeZone).SingleAsync(cancellation);
        return DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(zone)).DateTime);
    }
}
