using System.Globalization;
using StrongCities.Hub.Calendars;
using Xunit;

namespace StrongCities.Host.Tests.Calendars;

public sealed class HolidayTests
{
    // Lists that ministries, associations or newspapers printed for the year, rest days included.
    [Theory]
    [InlineData("MK", 2026, "01-01 01-07 03-20 04-13 05-01 05-24 05-25 08-02 08-03 09-08 10-11 10-12 10-23 12-08")]
    [InlineData("RS", 2026, "01-01 01-02 01-07 02-15 02-16 02-17 04-10 04-11 04-12 04-13 05-01 05-02 11-11")]
    [InlineData("ME", 2025, "01-01 01-02 05-01 05-02 05-21 05-22 07-13 07-14 07-15 11-13 11-14")]
    [InlineData("BA-FBIH", 2026, "01-01 01-02 03-01 03-02 05-01 05-02 11-25")]
    [InlineData("BA-BD", 2026, "01-01 01-02 03-08 03-09 05-01 05-02")]
    [InlineData("BRU", 2014, "01-01 01-02 04-17 04-18 04-21 05-01 05-09 05-29 05-30 06-09 07-21 08-15 11-01 11-02 12-24 12-25 12-26 12-27 12-28 12-29 12-30 12-31")]
    public void A_year_has_exactly_the_published_holidays(string key, int year, string days) =>
        Assert.Equal(days, string.Join(' ', WorkingCalendars.Get(key).HolidaysIn(year).Select(holiday => $"{holiday.Date:MM-dd}")));

    [Theory]
    [InlineData("MK", "2026-09-08", "Independence Day")]
    [InlineData("MK", "2026-04-13", "Orthodox Easter Monday")]
    [InlineData("MK", "2026-01-02", null)]
    [InlineData("MK", "2026-05-27", null)]
    [InlineData("RS", "2026-09-08", null)]
    [InlineData("RS", "2026-01-02", "New Year")]
    [InlineData("RS", "2026-04-13", "Orthodox Easter")]
    [InlineData("RS", "2026-03-20", null)]
    [InlineData("AL", "2026-05-27", "Eid al-Adha")]
    [InlineData("AL", "2026-11-23", "Alphabet Day")]
    [InlineData("XK", "2026-04-13", "Orthodox Easter Monday")]
    [InlineData("XK", "2026-04-06", "Catholic Easter Monday")]
    [InlineData("ME", "2026-01-07", null)]
    [InlineData("BA", "2026-05-01", "Labour Day")]
    [InlineData("BA", "2026-11-25", null)]
    [InlineData("BA-FBIH", "2026-11-25", "Statehood Day")]
    [InlineData("BA-FBIH", "2026-01-09", null)]
    [InlineData("BA-RS", "2026-01-09", "Republic Day")]
    [InlineData("BA-RS", "2026-11-25", null)]
    [InlineData("BA-BD", "2027-03-08", "Day of the Establishment of the District")]
    [InlineData("BRU", "2026-11-11", null)]
    [InlineData("BRU", "2026-05-14", "Ascension Day")]
    public void A_day_is_a_holiday_of_everyone_or_not(string key, string day, string? name) =>
        Assert.Equal(name, WorkingCalendars.Get(key).HolidayOn(Day(day))?.Name);

    [Theory]
    [InlineData("RS", "2017-01-01", "2017-01-03")] // First of two days: the second is a holiday already.
    [InlineData("RS", "2021-05-02", "2021-05-04")] // Monday was Orthodox Easter Monday.
    [InlineData("ME", "2025-07-13", "2025-07-15")]
    [InlineData("ME", "2026-11-14", null)] // A Saturday is lost in Montenegro.
    [InlineData("MK", "2025-03-30", "2025-03-31")]
    [InlineData("MK", "2027-05-01", null)] // A Saturday is lost in North Macedonia.
    [InlineData("XK", "2022-01-01", "2022-01-03")]
    [InlineData("XK", "2022-01-02", "2022-01-04")]
    [InlineData("AL", "2026-11-28", "2026-11-30")]
    [InlineData("AL", "2026-11-29", "2026-12-01")]
    [InlineData("AL", "2025-04-20", "2025-04-21")]
    [InlineData("BA-FBIH", "2022-01-02", "2022-01-03")]
    [InlineData("BA-FBIH", "2029-11-25", null)]
    [InlineData("BA-RS", "2023-01-01", null)]
    [InlineData("BRU", "2026-11-01", null)]
    public void A_holiday_on_a_rest_day_moves_as_its_law_says(string key, string holiday, string? substitute)
    {
        var moved = WorkingCalendars.Get(key).HolidaysIn(Day(holiday).Year).Where(day => day.MovedFrom == Day(holiday)).ToList();

        Assert.NotNull(WorkingCalendars.Get(key).HolidayOn(Day(holiday)));
        Assert.Equal(substitute is null ? [] : [Day(substitute)], moved.Select(day => day.Date));
    }

    [Fact]
    public void Two_holidays_on_one_Sunday_give_one_day_off()
    {
        var albania = WorkingCalendars.Get("AL");

        Assert.False(albania.IsWorkingDay(new DateOnly(2025, 4, 21)));
        Assert.True(albania.IsWorkingDay(new DateOnly(2025, 4, 22)));
    }

    [Fact]
    public void A_holiday_of_some_people_is_told_but_offices_are_open()
    {
        var macedonia = WorkingCalendars.Get("MK");
        var eid = new DateOnly(2026, 5, 27);

        Assert.True(macedonia.IsWorkingDay(eid));
        var partial = Assert.Single(macedonia.PartialHolidaysOn(eid));
        Assert.Equal(("Eid al-Adha", "Muslim believers", Certainty.Expected), (partial.Name, partial.Who, partial.Certainty));
        Assert.Empty(macedonia.PartialHolidaysOn(new DateOnly(2026, 9, 8)));
    }

    [Fact]
    public void Beyond_the_listed_movable_feasts_the_calendar_says_so_and_keeps_its_rules()
    {
        var kosovo = WorkingCalendars.Get("XK");

        Assert.Equal(new DateOnly(2028, 12, 31), kosovo.KnownUntil);
        Assert.False(kosovo.MayMissMovableFeasts(new DateOnly(2028, 12, 31)));
        Assert.True(kosovo.MayMissMovableFeasts(new DateOnly(2029, 1, 1)));
        Assert.Equal("New Year", kosovo.HolidayOn(new DateOnly(2029, 1, 1))?.Name);
        Assert.Equal(Certainty.Expected, kosovo.HolidayOn(new DateOnly(2027, 3, 9))?.Certainty);
        Assert.False(WorkingCalendars.Get("BRU").MayMissMovableFeasts(new DateOnly(2040, 1, 1)));
    }

    [Fact]
    public void Both_feasts_of_Eid_lie_where_the_Umm_al_Qura_reckoning_puts_them()
    {
        var reckoning = new UmAlQuraCalendar();
        foreach (var year in Enumerable.Range(1446, 4))
        {
            var fitr = DateOnly.FromDateTime(reckoning.ToDateTime(year, 10, 1, 0, 0, 0, 0));
            var adha = DateOnly.FromDateTime(reckoning.ToDateTime(year, 12, 10, 0, 0, 0, 0));
            Assert.All(WorkingCalendars.All.Where(calendar => calendar.KnownUntil is not null), calendar =>
            {
                Assert.Contains("Eid al-Fitr", calendar.PartialHolidaysOn(fitr).Append(calendar.HolidayOn(fitr)).Select(day => day?.Name));
                Assert.Contains("Eid al-Adha", calendar.PartialHolidaysOn(adha).Append(calendar.HolidayOn(adha)).Select(day => day?.Name));
            });
        }
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
