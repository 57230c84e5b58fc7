using System.ComponentModel.DataAnnotations;
using System.Globalization;
using CsCheck;
using StrongCities.Hub.Calendars;
using Xunit;

namespace StrongCities.Host.Tests.Calendars;

public sealed class OfficeTimeTests
{
    private static readonly Gen<WorkingCalendar> AnyCalendar = Gen.Int[0, WorkingCalendars.All.Count - 1].Select(i => WorkingCalendars.All[i]);
    private static readonly Gen<DateTimeOffset> AnyMoment = Gen.Int[0, 60 * 24 * 365 * 4]
        .Select(minutes => new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minutes));

    [Theory]
    [InlineData("MK", "2026-09-07T10:00+02:00", 1, "2026-09-09T16:00+02:00")]
    [InlineData("MK", "2026-09-06T23:30+00:00", 1, "2026-09-09T16:00+02:00")] // Already Monday in Skopje.
    [InlineData("RS", "2026-10-23T10:00+02:00", 1, "2026-10-26T16:00+01:00")] // Clocks go back on 25 October.
    [InlineData("RS", "2027-03-26T10:00+01:00", 1, "2027-03-29T16:00+02:00")] // Clocks go forward on 28 March.
    [InlineData("XK", "2027-03-26T10:00+01:00", 1, "2027-03-30T16:00+02:00")] // The same, and Easter Monday.
    [InlineData("BRU", "2026-12-23T10:00+01:00", 1, "2027-01-04T16:00+01:00")]
    public void A_task_is_due_when_offices_close_in_the_zone_of_who_must_act(string key, string start, int days, string due)
    {
        var moment = WorkingCalendars.Get(key).DueAfter(Moment(start), days);

        Assert.Equal(Moment(due), moment);
        Assert.Equal(Moment(due).Offset, moment.Offset);
    }

    [Fact]
    public void A_task_cannot_be_due_in_no_working_days() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => WorkingCalendars.Get("MK").DueAfter(Moment("2026-09-07T10:00+02:00"), 0));

    [Theory]
    [InlineData("2026-09-07T10:15+02:00", "2026-09-07T10:15+02:00")]
    [InlineData("2026-09-07T08:15+00:00", "2026-09-07T08:15+00:00")] // Inside, and left as it came.
    [InlineData("2026-09-07T08:00+02:00", "2026-09-07T08:00+02:00")]
    [InlineData("2026-09-07T06:59+02:00", "2026-09-07T08:00+02:00")]
    [InlineData("2026-09-07T16:00+02:00", "2026-09-09T08:00+02:00")] // Closed, and the next day is a holiday.
    [InlineData("2026-09-08T10:00+02:00", "2026-09-09T08:00+02:00")]
    [InlineData("2026-09-11T17:00+02:00", "2026-09-14T08:00+02:00")]
    [InlineData("2026-10-25T00:30+00:00", "2026-10-26T08:00+01:00")] // Between the two 02:30 of that night.
    public void Mail_waits_for_office_hours(string moment, string allowed)
    {
        var next = WorkingCalendars.Get("MK").NextAllowedMoment(Moment(moment));

        Assert.Equal(Moment(allowed), next);
        Assert.Equal(Moment(allowed).Offset, next.Offset);
    }

    [Theory]
    [InlineData("2026-10-25", "2026-10-25T02:30+01:00")] // Shown twice: the later one.
    [InlineData("2027-03-28", "2027-03-28T03:30+02:00")] // Skipped: an hour on.
    public void Hours_in_the_night_of_a_clock_change_are_still_one_moment(string day, string closes)
    {
        // A calendar that works on Sundays, as clocks change on one.
        var calendar = new WorkingCalendar(CalendarFile.Read("""
            { "key": "NIGHT", "name": "Night shift", "timeZone": "Europe/Skopje", "restDays": ["friday"],
              "sources": [{ "title": "Made for this test", "reference": "none", "basis": "generalKnowledge" }],
              "caveats": [], "rules": [], "dates": [] }
            """));
        var night = new OfficeHours { Opens = new TimeOnly(0, 0), Closes = new TimeOnly(2, 30) };
        var start = new DateTimeOffset(DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture).AddDays(-1), new TimeOnly(12, 0), TimeSpan.Zero);

        Assert.Equal(Moment(closes), calendar.DueAfter(start, 1, night));
    }

    [Fact]
    public void Due_and_allowed_moments_are_never_in_the_past_and_always_in_office_hours() =>
        Gen.Select(AnyCalendar, AnyMoment, Gen.Int[1, 40]).Sample((calendar, start, days) =>
        {
            var due = TimeZoneInfo.ConvertTime(calendar.DueAfter(start, days), calendar.Zone);
            var allowed = TimeZoneInfo.ConvertTime(calendar.NextAllowedMoment(start), calendar.Zone);

            Assert.True(due > start);
            Assert.Equal(new TimeSpan(16, 0, 0), due.TimeOfDay);
            Assert.True(calendar.IsWorkingDay(DateOnly.FromDateTime(due.DateTime)));
            Assert.True(calendar.DueAfter(start, days + 1) > due);
            Assert.True(allowed >= start);
            Assert.InRange(allowed.TimeOfDay, new TimeSpan(8, 0, 0), new TimeSpan(15, 59, 59));
            Assert.True(calendar.IsWorkingDay(DateOnly.FromDateTime(allowed.DateTime)));
            Assert.Equal(allowed, calendar.NextAllowedMoment(allowed));
        });

    [Theory]
    [InlineData(8, 16, true)]
    [InlineData(16, 8, false)]
    [InlineData(9, 9, false)]
    public void Office_hours_must_open_before_they_close(int opens, int closes, bool valid)
    {
        var hours = new OfficeHours { Opens = new TimeOnly(opens, 0), Closes = new TimeOnly(closes, 0) };

        Assert.Equal(valid, Validator.TryValidateObject(hours, new ValidationContext(hours), []));
    }

    private static DateTimeOffset Moment(string text) =>
        DateTimeOffset.ParseExact(text, "yyyy-MM-ddTHH:mmzzz", CultureInfo.InvariantCulture);
}
