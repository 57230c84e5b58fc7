using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.Opportunities.CommonGrants;

namespace StrongCities.Host.CommonGrants;

/// <summary>A search as it was understood.</summary>
/// <param name="Query">For the catalogue.</param>
/// <param name="Filters">The filters that count, to be told back; <see langword="null"/> for a plain list.</param>
/// <param name="FilterErrors">What was left out, and why.</param>
/// <param name="SortErrors">Likewise.</param>
internal sealed record AskedSearch(PublicQuery Query, JsonObject? Filters, IReadOnlyList<string> FilterErrors, IReadOnlyList<string> SortErrors);

/// <summary>Reads the body of <c>POST /common-grants/opportunities/search</c>. A filter that can't be used is left out and told back, as the protocol says.</summary>
internal static class ReadSearch
{
    private const int MaxSearch = 300;

    /// <exception cref="FormatException">The body is no search at all.</exception>
    public static AskedSearch Of(JsonElement body, int maxPageSize)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("The body must be an object with search, filters, sorting and pagination, all of them optional.");
        }

        var query = new PublicQuery { Search = Text(body, "search") is { } search ? search[..Math.Min(search.Length, MaxSearch)] : null };
        var (filters, errors) = (new JsonObject(), new List<string>());
        foreach (var filter in Child(body, "filters") is { } asked ? asked.EnumerateObject() : [])
        {
            try
            {
                query = With(query, filter.Name, filter.Value);
                filters[filter.Name] = JsonNode.Parse(filter.Value.GetRawText());
            }
            catch (FormatException error)
            {
                errors.Add($"{filter.Name}: {error.Message}");
            }
        }

        var sorting = Child(body, "sorting");
        var pagination = Child(body, "pagination");
        List<string> sortErrors = [];
        if (sorting is { } sort)
        {
            query = query with { Descending = Text(sort, "sortOrder") != "asc" };
            if (Text(sort, "sortBy") is { } by && PublicQuery.Sorts.Contains(by))
            {
                query = query with { SortBy = by };
            }
            else
            {
                sortErrors.Add($"Sorted by lastModifiedAt: what can be sorted by is {string.Join(", ", PublicQuery.Sorts)}.");
            }
        }

        return new AskedSearch(
            query with { Page = Number(pagination, "page", 1), PageSize = Math.Min(Number(pagination, "pageSize", maxPageSize), maxPageSize) },
            filters,
            errors,
            sortErrors);
    }

    private static PublicQuery With(PublicQuery query, string name, JsonElement filter) => name switch
    {
        "status" => query with { Standing = Statuses(filter) },
        "closeDateRange" => query with { Closes = Moments(filter) },
        "totalFundingAvailableRange" => query with { Total = Amounts(filter) },
        "minAwardAmountRange" => query with { MinAward = Amounts(filter) },
        "maxAwardAmountRange" => query with { MaxAward = Amounts(filter) },
        _ => throw new FormatException("there is no such filter here, it was left out"),
    };

    private static List<OpportunityStatus> Statuses(JsonElement filter)
    {
        if (filter.ValueKind != JsonValueKind.Object || !filter.TryGetProperty("value", out var values) || values.ValueKind != JsonValueKind.Array)
        {
            throw new FormatException("'value' must be an array");
        }

        List<OpportunityStatus> named =
        [
            .. values.EnumerateArray().Select(value => value.ValueKind == JsonValueKind.String && Enum.TryParse<OpportunityStatus>(value.GetString(), ignoreCase: true, out var status)
                ? status
                : throw new FormatException("a status is one of forecasted, open, closed, custom")),
        ];
        return Text(filter, "operator") switch
        {
            "in" => named,
            "notIn" => [.. Enum.GetValues<OpportunityStatus>().Except(named)],
            _ => throw new FormatException("'operator' must be in or notIn"),
        };
    }

    private static MomentRange Moments(JsonElement filter)
    {
        var (outside, min, max) = Range(filter);
        return new MomentRange(Moment(min, endOfDay: false), Moment(max, endOfDay: true), outside);
    }

    private static DateTimeOffset Moment(JsonElement said, bool endOfDay)
    {
        var text = said.ValueKind == JsonValueKind.String ? said.GetString()! : "";
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return new DateTimeOffset(day.ToDateTime(endOfDay ? TimeOnly.MaxValue : TimeOnly.MinValue), TimeSpan.Zero);
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment
            : throw new FormatException("'min' and 'max' must be days or moments of ISO 8601");
    }

    private static MoneyRange Amounts(JsonElement filter)
    {
        var (outside, min, max) = Range(filter);
        var (from, to) = (Amount(min), Amount(max));
        return from.Currency == to.Currency
            ? new MoneyRange(from.Amount, to.Amount, from.Currency, outside)
            : throw new FormatException("'min' and 'max' must be in one currency");
    }

    private static Money Amount(JsonElement said) =>
        said.ValueKind == JsonValueKind.Object && Text(said, "currency") is { Length: 3 } currency
        && decimal.TryParse(Text(said, "amount"), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var amount)
            ? new Money(amount, currency.ToUpperInvariant())
            : throw new FormatException("'min' and 'max' must have amount, a number in quotes, and currency, three letters");

    private static (bool Outside, JsonElement Min, JsonElement Max) Range(JsonElement filter) =>
        filter.ValueKind == JsonValueKind.Object && Child(filter, "value") is { } value && value.TryGetProperty("min", out var min) && value.TryGetProperty("max", out var max)
            ? (Text(filter, "operator") switch
            {
                "between" => false,
                "outside" => true,
                _ => throw new FormatException("'operator' must be between or outside"),
            }, min, max)
            : throw new FormatException("'value' must have min and max");

    private static int Number(JsonElement? parent, string name, int otherwise) =>
        parent is not { } said || !said.TryGetProperty(name, out var number) ? otherwise
        : number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out var value) && value > 0 ? value
        : throw new FormatException($"'pagination.{name}' must be a whole number of one or more.");

    private static JsonElement? Child(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var child) && child.ValueKind == JsonValueKind.Object ? child : null;

    private static string? Text(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}
