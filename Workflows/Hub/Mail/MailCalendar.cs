using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;

namespace StrongCities.Hub.Mail;

/// <summary>Writes a mail's deadline as a calendar file (RFC 5545): a whole day that keeps nobody busy.</summary>
internal static class MailCalendar
{
    /// <summary>Writes it.</summary>
    /// <param name="order">With deadline and due time; anything else has no calendar.</param>
    /// <param name="mail">Its words and reader.</param>
    /// <param name="page">Where it is done.</param>
    /// <param name="now">The present.</param>
    /// <returns>The file, or <see langword="null"/>.</returns>
    public static CalendarFile? Write(MailOrder order, ComposedMail mail, Uri? page, DateTimeOffset now)
    {
        if (order is not { Deadline: { } deadline, DueAt: { } due })
        {
            return null;
        }

        var day = mail.Language.Day(due);
        var entry = new CalendarEvent
        {
            Uid = deadline.Uid,
            Sequence = deadline.Sequence,
            DtStamp = new CalDateTime(now.UtcDateTime, CalDateTime.UtcTzId),
            DtStart = new CalDateTime(day),
            DtEnd = new CalDateTime(day.AddDays(1)),
            Summary = mail.Content.Subject,
            Description = $"{mail.Content.Heading}\n{mail.Language.Label("AnswerBy")}: {mail.Language.Time(due)}",
            Url = page,
            Organizer = new Organizer($"mailto:{mail.Hub.Email}") { CommonName = CleanText.Line(mail.Hub.Name) },
            Transparency = TransparencyType.Transparent,
            Class = "PRIVATE",
            Status = deadline.IsOver ? EventStatus.Cancelled : EventStatus.Confirmed,
        };
        var calendar = new Calendar { Method = deadline.IsOver ? CalendarMethods.Cancel : CalendarMethods.Publish, ProductId = "-//StrongCities//Mail//EN" };
        calendar.Events.Add(entry);
        return new(new CalendarSerializer().SerializeToString(calendar) ?? "", calendar.Method);
    }
}

/// <summary>A calendar file to attach.</summary>
/// <param name="Text">Lines ended by CR LF.</param>
/// <param name="Method">PUBLISH or CANCEL.</param>
public sealed record CalendarFile(string Text, string Method);
