using System.Text;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using Microsoft.Extensions.Options;
using StrongCities.Hub.Events;
using StrongCities.Hub.Mail;

namespace StrongCities.Host.Events;

/// <summary>Writes an event as a calendar file (RFC 5545) for whoever has no mail of it at hand: the entry that the invitation brings, too.</summary>
/// <param name="options">Where the site is.</param>
/// <param name="clock">What time it is.</param>
internal sealed class EventCalendar(IOptions<MailOptions> options, TimeProvider clock)
{
    /// <param name="page">Of somebody who is invited.</param>
    /// <returns>The file, or <see langword="null"/> while there is no date.</returns>
    public byte[]? Write(EventPage page)
    {
        var about = page.Event;
        if (page.Mine is not { } mine || about is not { StartsAt: { } from, EndsAt: { } until, Phase: >= EventPhase.Invited })
        {
            return null;
        }

        var calendar = new Calendar { Method = CalendarMethods.Publish, ProductId = "-//StrongCities//Events//EN" };
        calendar.Events.Add(new CalendarEvent
        {
            Uid = $"event.{about.Id:N}.{mine.PersonId:N}@strongcities",
            Sequence = about.Sequence,
            DtStamp = Utc(clock.GetUtcNow()),
            DtStart = Utc(from),
            DtEnd = Utc(until),
            Summary = OneLine(about.Title),
            Location = about.Plan.Place.Length > 0 ? OneLine(about.Plan.Place) : null,
            Url = options.Value.Link(about.CityPath),
            Class = "PRIVATE",
            Status = about.Phase == EventPhase.Cancelled ? EventStatus.Cancelled : EventStatus.Confirmed,
        });
        return Encoding.UTF8.GetBytes(new CalendarSerializer().SerializeToString(calendar) ?? "");
    }

    private static CalDateTime Utc(DateTimeOffset time) => new(time.UtcDateTime, CalDateTime.UtcTzId);

    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}
