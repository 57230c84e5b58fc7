using StrongCities.Hub.Calendars;
using StrongCities.Hub.Cities;
using StrongCities.Hub.People;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Mail;

/// <summary>When a person may be disturbed: on working days of their calendar, in their own hours or else in office hours.</summary>
internal static class ReaderHours
{
    /// <summary>The first moment from now on.</summary>
    public static async Task<DateTimeOffset> NextAllowedAsync(RuntimeDb db, Person person, DateTimeOffset now, CancellationToken cancellation) =>
        (await CalendarOfAsync(db, person, cancellation)).NextAllowedMoment(now, HoursOf(person));

    /// <summary>When their next digest is due: at the next opening of their hours.</summary>
    public static async Task<DateTimeOffset> NextDigestAsync(RuntimeDb db, Person person, DateTimeOffset now, CancellationToken cancellation)
    {
        var calendar = await CalendarOfAsync(db, person, cancellation);
        var hours = HoursOf(person) ?? OfficeHours.Default;
        var allowed = calendar.NextAllowedMoment(now, hours);
        return allowed > now ? allowed : calendar.NextAllowedMoment(calendar.DueAfter(now, 1, hours) - (hours.Closes - hours.Opens), hours);
    }

    private static OfficeHours? HoursOf(Person person) =>
        person is { MailFrom: { } from, MailUntil: { } until } && from < until ? new OfficeHours { Opens = from, Closes = until } : null;

    private static async Task<WorkingCalendar> CalendarOfAsync(RuntimeDb db, Person person, CancellationToken cancellation)
    {
        var calendar = person.CityId is { } cityId
            ? (await db.Set<City>().FindAsync([cityId], cancellation))?.Calendar
            : (await db.Set<RegionalHub>().FindAsync([person.HubId], cancellation))?.Calendar;
        return WorkingCalendars.Get(calendar ?? throw new InvalidOperationException("A person without city and hub."));
    }
}
