using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using StrongCities.Hub.Cases;
using StrongCities.Hub.People;

namespace StrongCities.Hub.Mail;

/// <summary>
/// Writes what a mail puts into its reader's calendar (RFC 5545): a meeting as an invitation, or a deadline, or the days of a plan, as whole days
/// that keep nobody busy.
/// </summary>
internal static class MailCalendar
{
    private const string Product = "-//StrongCities//Mail//EN";

    /// <summary>Writes it.</summary>
    /// <param name="order">With the days of a plan, with a meeting, or with deadline and due time; anything else has no calendar.</param>
    /// <param name="mail">Its words and reader.</param>
    /// <param name="address">Where the mail goes: programs look for it among those invited.</param>
    /// <param name="options">Where the site is.</param>
    /// <param name="now">The present.</param>
    /// <returns>The file, or <see langword="null"/>.</returns>
    public static CalendarFile? Write(MailOrder order, ComposedMail mail, string address, MailOptions options, DateTimeOffset now)
    {
        if (order.Days.Count > 0)
        {
            var plan = new Calendar { Method = CalendarMethods.Publish, ProductId = Product };
            foreach (var day in order.Days)
            {
                plan.Events.Add(Signed(DayOf(day, mail), day.Uid, sequence: 0, day.Path, CalendarMethods.Publish));
            }

            return new(new CalendarSerializer().SerializeToString(plan) ?? "", CalendarMethods.Publish, IsMeeting: false);
        }

        if (order.Meeting is { } meeting)
        {
            return Write(MeetingOf(meeting, mail.To, address), meeting.Uid, meeting.Sequence, meeting.Path, meeting.IsOff ? CalendarMethods.Cancel : CalendarMethods.Request);
        }

        return order is { Deadline: { } deadline, DueAt: { } due }
            ? Write(DeadlineOf(due, mail), deadline.Uid, deadline.Sequence, deadline.Path, deadline.IsOver ? CalendarMethods.Cancel : CalendarMethods.Publish)
            : null;

        CalendarFile Write(CalendarEvent entry, string uid, int sequence, string path, string method)
        {
            var calendar = new Calendar { Method = method, ProductId = Product };
            calendar.Events.Add(Signed(entry, uid, sequence, path, method));
            return new(new CalendarSerializer().SerializeToString(calendar) ?? "", method, IsMeeting: order.Meeting is not null);
        }

        CalendarEvent Signed(CalendarEvent entry, string uid, int sequence, string path, string method)
        {
            entry.Uid = uid;
            entry.Sequence = sequence;
            entry.DtStamp = Utc(now);
            entry.Url = options.Link(path);
            entry.Organizer = new Organizer($"mailto:{mail.Hub.Email}") { CommonName = CleanText.Line(mail.Hub.Name) };
            entry.Class = "PRIVATE";
            entry.Status = method == CalendarMethods.Cancel ? EventStatus.Cancelled : EventStatus.Confirmed;
            return entry;
        }
    }

    // A day keeps nobody busy. It has no number of its own that rises: the newest stamp counts.
    private static CalendarEvent DayOf(MailDay planned, ComposedMail mail)
    {
        var day = mail.Language.Day(planned.At);
        return new CalendarEvent
        {
            DtStart = new CalDateTime(day),
            DtEnd = new CalDateTime(day.AddDays(1)),
            Summary = CleanText.Line(mail.Language.Meaning(planned.Title)),
            Description = mail.Language.Time(planned.At),
            Transparency = TransparencyType.Transparent,
        };
    }

    private static CalendarEvent DeadlineOf(DateTimeOffset due, ComposedMail mail)
    {
        var day = mail.Language.Day(due);
        return new CalendarEvent
        {
            DtStart = new CalDateTime(day),
            DtEnd = new CalDateTime(day.AddDays(1)),
            Summary = mail.Content.Subject,
            Description = $"{mail.Content.Heading}\n{mail.Language.Label("AnswerBy")}: {mail.Language.Time(due)}",
            Transparency = TransparencyType.Transparent,
        };
    }

    private static CalendarEvent MeetingOf(MailMeeting meeting, Person reader, string address) => new()
    {
        DtStart = Utc(meeting.StartsAt),
        DtEnd = Utc(meeting.EndsAt),
        Summary = CleanText.Line(meeting.Title),
        Location = meeting.Place.Length > 0 ? CleanText.Line(meeting.Place) : null,
        Attendees = [new Attendee($"mailto:{address}") { CommonName = CleanText.Line(reader.Name), Role = "REQ-PARTICIPANT", ParticipationStatus = "NEEDS-ACTION", Rsvp = false }],
    };

    private static CalDateTime Utc(DateTimeOffset time) => new(time.UtcDateTime, CalDateTime.UtcTzId);
}

/// <summary>A calendar file that goes along.</summary>
/// <param name="Text">Lines ended by CR LF.</param>
/// <param name="Method">REQUEST, PUBLISH or CANCEL.</param>
/// <param name="IsMeeting">Whether mail programs are to treat it as an invitation, or its end, and not as a file.</param>
public sealed record CalendarFile(string Text, string Method, bool IsMeeting);
