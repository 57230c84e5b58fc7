using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Calendars;
using StrongCities.Hub.Mail;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Assistance;

/// <summary>What all mails of a case share.</summary>
internal static class CaseMail
{
    /// <summary>A link to where the reader can see the case: the city's status page, or the desk.</summary>
    public static MailButton StatusButton(SupportRequest request, Person reader) => reader.CityId is null
        ? new("Button.Case", SitePaths.Case(request.Id), IsSecret: false)
        : new("Button.Status", SitePaths.Request(request.Id), IsSecret: false);

    /// <summary>When a person may be disturbed: in office hours of their own calendar.</summary>
    public static async Task<DateTimeOffset> NextAllowedAsync(HubDb db, Person person, DateTimeOffset now, CancellationToken cancellation)
    {
        var calendar = person.CityId is { } cityId
            ? await db.Cities.Where(city => city.Id == cityId).Select(city => city.Calendar).SingleAsync(cancellation)
            : await db.Hubs.Where(hub => hub.Id == person.HubId).Select(hub => hub.Calendar).SingleAsync(cancellation);
        return WorkingCalendars.Get(calendar).NextAllowedMoment(now);
    }
}
