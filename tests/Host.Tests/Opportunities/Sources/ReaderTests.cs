using System.Text;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.Opportunities.Sources;
using Xunit;

namespace StrongCities.Host.Tests.Opportunities.Sources;

/// <summary>Each format, read from records of ours in the real shapes.</summary>
public sealed class ReaderTests
{
    [Fact]
    public void The_portals_search_tells_status_deadlines_and_its_own_row_of_the_budget()
    {
        var budget = """{"budgetTopicActionMap":{"1":[{"action":"X-2027-01 - HORIZON-IA","minContribution":4000000,"maxContribution":5000000,"expectedGrants":3,"budgetYearMap":{"2027":"12000000","2028":3000000.5}}],"2":[{"action":"X-2027-02 - HORIZON-RIA","budgetYearMap":{"2027":99}}]}}""";
        var page = EuPortal.Read(Json($$$"""
            {"totalResults":61,"results":[{"reference":"7TOPICSen","metadata":{"identifier":["X-2027-01"],"title":["Safe &amp; sound"],"status":["31094501"],"type":["1"],
             "deadlineDate":["2027-09-15T17:00:59.000+0000","2027-02-03T17:00:00.000+0000"],"startDate":["2026-12-01T00:00:00.000+0000"],
             "frameworkProgramme":["43108390"],"callIdentifier":["X-2027"],"budgetOverview":[{{{System.Text.Json.JsonSerializer.Serialize(budget)}}}]}}]}
            """));
        Assert.Equal(61, page.Total);
        var facts = Found(Assert.Single(page.Records)).Facts;
        Assert.Equal(("Safe & sound", OpportunityStatus.Forecasted, "X-2027-01"), (facts.Title, facts.Status, facts.Number));
        Assert.Equal(new DayDate("Submission deadline", new DateOnly(2027, 9, 15), new TimeOnly(17, 0), "Europe/Brussels"), facts.CloseDate);
        Assert.Equal(new DayDate("Submission deadline", new DateOnly(2027, 2, 3), new TimeOnly(17, 0), "Europe/Brussels"), facts.OtherDates["deadline1"]);
        Assert.Equal(new DayDate("Opening date", new DateOnly(2026, 12, 1), null, "Europe/Brussels"), facts.PostDate);
        Assert.Equal((new Money(15_000_000.5m, "EUR"), new Money(4_000_000, "EUR"), 3), (facts.Funding.Total, facts.Funding.Min, facts.Funding.EstimatedAwards));
    }

    [Fact]
    public void The_extract_is_read_record_by_record_and_a_bad_date_costs_one()
    {
        const string xml = """
            <Grants xmlns="http://apply.grants.gov/system/OpportunityDetail-V1.0">
              <OpportunitySynopsisDetail_1_0><OpportunityID>1</OpportunityID><OpportunityTitle>Pumps</OpportunityTitle><FundingInstrumentType>CA</FundingInstrumentType>
                <EligibleApplicants>02</EligibleApplicants><EligibleApplicants>25</EligibleApplicants><PostDate>07012026</PostDate><CloseDate>09302026</CloseDate>
                <AwardCeiling>1000000</AwardCeiling><AwardFloor>0</AwardFloor><Description>&lt;p&gt;Clean&lt;/p&gt;</Description><Empty/></OpportunitySynopsisDetail_1_0>
              <OpportunitySynopsisDetail_1_0><OpportunityID>2</OpportunityID><OpportunityTitle>Wells</OpportunityTitle><CloseDate>13452026</CloseDate></OpportunitySynopsisDetail_1_0>
              <OpportunityForecastDetail_1_0><OpportunityID>3</OpportunityID><OpportunityTitle>Roads</OpportunityTitle><EstimatedSynopsisCloseDate>11152026</EstimatedSynopsisCloseDate></OpportunityForecastDetail_1_0>
            </Grants>
            """;
        var records = GrantsGovXml.Read(Json(xml)).ToList();
        var one = Found(records[0]).Facts;
        Assert.Equal(("Pumps", "Clean", "Cooperative Agreement", OpportunityStatus.Open), (one.Title, one.Description, one.Instrument, one.Status));
        Assert.Equal(["government_municipal", "custom:Others"], one.ApplicantTypes);
        Assert.Equal((new Money(1_000_000, "USD"), null), (one.Funding.Max, one.Funding.Min));
        Assert.Contains("13452026", Assert.IsType<ReadFaulty>(records[1]).Fault.Problem, StringComparison.Ordinal);
        Assert.Equal((OpportunityStatus.Forecasted, new DateOnly(2026, 11, 15)), (Found(records[2]).Facts.Status, Assert.IsType<DayDate>(Found(records[2]).Facts.CloseDate).Day));
    }

    [Fact]
    public void An_extract_that_breaks_gives_what_came_before()
    {
        const string xml =
            "<Grants><OpportunitySynopsisDetail_1_0><OpportunityID>1</OpportunityID><OpportunityTitle>Pumps</OpportunityTitle></OpportunitySynopsisDetail_1_0><Opportunity";
        var read = new List<ReadRecord>();
        var failure = Assert.Throws<SourceException>(() =>
        {
            foreach (var record in GrantsGovXml.Read(Json(xml)))
            {
                read.Add(record);
            }
        });
        Assert.Equal(SourceProblem.Unreadable, failure.Problem);
        Assert.Equal("1", Found(Assert.Single(read)).Key);
    }

    [Fact]
    public void A_text_without_an_end_is_given_up_before_it_fills_the_memory()
    {
        var xml = $"<Grants><OpportunitySynopsisDetail_1_0><Description>{new string('x', 3_000_000)}</Description></OpportunitySynopsisDetail_1_0></Grants>";
        Assert.Equal(SourceProblem.TooLarge, Assert.Throws<SourceException>(() => GrantsGovXml.Read(Json(xml)).ToList()).Problem);
    }

    [Fact]
    public void Atom_is_read_as_rss_is()
    {
        const string atom = """
            <feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><entry><id>urn:1</id><title type="html">Parks &amp;amp; trees</title>
            <link rel="self" href="https://example.org/self"/><link rel="alternate" href="https://example.org/1"/><updated>2026-09-01T10:00:00Z</updated>
            <category term="green"/><content type="xhtml"><div><p>One</p><p>Two</p></div></content></entry></feed>
            """;
        var found = Found(Assert.Single(Feed.Read(Json(atom), "A fund")));
        Assert.Equal(("urn:1", "Parks & trees", "A fund", "https://example.org/1"), (found.Key, found.Facts.Title, found.Facts.Funder, found.Facts.Source?.AbsoluteUri));
        Assert.Equal(["green"], found.Facts.Themes);
        Assert.Equal(new DateTimeOffset(2026, 9, 1, 10, 0, 0, TimeSpan.Zero), found.ModifiedAt);
    }

    [Theory]
    [InlineData("utf-8", ",")]
    [InlineData("utf-16", ";")]
    [InlineData("windows-1250", ";")]
    [InlineData("windows-1251", "\t")]
    public void A_tables_letters_and_delimiter_are_found_out(string encoding, string delimiter)
    {
        var title = encoding == "windows-1251" ? "Сигурне школе у граду и добро осветљење улица" : "Sigurne škole, čiste ulice i đačka užina";
        var rows = string.Join('\n', new[] { "Naziv,Id,Rok,Iznos".Split(','), [$"\"{title}\"", "7", "2026-10-02 17:30:59", "12000.50"] }.Select(cells => string.Join(delimiter, cells)));
        var known = encoding.StartsWith("utf", StringComparison.Ordinal) ? Encoding.GetEncoding(encoding) : CodePagesEncodingProvider.Instance.GetEncoding(encoding)!;
        using var content = new MemoryStream([.. known.GetPreamble(), .. known.GetBytes(rows)]);
        var settings = new SourceSettings
        {
            Currency = "RSD", TimeZone = "Europe/Belgrade", Columns = new Dictionary<string, string> { ["title"] = "naziv", ["deadline"] = "Rok", ["max"] = "Iznos" },
        };
        var facts = Found(Assert.Single(CsvRecords.Read(content, settings))).Facts;
        Assert.Equal((title, new Money(12_000.50m, "RSD")), (facts.Title, facts.Funding.Max));
        Assert.Equal(new DayDate("Closing date", new DateOnly(2026, 10, 2), new TimeOnly(17, 30), "Europe/Belgrade"), facts.CloseDate);
    }

    [Fact]
    public void A_table_without_the_columns_that_are_named_says_so()
    {
        var settings = new SourceSettings { Columns = new Dictionary<string, string> { ["title"] = "Naziv" } };
        Assert.Contains("Naziv", Assert.Throws<SourceException>(() => CsvRecords.Read(Json("title,id\nx,1\n"), settings).ToList()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Real_files_are_read_in_full()
    {
        var folder = Environment.GetEnvironmentVariable("STRONGCITIES_REAL_DATA");
        if (!Directory.Exists(folder))
        {
            TestContext.Current.TestOutputHelper?.WriteLine("STRONGCITIES_REAL_DATA names no folder with eu/ and grantsgov/; files of our own are read by the other tests.");
            return;
        }

        var files = ReadFolder.Read(folder).ToDictionary(file => file.Name, file => file.Records.ToList());
        foreach (var (name, records) in files)
        {
            TestContext.Current.SendDiagnosticMessage($"{name}: {records.OfType<ReadFound>().Count()} read, {records.OfType<ReadFound>().DistinctBy(read => read.Found.Key).Count()} keys, {records.OfType<ReadFaulty>().Count()} faulty");
            Assert.All(records.OfType<ReadFaulty>(), faulty => Assert.Fail($"{name} {faulty.Fault.Key}: {faulty.Fault.Problem}"));
        }

        Assert.Equal(723, files.Single(file => file.Key.StartsWith("eu-", StringComparison.Ordinal)).Value.Count);
        Assert.Equal(1130, files.Single(file => file.Key.StartsWith("opportunities_", StringComparison.Ordinal)).Value.Count);
    }

    private static FoundOpportunity Found(ReadRecord record) =>
        record is ReadFaulty faulty ? throw new InvalidOperationException(faulty.Fault.Problem) : ((ReadFound)record).Found;

    private static MemoryStream Json(string text) => new(Encoding.UTF8.GetBytes(text));
}
