using System.Text.Json;

namespace StrongCities.Hub.Opportunities.Sources;

/// <summary>Reads answers of Grants.gov's interface: <c>search2</c>, <c>fetchOpportunity</c>, and files that were made of them.</summary>
public static class GrantsGovJson
{
    private const string Page = "https://www.grants.gov/search-results-detail/";

    /// <summary>Reads a page of <c>search2</c>.</summary>
    /// <param name="content">JSON.</param>
    /// <returns>The records as far as the search tells of them, and how many there are in all.</returns>
    /// <exception cref="SourceException">It is something else, or an error.</exception>
    public static RecordPage ReadSearch(Stream content)
    {
        using var document = JsonFields.Parse(content);
        RequireSuccess(document.RootElement);
        return document.RootElement.Field("data") is { } data && data.Field("oppHits") is { ValueKind: JsonValueKind.Array } hits
            ? new RecordPage([.. hits.EnumerateArray().Select((hit, at) => ReadRecord.Of($"record {at + 1}", () => OfHit(hit)))], SourceMoney.Count(data.Amount("hitCount", "page")))
            : throw new SourceException(SourceProblem.Unreadable, "What came has no list 'data.oppHits' of search2.");
    }

    /// <summary>Reads an answer of <c>fetchOpportunity</c>.</summary>
    /// <param name="content">JSON.</param>
    /// <param name="hit">What the search said of it.</param>
    /// <returns>Both together.</returns>
    /// <exception cref="SourceException">It is something else, or an error.</exception>
    public static ReadRecord ReadDetail(Stream content, FoundOpportunity hit)
    {
        using var document = JsonFields.Parse(content);
        RequireSuccess(document.RootElement);
        var detail = document.RootElement.Field("data") ?? throw new SourceException(SourceProblem.Unreadable, "What came has no 'data' of fetchOpportunity.");
        return ReadRecord.Of(hit.Key, () => OfDetail(detail, hit));
    }

    /// <summary>Reads a file of records: a list <c>items</c>, or <c>opportunities</c> with <c>stub</c> and <c>detail</c>.</summary>
    /// <param name="content">JSON.</param>
    /// <returns>The records.</returns>
    /// <exception cref="SourceException">It is neither.</exception>
    public static IReadOnlyList<ReadRecord> ReadFile(Stream content)
    {
        using var document = JsonFields.Parse(content);
        var root = document.RootElement;
        if (root.Field("items") is { ValueKind: JsonValueKind.Array } items)
        {
            return [.. items.EnumerateArray().Select((item, at) => ReadRecord.Of($"record {at + 1}", () => OfItem(item)))];
        }

        return root.Field("opportunities") is { ValueKind: JsonValueKind.Array } pairs
            ? [.. pairs.EnumerateArray().Select((pair, at) => ReadRecord.Of($"record {at + 1}", () => OfDetail(pair.Field("detail") ?? default, OfHit(pair.Field("stub") ?? default))))]
            : throw new SourceException(SourceProblem.Unreadable, "What came has no list 'items' or 'opportunities'.");
    }

    private static void RequireSuccess(JsonElement root)
    {
        if (root.Text("errorcode") is { } code && code != "0")
        {
            throw new SourceException(SourceProblem.Status, $"Grants.gov answers with error {SourceText.Word(code)}: {SourceText.Word(root.Text("msg"))}.");
        }
    }

    private static FoundOpportunity OfHit(JsonElement hit)
    {
        var key = SourceText.Key(hit.Text("id"));
        return new FoundOpportunity(key, new OpportunityFacts
        {
            Title = SourceText.Title(hit.Text("title"), key),
            Status = SourceStatus.Of(hit.Text("oppStatus")),
            StatusWord = SourceText.Word(hit.Text("oppStatus")),
            Funder = SourceText.Word(hit.Text("agency")) ?? SourceText.Word(hit.Text("agencyCode")),
            Number = SourceText.Word(hit.Text("number")),
            Source = SourceText.Link(Page + key),
            PostDate = DayOf(hit.Text("openDate"), "Posted", key),
            CloseDate = DayOf(hit.Text("closeDate"), "Closing date", key),
            More = Listings([.. hit.Texts("cfdaList"), .. hit.Texts("alnist")]),
        });
    }

    private static FoundOpportunity OfDetail(JsonElement detail, FoundOpportunity hit)
    {
        var (key, facts) = (hit.Key, hit.Facts);
        var synopsis = detail.Field("synopsis") is { } told ? told : default;
        var forecast = detail.Field("forecast") is { } hoped ? hoped : default;
        var says = synopsis.ValueKind == JsonValueKind.Object ? synopsis : forecast;
        return hit with
        {
            Facts = facts with
            {
                Title = SourceText.Title(detail.Text("opportunityTitle") ?? facts.Title, key),
                Description = SourceText.Text(synopsis.Text("synopsisDesc") ?? forecast.Text("forecastDesc")),
                Funder = SourceText.Word((says.Field("agencyDetails") ?? default).Text("agencyName")) ?? SourceText.Word(says.Text("agencyName")) ?? facts.Funder,
                Number = SourceText.Word(detail.Text("opportunityNumber")) ?? facts.Number,
                PostDate = DayOf(synopsis.Text("postingDate") ?? forecast.Text("estSynopsisPostingDate"), "Posted", key) ?? facts.PostDate,
                CloseDate = Described(
                    DayOf(synopsis.Text("responseDate") ?? forecast.Text("estApplicationResponseDate"), "Closing date", key) ?? facts.CloseDate,
                    synopsis.Text("responseDateDesc") ?? forecast.Text("estApplicationResponseDateDesc")),
                OtherDates = new FactDictionary<KeyDate>(new[]
                    {
                        ("expectedAward", DayOf(forecast.Text("estAwardDate"), "Expected award", key)),
                        ("projectStart", DayOf(forecast.Text("estProjectStartDate"), "Project start", key)),
                        ("archive", DayOf(synopsis.Text("archiveDate"), "Archived", key)),
                    }.Where(pair => pair.Item2 is not null).Select(pair => KeyValuePair.Create(pair.Item1, (KeyDate)pair.Item2!))),
                Funding = new OpportunityFunding
                {
                    Total = Dollars(says, "estimatedFunding", key),
                    Min = Dollars(says, "awardFloor", key),
                    Max = Dollars(says, "awardCeiling", key),
                    EstimatedAwards = SourceMoney.Count(says.Amount("numberOfAwards", key)),
                },
                ApplicantTypes = ApplicantWords.Of(says.Items("applicantTypes").Select(type => type.Text("description"))),
                Themes = SourceText.Words(says.Items("fundingActivityCategories").Select(one => one.Text("description"))),
                Instrument = Joined(says.Items("fundingInstruments").Select(one => one.Text("description"))),
                More = Listings([.. detail.Items("alns").Select(one => one.Text("alnNumber"))]),
            },
        };
    }

    private static FoundOpportunity OfItem(JsonElement item)
    {
        var key = SourceText.Key(item.Text("url")?.Split('/')[^1] ?? item.Text("id"));
        return new FoundOpportunity(key, new OpportunityFacts
        {
            Title = SourceText.Title(item.Text("title"), key),
            Description = SourceText.Text(item.Text("description")),
            Status = SourceStatus.Of(item.Text("opp_status")),
            StatusWord = SourceText.Word(item.Text("opp_status")),
            Funder = SourceText.Word(item.Text("agency_name")) ?? SourceText.Word(item.Text("agency_code")),
            Number = SourceText.Word(item.Text("opportunity_number")),
            Source = SourceText.Link(item.Text("url")),
            PostDate = DayOf(item.Text("posted_date"), "Posted", key),
            CloseDate = DayOf(item.Text("deadline_date"), "Closing date", key),
            ApplicantTypes = ApplicantWords.Of(item.Texts("eligibilities")),
            Themes = SourceText.Words(item.Texts("funding_categories")),
            Instrument = Joined(item.Texts("funding_instruments")),
            More = Listings([.. item.Texts("alns")]),
        });
    }

    internal static DayDate? DayOf(string? text, string name, string key) =>
        SourceDates.Day(text, name, key) is { } day ? new DayDate(name, day, null, "America/New_York") : null;

    internal static KeyDate? Described(KeyDate? date, string? words) => (date, SourceText.Word(words)) switch
    {
        (null, { } text) => new TextDate("Closing date", text),
        ({ } known, { } text) => known with { Description = text },
        _ => date,
    };

    internal static string? Joined(IEnumerable<string?> words) => SourceText.Words(words) is { Count: > 0 } list ? string.Join(", ", list.Order(StringComparer.Ordinal)) : null;

    internal static FactDictionary<string> Listings(IEnumerable<string?> numbers) =>
        new(Joined(numbers) is { } all ? [KeyValuePair.Create("assistanceListings", all)] : []);

    // Zero says "not known" there.
    private static Money? Dollars(JsonElement says, string name, string key) =>
        says.Amount(name, key) is { } amount and > 0 ? new Money(amount, "USD") : null;
}
