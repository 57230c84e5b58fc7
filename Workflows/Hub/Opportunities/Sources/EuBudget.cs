using System.Text.Json;

namespace StrongCities.Hub.Opportunities.Sources;

/// <summary>Reads the budget table of the EU portal, which is JSON inside a text and tells of all topics of a call.</summary>
internal static class EuBudget
{
    /// <summary>The row of one topic; nothing where the table says nothing of it.</summary>
    public static OpportunityFunding Read(string? table, string? number, string key)
    {
        if (string.IsNullOrWhiteSpace(table) || number is null)
        {
            return new OpportunityFunding();
        }

        try
        {
            using var document = JsonDocument.Parse(table);
            var map = document.RootElement.Field("budgetTopicActionMap");
            var rows = map is { ValueKind: JsonValueKind.Object } topics
                ? topics.EnumerateObject().Where(topic => topic.Value.ValueKind == JsonValueKind.Array).SelectMany(topic => topic.Value.EnumerateArray())
                    .Where(row => (row.Text("action") ?? "").Split(' ')[0].Equals(number, StringComparison.OrdinalIgnoreCase)).ToList()
                : [];
            return rows.Count == 0 ? new OpportunityFunding() : Of(rows, key);
        }
        catch (JsonException)
        {
            throw new RecordException("budgetOverview is not the table that it should be.", key);
        }
    }

    private static OpportunityFunding Of(List<JsonElement> rows, string key)
    {
        var years = rows.SelectMany(row => row.Field("budgetYearMap") is { ValueKind: JsonValueKind.Object } map ? map.EnumerateObject() : Enumerable.Empty<JsonProperty>())
            .Select(year => SourceMoney.Amount(JsonFields.Text((JsonElement?)year.Value), "budgetYearMap", key)).OfType<decimal>().ToList();
        return new OpportunityFunding
        {
            Total = years.Count > 0 ? new Money(years.Sum(), "EUR") : null,
            Min = Euro(rows.Select(row => row.Amount("minContribution", key)).Min()),
            Max = Euro(rows.Select(row => row.Amount("maxContribution", key)).Max()),
            EstimatedAwards = SourceMoney.Count(rows.Sum(row => row.Amount("expectedGrants", key))) is > 0 and var awards ? awards : null,
        };
    }

    private static Money? Euro(decimal? amount) => amount is > 0 ? new Money(amount.Value, "EUR") : null;
}
