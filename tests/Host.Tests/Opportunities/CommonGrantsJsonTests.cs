using System.Text.Json;
using CsCheck;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.Opportunities.CommonGrants;
using Xunit;

namespace StrongCities.Host.Tests.Opportunities;

public sealed class CommonGrantsJsonTests
{
    [Fact]
    public void What_is_written_is_read_again() => FactsGen.Facts.Sample(facts =>
    {
        // The format has one zone, that of the deadline, and says nothing of who else.
        var said = facts with
        {
            PostDate = Zoned(facts.PostDate, null),
            OtherDates = new(facts.OtherDates.Select(pair => KeyValuePair.Create(pair.Key, Zoned(pair.Value, null)!))),
            ApplicantTypes = [.. facts.ApplicantTypes.Distinct().Select(type => $"custom:{type}")],
            Themes = [.. facts.Themes.Distinct()],
            Description = PlainTextOf(facts.Description),
            Funding = facts.Funding with { Details = facts.Funding.Details is { } details ? PlainTextOf(details) : null },
            StatusWord = null,
        };
        var written = CommonGrantsWriter.Write(Guid.Empty, said, said.Status, default, default).ToJsonString();
        using var document = JsonDocument.Parse(written);
        var read = Assert.IsType<ReadFound>(CommonGrantsJson.ReadOne(document.RootElement, "record 1"));
        Assert.Equal(said, read.Found.Facts);
    });

    [Fact]
    public void A_record_of_the_EU_portal_means_Brussels_and_one_of_another_portal_says_its_zone()
    {
        var police = Read("""
            { "id": "1", "title": "Police", "status": { "value": "open", "description": "Open for submission" }, "description": "<p>One &amp; <b>two</b></p><script>evil()</script>three",
              "keyDates": { "closeDate": { "name": "Deadline", "eventType": "singleDate", "date": "2026-09-10", "time": "21:59:41" },
                            "otherDates": { "info": { "name": "Info day", "eventType": "other", "details": "Every other Tuesday" } } },
              "acceptedApplicantTypes": [ { "value": "government_municipal" }, { "value": "custom", "customValue": "Others" } ],
              "customFields": { "sourceSystem": { "name": "s", "fieldType": "string", "value": "EU Funding & Tenders Portal (SEDIA)" },
                                "eligibleCountries": { "name": "c", "fieldType": "array", "value": [ "MK" ] },
                                "fundingCategories": { "name": "c", "fieldType": "array", "value": [ "Health", "Health" ] } } }
            """);
        Assert.Equal(new DayDate("Deadline", new DateOnly(2026, 9, 10), new TimeOnly(21, 59), "Europe/Brussels"), police.CloseDate);
        Assert.Equal("One & two\nthree", police.Description);
        Assert.Equal(new TextDate("Info day", "Every other Tuesday"), police.OtherDates["info"]);
        Assert.Equal(["government_municipal", "custom:Others"], police.ApplicantTypes);
        Assert.Equal((["Health"], "MK"), (police.Themes, police.More["eligibleCountries"]));

        var other = Read("""
            { "id": 7, "title": "x", "status": "posted", "keyDates": { "closeDate": { "name": "d", "eventType": "singleDate", "date": "2026-09-10" } },
              "customFields": { "timeZoneOfDeadline": { "value": "Asia/Tokyo" } } }
            """.Replace("7", "\"7\"", StringComparison.Ordinal));
        Assert.Equal((OpportunityStatus.Custom, "posted", "Asia/Tokyo"), (other.Status, other.StatusWord, ((DayDate)other.CloseDate!).Zone));
    }

    [Theory]
    [InlineData("2026-10-24", "2026-10-24T15:00:00Z")]
    [InlineData("2026-10-26", "2026-10-26T16:00:00Z")]
    public void The_portals_own_source_and_a_file_of_its_records_read_the_same_moment_in_summer_and_in_winter(string day, string moment)
    {
        var record = Read($$"""
            { "id": "1", "title": "x", "status": "open", "keyDates": { "closeDate": { "name": "Deadline", "eventType": "singleDate", "date": "{{day}}", "time": "17:00:00" } },
              "customFields": { "sourceSystem": { "name": "s", "fieldType": "string", "value": "EU Funding & Tenders Portal (SEDIA)" } } }
            """);
        var found = StrongCities.Hub.Opportunities.Sources.SourceDates.WallClock($"{day}T17:00:00.000+0000", "Deadline", "Europe/Brussels", "1");
        Assert.Equal(found, record.CloseDate);
        Assert.Equal(DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture), Deadline.Of(record.CloseDate));
    }

    [Theory]
    [InlineData("""{ "id": "1", "title": "x", "status": { "value": "open" }, "funding": { "maxAwardAmount": { "amount": "-1", "currency": "EUR" } } }""", "negative")]
    [InlineData("""{ "id": "1", "title": "x", "status": { "value": "open" }, "funding": { "maxAwardAmount": { "amount": "1", "currency": "Euro" } } }""", "ISO 4217")]
    [InlineData("""{ "id": "1", "title": "x", "status": { "value": "open" }, "funding": { "maxAwardAmount": { "amount": "1e400", "currency": "EUR" } } }""", "no number")]
    [InlineData("""{ "id": "1", "title": "x", "status": { "value": "open" }, "source": "javascript:alert(1)" }""", "http")]
    [InlineData("""{ "id": "1", "title": "\ud800", "status": { "value": "open" } }""", "Unicode")]
    [InlineData("""{ "id": "1", "title": "x", "status": { "value": "open" }, "keyDates": { "closeDate": { "name": "d", "eventType": "dateRange", "startDate": "2026-02-02", "endDate": "2026-02-01" } } }""", "ends before")]
    public void What_can_not_be_taken_says_why(string record, string why)
    {
        using var document = JsonDocument.Parse(record);
        var unread = Assert.IsType<ReadFaulty>(CommonGrantsJson.ReadOne(document.RootElement, "record 1"));
        Assert.Equal("1", unread.Fault.Key);
        Assert.Contains(why, unread.Fault.Problem, StringComparison.Ordinal);
    }

    private static OpportunityFacts Read(string record)
    {
        using var document = JsonDocument.Parse(record);
        return Assert.IsType<ReadFound>(CommonGrantsJson.ReadOne(document.RootElement, "record 1")).Found.Facts;
    }

    private static string PlainTextOf(string text) => text.Replace("<b>", "", StringComparison.Ordinal).Trim();

    private static KeyDate? Zoned(KeyDate? date, string? zone) => date is DayDate day ? day with { Zone = zone } : date;
}
