using System.Globalization;
using CsCheck;
using StrongCities.Hub.Calendars;
using Xunit;

namespace StrongCities.Host.Tests.Calendars;

public sealed class CountingTests
{
    private static readonly Gen<WorkingCalendar> AnyCalendar = Gen.Int[0, WorkingCalendars.All.Count - 1].Select(i => WorkingCalendars.All[i]);
    private static readonly Gen<DateOnly> AnyDay = Gen.Int[0, 365 * 8].Select(days => new DateOnly(2024, 1, 1).AddDays(days));
    private static readonly Gen<int> AnyCount = Gen.Int[-90, 90];

    // The worked example of the field: what is left of three calls, counted from Monday 24 August 2026.
    [Theory]
    [InlineData("RS", "2026-09-10", 13)] // No holiday on the way.
    [InlineData("MK", "2026-09-10", 12)] // 8 September is Independence Day.
    [InlineData("RS", "2026-09-23", 22)]
    [InlineData("MK", "2026-08-31", 5)]
    [InlineData("MK", "2026-08-24", 0)]
    [InlineData("MK", "2026-08-21", -1)]
    public void Working_days_left_leave_out_the_start_and_count_the_end(string key, string end, int expected) =>
        Assert.Equal(expected, WorkingCalendars.Get(key).WorkingDaysBetween(new DateOnly(2026, 8, 24), Day(end)));

    [Theory]
    [InlineData("MK", "2026-09-07", 1, "2026-09-09")]
    [InlineData("RS", "2026-09-07", 1, "2026-09-08")]
    [InlineData("MK", "2026-09-09", -1, "2026-09-07")]
    [InlineData("MK", "2026-09-08", 0, "2026-09-09")]
    [InlineData("MK", "2026-09-09", 0, "2026-09-09")]
    [InlineData("RS", "2026-04-09", 1, "2026-04-14")] // Over Orthodox Easter.
    [InlineData("XK", "2021-12-31", 1, "2022-01-05")] // New Year on a weekend: Monday and Tuesday are off.
    public void Adding_working_days_steps_over_rest_days_and_holidays(string key, string start, int days, string expected) =>
        Assert.Equal(Day(expected), WorkingCalendars.Get(key).AddWorkingDays(Day(start), days));

    [Fact]
    public void A_city_closes_on_days_of_its_own()
    {
        var council = new DateOnly(2026, 9, 9);
        var country = WorkingCalendars.Get("MK");
        var city = country.WithClosedDays(new HashSet<DateOnly> { council }).WithClosedDays(new HashSet<DateOnly> { council.AddDays(1) });

        Assert.False(city.IsWorkingDay(council));
        Assert.Null(city.HolidayOn(council));
        Assert.Equal(new DateOnly(2026, 9, 11), city.AddWorkingDays(new DateOnly(2026, 9, 7), 1));
        Assert.True(country.IsWorkingDay(council));
    }

    [Fact]
    public void Adding_lands_on_a_working_day_and_counting_leads_back() =>
        Gen.Select(AnyCalendar, AnyDay, AnyCount).Sample((calendar, start, days) =>
        {
            var end = calendar.AddWorkingDays(start, days);

            Assert.True(calendar.IsWorkingDay(end));
            if (days != 0)
            {
                Assert.Equal(days, calendar.WorkingDaysBetween(start, end));
            }
        });

    [Fact]
    public void From_a_working_day_there_and_back_is_the_same_day() =>
        Gen.Select(AnyCalendar, AnyDay, AnyCount).Sample((calendar, day, days) =>
        {
            var start = calendar.AddWorkingDays(day, 0);

            Assert.Equal(start, calendar.AddWorkingDays(calendar.AddWorkingDays(start, days), -days));
        });

    [Fact]
    public void More_working_days_are_later_and_a_later_start_is_never_earlier() =>
        Gen.Select(AnyCalendar, AnyDay, AnyCount).Sample((calendar, start, days) =>
        {
            var end = calendar.AddWorkingDays(start, days);

            Assert.True(days is 0 or -1 || calendar.AddWorkingDays(start, days + 1) > end);
            Assert.True(calendar.AddWorkingDays(start.AddDays(1), days) >= end);
        });

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
