using System.Text;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using Microsoft.Extensions.Options;
using StrongCities.Host.Words;
using StrongCities.Hub;
using StrongCities.Hub.Applications.Board;
using StrongCities.Hub.Applications.Feeds;
using StrongCities.Hub.Events;
using StrongCities.Hub.Mail;
using StrongCities.Hub.People;

namespace StrongCities.Host.Exports;

/// <summary>
/// Writes what is due as a calendar (RFC 5545): deadlines as whole days in the city's zone that keep nobody busy, and hub events with their time: certain
/// where the city comes, tentative while it may, cancelled where it was called off.
/// </summary>
/// <param name="hub">The hub's texts.</param>
/// <param name="options">Where the site is.</param>
/// <param name="clock">What time it is.</param>
internal sealed class DueCalendar(HubTexts hub, IOptions<MailOptions> options, TimeProvider clock)
{
    /// <summary>How often programs are asked to look again.</summary>
    private const string Refresh = "PT1H";

    public byte[] Write(FeedRead feed, string name)
    {
        var calendar = new Calendar { Method = CalendarMethods.Publish, ProductId = "-//StrongCities//Applications//EN" };
        calendar.AddProperty("X-WR-CALNAME", name);
        calendar.AddProperty("X-PUBLISHED-TTL", Refresh);
        foreach (var line in feed.Lines)
        {
            calendar.Events.Add(EventOf(line, feed.Reader.CityId is null));
        }

        foreach (var entry in feed.Events)
        {
            calendar.Events.Add(EventOf(entry, feed.Reader));
        }

        return Encoding.UTF8.GetBytes(new CalendarSerializer().SerializeToString(calendar) ?? "");
    }

    private CalendarEvent EventOf(DueLine line, bool ofStaff)
    {
        var local = TimeZoneInfo.ConvertTime(line.DueAt, TimeZoneInfo.FindSystemTimeZoneById(line.City.TimeZone));
        var day = DateOnly.FromDateTime(local.DateTime);
        return new CalendarEvent
        {
            Uid = $"{line.Id:N}@strongcities",
            DtStamp = Utc(clock.GetUtcNow()),
            DtStart = new CalDateTime(day),
            DtEnd = new CalDateTime(day.AddDays(1)),
            Summary = OneLine(ofStaff ? $"{hub.Find(line.What, [])}: {line.Name} ({line.City.Name})" : $"{hub.Find(line.What, [])}: {line.Name}"),
            Description = $"{line.Case.Number}, {local:HH:mm} {line.City.TimeZone}",
            Url = options.Value.Link(ofStaff ? SitePaths.Case(line.Case.Id) : line.Case.CityPath),
            Class = "PRIVATE",
            Transparency = TransparencyType.Transparent,
        };
    }

    // The same entry as the invitation's own, so that whoever has both has it once.
    private CalendarEvent EventOf(EventEntry entry, Person reader)
    {
        var about = entry.Event;
        return new CalendarEvent
        {
            Uid = $"event.{about.Id:N}.{reader.Id:N}@strongcities",
            Sequence = about.Sequence,
            DtStamp = Utc(clock.GetUtcNow()),
            DtStart = Utc(about.StartsAt!.Value),
            DtEnd = Utc(about.EndsAt!.Value),
            Summary = OneLine(about.Title),
            Description = entry.IsOff ? about.Number : $"{about.Number}, {hub.Find($"HubEvent.Answer.{entry.Answer}", [])}",
            Location = about.Plan.Place.Length > 0 ? OneLine(about.Plan.Place) : null,
            Url = options.Value.Link(about.CityPath),
            Class = "PRIVATE",
            Status = entry.IsOff ? EventStatus.Cancelled : entry.Answer == EventAnswer.Yes ? EventStatus.Confirmed : EventStatus.Tentative,
            Transparency = entry.IsOff ? TransparencyType.Transparent : TransparencyType.Opaque,
        };
    }

    private static CalDateTime Utc(DateTimeOffset time) => new(time.UtcDateTime, CalDateTime.UtcTzId);

    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}
