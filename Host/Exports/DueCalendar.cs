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
using StrongCities.Hub.Mail;

namespace StrongCities.Host.Exports;

/// <summary>Writes what is due as a calendar (RFC 5545): whole days in the city's zone that keep nobody busy.</summary>
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

        return Encoding.UTF8.GetBytes(new CalendarSerializer().SerializeToString(calendar) ?? "");
    }

    private CalendarEvent EventOf(DueLine line, bool ofStaff)
    {
        var local = TimeZoneInfo.ConvertTime(line.DueAt, TimeZoneInfo.FindSystemTimeZoneById(line.City.TimeZone));
        var day = DateOnly.FromDateTime(local.DateTime);
        return new CalendarEvent
        {
            Uid = $"{line.Id:N}@strongcities",
            DtStamp = new CalDateTime(clock.GetUtcNow().UtcDateTime, CalDateTime.UtcTzId),
            DtStart = new CalDateTime(day),
            DtEnd = new CalDateTime(day.AddDays(1)),
            Summary = OneLine(ofStaff ? $"{hub.Find(line.What, [])}: {line.Name} ({line.City.Name})" : $"{hub.Find(line.What, [])}: {line.Name}"),
            Description = $"{line.Case.Number}, {local:HH:mm} {line.City.TimeZone}",
            Url = options.Value.Link(ofStaff ? SitePaths.Case(line.Case.Id) : line.Case.CityPath),
            Class = "PRIVATE",
            Transparency = TransparencyType.Transparent,
        };
    }

    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}
