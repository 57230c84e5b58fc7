using StrongCities.Hub.Calendars;
using Xunit;

namespace StrongCities.Host.Tests.Calendars;

public sealed class CalendarFileTests
{
    private const string Sound = """
        { "key": "XX", "name": "Nowhere", "timeZone": "Europe/Skopje", "restDays": ["sunday"],
          "sources": [{ "title": "A law", "reference": "1/01", "basis": "read" }], "caveats": [],
          "rules": [{ "on": "01-01", "name": "New Year", "localName": "New Year" }],
          "datesKnownUntil": 2028,
          "dates": [{ "date": "2026-03-20", "name": "Eid", "localName": "Eid", "certainty": "expected" }] }
        """;

    [Fact]
    public void The_ten_calendars_load_and_each_names_its_sources()
    {
        Assert.Equal(["AL", "BA", "BA-BD", "BA-FBIH", "BA-RS", "BRU", "ME", "MK", "RS", "XK"], WorkingCalendars.All.Select(calendar => calendar.Key));
        Assert.All(WorkingCalendars.All, calendar => Assert.All(calendar.Sources, source =>
            Assert.False(string.IsNullOrWhiteSpace(source.Title) || string.IsNullOrWhiteSpace(source.Reference))));
        Assert.All(WorkingCalendars.All, calendar => Assert.True(calendar.Sources.Count > 0 && calendar.Caveats.Count > 0));
    }

    [Fact]
    public void An_unknown_key_is_refused_with_the_known_ones()
    {
        var refusal = Assert.Throws<ArgumentException>(() => WorkingCalendars.Get("mk"));

        Assert.Contains("no working calendar 'mk'", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("BA-FBIH, BA-RS, BRU, ME, MK", refusal.Message, StringComparison.Ordinal);
        Assert.Null(WorkingCalendars.Find("DE"));
        Assert.Same(WorkingCalendars.Get("MK"), WorkingCalendars.Find("MK"));
    }

    [Theory]
    [InlineData("\"XX\"", "\"x1\"", "key must be upper-case")]
    [InlineData("Europe/Skopje", "Europe/Nowhere", "no time zone 'Europe/Nowhere'")]
    [InlineData("[\"sunday\"]", "[]", "one to six weekly rest days")]
    [InlineData("[{ \"title\": \"A law\", \"reference\": \"1/01\", \"basis\": \"read\" }]", "[]", "at least one source")]
    [InlineData("\"datesKnownUntil\": 2028,", "", "must say 'datesKnownUntil'")]
    [InlineData("2028", "2025", "lies after 'datesKnownUntil'")]
    [InlineData("\"expected\"", "\"certain\"", "'announced' or 'expected'")]
    [InlineData("\"on\": \"01-01\",", "", "either 'on' or 'easter'")]
    [InlineData("\"on\": \"01-01\",", "\"on\": \"01-01\", \"easter\": \"western\",", "either 'on' or 'easter'")]
    [InlineData("01-01", "02-29", "no day of every year")]
    [InlineData("01-01", "1.1.", "no day of every year")]
    [InlineData("\"on\": \"01-01\",", "\"on\": \"01-01\", \"offset\": 2,", "no 'easter' to count from")]
    [InlineData("\"on\": \"01-01\",", "\"easter\": \"western\", \"offset\": 90,", "more than 60 days")]
    [InlineData("\"on\": \"01-01\",", "\"on\": \"01-01\", \"days\": 0,", "last 1 to 10 days")]
    [InlineData("\"certainty\"", "\"days\": 11, \"certainty\"", "last 1 to 10 days")]
    [InlineData("\"on\": \"01-01\",", "\"on\": \"01-01\", \"fromYear\": 2027, \"untilYear\": 2026,", "ends before it begins")]
    [InlineData("\"on\": \"01-01\",", "\"on\": \"01-01\", \"movess\": \"never\",", "movess")]
    [InlineData("\"caveats\": [],", "", "caveats")]
    [InlineData("\"reference\": \"1/01\", ", "", "reference")]
    public void A_faulty_file_is_refused_with_what_to_mend(string sound, string faulty, string complaint)
    {
        Assert.Contains(sound, Sound, StringComparison.Ordinal);

        var refusal = Assert.Throws<FormatException>(() => CalendarFile.Read(Sound.Replace(sound, faulty, StringComparison.Ordinal)));

        Assert.Contains(complaint, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_date_listed_twice_is_refused()
    {
        var twice = Sound.Replace("\"dates\": [", """
            "dates": [{ "date": "2026-03-20", "name": "Eid", "localName": "Eid", "certainty": "announced" },
            """, StringComparison.Ordinal);

        Assert.Contains("'Eid' is listed twice on 2026-03-20", Assert.Throws<FormatException>(() => CalendarFile.Read(twice)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sound_file_is_read_as_written()
    {
        var file = CalendarFile.Read(Sound);

        Assert.Equal(("XX", "Europe/Skopje", 2028), (file.Key, file.TimeZone, file.DatesKnownUntil));
        Assert.Equal(new HolidayRule("New Year", "New Year", On: "01-01"), Assert.Single(file.Rules));
        Assert.Equal(new HolidayDate(new DateOnly(2026, 3, 20), "Eid", "Eid", Certainty.Expected), Assert.Single(file.Dates));
    }

    [Fact]
    public void A_rule_holds_only_in_the_years_it_names()
    {
        var file = CalendarFile.Read(Sound.Replace("\"on\": \"01-01\",", "\"on\": \"01-01\", \"fromYear\": 2026, \"untilYear\": 2027,", StringComparison.Ordinal));

        Assert.Equal([2026, 2027], Enumerable.Range(2024, 6).SelectMany(file.Rules[0].HolidaysIn).Select(holiday => holiday.Date.Year));
    }

    [Fact]
    public void A_run_of_days_crosses_New_Year()
    {
        var calendar = new WorkingCalendar(CalendarFile.Read(Sound.Replace("\"on\": \"01-01\",", "\"on\": \"12-30\", \"days\": 4, \"moves\": \"fromSunday\",", StringComparison.Ordinal)));

        // 2 January 2028 is the fourth day and a Sunday.
        Assert.Equal(new DateOnly(2028, 1, 4), calendar.AddWorkingDays(new DateOnly(2027, 12, 29), 1));
    }
}
