using System.Globalization;
using System.Text.Json;

namespace StrongCities.Hub.Opportunities.Sources;

/// <summary>Reads answers of the EU Funding &amp; Tenders Portal's search (SEDIA), and files that were made of them. Its deadlines are of Brussels.</summary>
public static class EuPortal
{
    private const string Zone = "Europe/Brussels";
    private const string Funder = "European Commission";
    private const string Deadline = "Submission deadline";

    /// <summary>Reads a page of the search, or a file with a list <c>grants</c>.</summary>
    /// <param name="content">JSON.</param>
    /// <returns>What was read, and how many there are in all.</returns>
    /// <exception cref="SourceException">It is neither.</exception>
    public static RecordPage Read(Stream content)
    {
        using var document = JsonFields.Parse(content);
        var root = document.RootElement;
        if (root.Field("results") is { ValueKind: JsonValueKind.Array } results)
        {
            var total = SourceMoney.Count(SourceMoney.Amount(root.Text("totalResults"), "totalResults", "page"));
            return new RecordPage([.. results.EnumerateArray().Select((item, at) => ReadRecord.Of($"record {at + 1}", () => OfSearch(item)))], total);
        }

        return root.Field("grants") is { ValueKind: JsonValueKind.Array } grants
            ? new RecordPage([.. grants.EnumerateArray().Select((item, at) => ReadRecord.Of($"record {at + 1}", () => OfFile(item)))], null)
            : throw new SourceException(SourceProblem.Unreadable, "What came has no list 'results' of the portal's search.");
    }

    private static FoundOpportunity OfSearch(JsonElement item)
    {
        var key = SourceText.Key(item.Text("reference"));
        var meta = item.Field("metadata") ?? throw new RecordException("It has no metadata.", key);
        var number = SourceText.Word(meta.Text("identifier"));
        var deadlines = meta.Texts("deadlineDate").Select(date => SourceDates.WallClock(date, Deadline, Zone, key)).OfType<DayDate>().OrderBy(date => date.Day).ToList();
        var budget = EuBudget.Read(meta.Text("budgetOverview"), number, key);
        return new FoundOpportunity(key, new OpportunityFacts
        {
            Title = SourceText.Title(meta.Text("title") ?? item.Text("title") ?? item.Text("summary"), key),
            Description = SourceText.Text(meta.Text("descriptionByte") ?? meta.Text("description")),
            Status = StatusOf(meta.Text("status"), null),
            StatusWord = SourceText.Word(meta.Text("status")),
            Funder = Funder,
            Number = number,
            Source = SourceText.Link(meta.Text("url") ?? item.Text("url")),
            Funding = budget,
            PostDate = SourceDates.WallClock(meta.Text("startDate"), "Opening date", Zone, key),
            CloseDate = deadlines.LastOrDefault(),
            OtherDates = Earlier(deadlines),
            Themes = SourceText.Words(meta.Texts("frameworkProgramme")),
            Instrument = KindOf(meta.Text("type")),
            More = More(meta.Text("callIdentifier"), meta.Text("callTitle"), meta.Text("typesOfAction")),
        })
        {
            ModifiedAt = SourceDates.Moment(meta.Text("esDA_IngestDate")),
        };
    }

    private static FoundOpportunity OfFile(JsonElement item)
    {
        var key = SourceText.Key(item.Text("id"));
        var status = item.Field("status") ?? default;
        var budget = item.Field("budget") ?? default;
        return new FoundOpportunity(key, new OpportunityFacts
        {
            Title = SourceText.Title(item.Text("title"), key),
            Description = SourceText.Text(item.Text("abstract") ?? item.Text("summary")),
            Status = StatusOf(status.Text("id"), status.Text("label")),
            StatusWord = SourceText.Word(status.Text("label")),
            Funder = Funder,
            Number = SourceText.Word(item.Text("identifier")),
            Source = SourceText.Link(item.Text("url")),
            Funding = new OpportunityFunding
            {
                Total = SourceMoney.Of(budget.Amount("totalBudgetEur", key), "EUR", "totalBudgetEur", key),
                Min = SourceMoney.Of(budget.Amount("minContributionEur", key), "EUR", "minContributionEur", key),
                Max = SourceMoney.Of(budget.Amount("maxContributionEur", key), "EUR", "maxContributionEur", key),
                EstimatedAwards = SourceMoney.Count(budget.Amount("expectedGrants", key)),
            },
            PostDate = SourceDates.WallClock(item.Text("startDate"), "Opening date", Zone, key),
            CloseDate = SourceDates.WallClock(item.Text("deadlineDate"), Deadline, Zone, key),
            Themes = SourceText.Words(item.Items("frameworkProgrammes").Concat(item.Items("programmeDivisions")).Select(one => one.Text("label"))),
            Instrument = SourceText.Word((item.Field("kind") ?? default).Text("label")),
            More = More(item.Text("callIdentifier"), item.Text("callTitle"), item.Text("actionType")),
        });
    }

    // Of a call in two stages, or with cut-off dates, the last closes it.
    private static FactDictionary<KeyDate> Earlier(IReadOnlyList<DayDate> deadlines) => new(deadlines.SkipLast(1)
        .Select((date, at) => KeyValuePair.Create($"deadline{(at + 1).ToString(CultureInfo.InvariantCulture)}", (KeyDate)date)));

    private static OpportunityStatus StatusOf(string? code, string? label) => code switch
    {
        "31094501" => OpportunityStatus.Forecasted,
        "31094502" => OpportunityStatus.Open,
        "31094503" => OpportunityStatus.Closed,
        _ => SourceStatus.Of(label),
    };

    private static string? KindOf(string? code) => code switch
    {
        "1" => "Grant",
        "2" => "Calls for proposals",
        "8" => "Cascade funding calls",
        _ => SourceText.Word(code),
    };

    private static FactDictionary<string> More(string? call, string? title, string? action) => new(
        new[] { ("callIdentifier", call), ("callTitle", title), ("actionType", action) }
            .Select(pair => (pair.Item1, Value: SourceText.Word(pair.Item2))).Where(pair => pair.Value is not null)
            .Select(pair => KeyValuePair.Create(pair.Item1, pair.Value!)));
}
