using System.Xml;
using System.Xml.Linq;

namespace StrongCities.Hub.Opportunities.Sources;

/// <summary>Reads the daily extract of Grants.gov (<c>GrantsDBExtract</c>), record by record: it may be hundreds of megabytes.</summary>
public static class GrantsGovXml
{
    private const int MaxRecord = 2_000_000;

    /// <summary>Reads one.</summary>
    /// <param name="content">XML.</param>
    /// <returns>The records, as they are read. What is no XML any more throws <see cref="SourceException"/> where it stops being it.</returns>
    public static IEnumerable<ReadRecord> Read(Stream content)
    {
        using var reader = XmlReader.Create(content, SafeXml.Settings);
        var at = 0;
        while (SafeXml.Next(reader, node => node.LocalName is "OpportunitySynopsisDetail_1_0" or "OpportunityForecastDetail_1_0", MaxRecord) is { } record)
        {
            at++;
            yield return ReadRecord.Of($"record {at}", () => Of(record));
        }

        if (at == 0)
        {
            throw new SourceException(SourceProblem.Unreadable, "There is no opportunity in it: is it the extract of Grants.gov?");
        }
    }

    private static FoundOpportunity Of(XElement record)
    {
        var key = SourceText.Key(Text("OpportunityID"));
        var isForecast = record.Name.LocalName.StartsWith("OpportunityForecast", StringComparison.Ordinal);
        return new FoundOpportunity(key, new OpportunityFacts
        {
            Title = SourceText.Title(Text("OpportunityTitle"), key),
            Description = SourceText.Text(Text("Description")),
            Status = isForecast ? OpportunityStatus.Forecasted : OpportunityStatus.Open,
            StatusWord = isForecast ? "forecasted" : "posted",
            Funder = SourceText.Word(Text("AgencyName")) ?? SourceText.Word(Text("AgencyCode")),
            Number = SourceText.Word(Text("OpportunityNumber")),
            Source = SourceText.Link($"https://www.grants.gov/search-results-detail/{key}"),
            Funding = new OpportunityFunding
            {
                Total = Dollars("EstimatedTotalProgramFunding"),
                Min = Dollars("AwardFloor"),
                Max = Dollars("AwardCeiling"),
                EstimatedAwards = SourceMoney.Count(SourceMoney.Amount(Text("ExpectedNumberOfAwards"), "ExpectedNumberOfAwards", key)),
            },
            PostDate = GrantsGovJson.DayOf(Text("EstimatedSynopsisPostDate") ?? Text("PostDate"), "Posted", key),
            CloseDate = GrantsGovJson.Described(
                GrantsGovJson.DayOf(Text("CloseDate") ?? Text("EstimatedSynopsisCloseDate"), "Closing date", key),
                Text("CloseDateExplanation") ?? Text("EstimatedSynopsisCloseDateExplanation")),
            OtherDates = new FactDictionary<KeyDate>(new[]
                {
                    ("expectedAward", GrantsGovJson.DayOf(Text("EstimatedAwardDate"), "Expected award", key)),
                    ("projectStart", GrantsGovJson.DayOf(Text("EstimatedProjectStartDate"), "Project start", key)),
                    ("archive", GrantsGovJson.DayOf(Text("ArchiveDate"), "Archived", key)),
                }.Where(pair => pair.Item2 is not null).Select(pair => KeyValuePair.Create(pair.Item1, (KeyDate)pair.Item2!))),
            ApplicantTypes = ApplicantWords.Of(Texts("EligibleApplicants")),
            Themes = SourceText.Words(Texts("CategoryOfFundingActivity")),
            Instrument = GrantsGovJson.Joined(Texts("FundingInstrumentType").Select(InstrumentOf)),
            More = GrantsGovJson.Listings([.. Texts("CFDANumbers")]),
        })
        {
            ModifiedAt = SourceDates.Day(Text("LastUpdatedDate"), "LastUpdatedDate", key) is { } day ? new DateTimeOffset(day, default, TimeSpan.Zero) : null,
        };

        string? Text(string name) => Texts(name).FirstOrDefault();

        IEnumerable<string> Texts(string name) => record.Elements().Where(child => child.Name.LocalName == name && child.Value.Length > 0).Select(child => child.Value);

        Money? Dollars(string name) => SourceMoney.Amount(Text(name), name, key) is { } amount and > 0 ? new Money(amount, "USD") : null;
    }

    private static string InstrumentOf(string code) => code switch
    {
        "G" => "Grant",
        "CA" => "Cooperative Agreement",
        "PC" => "Procurement Contract",
        "O" => "Other",
        _ => code,
    };
}
