using System.Globalization;
using System.Text.Json;
using StrongCities.Hub.Mail;
using StrongCities.Hub.Opportunities.Sources;

namespace StrongCities.Hub.Opportunities.CommonGrants;

/// <summary>
/// Reads records of CommonGrants 0.4.0 (<c>OpportunityBase</c>), leniently and one by one: what can't be taken as it is becomes a
/// <see cref="FaultyRecord"/> that says where and why, and the others are read. <see cref="CommonGrantsWriter"/> is the way back.
/// </summary>
public static class CommonGrantsJson
{
    private const int MaxKey = 300;
    private const int MaxTitle = 1000;
    private const int MaxText = 100_000;
    private const int MaxWord = 1000;
    private const int MaxItems = 200;

    // Read into fields of their own; the others stay as text.
    private static readonly string[] Known =
    [
        "opportunityNumber", "funder", "fundingInstrument", "fundingInstruments", "fundingCategories", "topics", "themes", "timeZoneOfDeadline",
    ];

    /// <summary>Reads a page of an API, or a file.</summary>
    /// <param name="content">JSON: an array of records, an answer with <c>items</c>, or one record.</param>
    /// <returns>The records, and how many there are on all pages.</returns>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static RecordPage ReadPage(Stream content)
    {
        using var document = JsonFields.Parse(content);
        var root = document.RootElement;
        var total = root.ValueKind == JsonValueKind.Object && Child(root, "paginationInfo") is { } info && info.TryGetProperty("totalItems", out var items)
            && items.TryGetInt32(out var all) ? all : (int?)null;
        return new RecordPage([.. Read(root)], total);
    }

    /// <summary>Reads a document: an array of records, an answer of an API with <c>items</c> or <c>data</c>, or one record.</summary>
    /// <param name="root">The document.</param>
    /// <returns>Every record, in their order.</returns>
    public static IEnumerable<ReadRecord> Read(JsonElement root)
    {
        var records = root.ValueKind switch
        {
            JsonValueKind.Array => root.EnumerateArray(),
            JsonValueKind.Object when root.TryGetProperty("items", out var items) && items.ValueKind == JsonValueKind.Array => items.EnumerateArray(),
            _ => Enumerable.Repeat(root.ValueKind == JsonValueKind.Object && root.TryGetProperty("data", out var data) ? data : root, 1),
        };
        return records.Select((record, index) => ReadOne(record, $"record {index + 1}"));
    }

    /// <summary>Reads one record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="place">What to call it when it has no id.</param>
    /// <returns>It, or why not.</returns>
    public static ReadRecord ReadOne(JsonElement record, string place)
    {
        var key = place;
        try
        {
            if (record.ValueKind != JsonValueKind.Object)
            {
                throw new FormatException($"a record must be an object, this is {record.ValueKind}");
            }

            key = Text(record, "id", MaxKey) is { Length: > 0 } id ? id : throw new FormatException("'id' is missing: without it the next run would not know the record again");
            return new ReadFound(new FoundOpportunity(key, FactsOf(record)) { ModifiedAt = Moment(record, "lastModifiedAt") });
        }
        catch (Exception error) when (error is FormatException or InvalidOperationException or OverflowException)
        {
            return new ReadFaulty(new FaultyRecord(key, error is InvalidOperationException ? "a text in it is no valid Unicode" : error.Message) { OwnKey = key == place ? null : key });
        }
    }

    private static OpportunityFacts FactsOf(JsonElement record)
    {
        var (status, word) = Status(record);
        var custom = Custom(record);
        var dates = Child(record, "keyDates");
        return new OpportunityFacts
        {
            Title = Text(record, "title", MaxTitle) is { Length: > 0 } title ? title : throw new FormatException("'title' is missing or empty"),
            Description = PlainText.Of(Text(record, "description", MaxText, block: true) ?? ""),
            Status = status,
            StatusWord = word,
            Funder = Word(custom, "funder"),
            Number = Word(custom, "opportunityNumber"),
            Source = Address(record),
            Funding = Funding(Child(record, "funding")),
            PostDate = dates is { } post ? Date(post, "postDate") : null,
            CloseDate = FunderZones.Place(dates is { } close ? Date(close, "closeDate") : null, Word(custom, "sourceSystem"), Word(custom, "timeZoneOfDeadline")),
            OtherDates = OtherDates(dates),
            ApplicantTypes = Applicants(record),
            Themes = [.. Items(custom, "themes").Concat(Items(custom, "fundingCategories")).Concat(Items(custom, "topics")).Distinct(StringComparer.Ordinal).Take(MaxItems)],
            Instrument = Word(custom, "fundingInstrument") ?? Word(custom, "fundingInstruments"),
            More = new(custom.Where(pair => !Known.Contains(pair.Key)).Select(pair => KeyValuePair.Create(pair.Key, string.Join(", ", pair.Value))).Where(pair => pair.Value.Length > 0)),
        };
    }

    private static (OpportunityStatus Status, string? Word) Status(JsonElement record)
    {
        if (Child(record, "status") is not { } status)
        {
            // Some write the status as a word.
            return Text(record, "status", MaxWord) is { Length: > 0 } plain ? StatusOf(plain, null) : throw new FormatException("'status' is missing");
        }

        var value = Text(status, "value", MaxWord) ?? throw new FormatException("'status.value' is missing");
        return StatusOf(value, Text(status, "customValue", MaxWord) ?? Text(status, "description", MaxWord));
    }

    private static (OpportunityStatus Status, string? Word) StatusOf(string value, string? word) => value switch
    {
        "forecasted" => (OpportunityStatus.Forecasted, word),
        "open" => (OpportunityStatus.Open, word),
        "closed" => (OpportunityStatus.Closed, word),
        "custom" => (OpportunityStatus.Custom, word),
        _ => (OpportunityStatus.Custom, value),
    };

    private static OpportunityFunding Funding(JsonElement? funding) => funding is not { } said ? new() : new()
    {
        Total = Amount(said, "totalAmountAvailable"),
        Min = Amount(said, "minAwardAmount"),
        Max = Amount(said, "maxAwardAmount"),
        MinAwards = Count(said, "minAwardCount"),
        MaxAwards = Count(said, "maxAwardCount"),
        EstimatedAwards = Count(said, "estimatedAwardCount"),
        Details = Text(said, "details", MaxText, block: true) is { Length: > 0 } details ? PlainText.Of(details) : null,
    };

    private static Money? Amount(JsonElement funding, string name)
    {
        if (Child(funding, name) is not { } money)
        {
            return null;
        }

        var said = money.TryGetProperty("amount", out var amount) ? amount.ValueKind == JsonValueKind.String ? amount.GetString()! : amount.GetRawText() : "";
        if (!decimal.TryParse(said, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
        {
            throw new FormatException($"'funding.{name}.amount' is no number: {Quote(said)}");
        }

        var currency = Text(money, "currency", MaxWord)?.ToUpperInvariant() ?? "";
        return (value, currency) switch
        {
            ( < 0, _) => throw new FormatException($"'funding.{name}.amount' is negative: {Quote(said)}"),
            (_, { Length: 3 }) when currency.All(char.IsAsciiLetterUpper) => new Money(value, currency),
            _ => throw new FormatException($"'funding.{name}.currency' must be three letters of ISO 4217, this is {Quote(currency)}"),
        };
    }

    private static int? Count(JsonElement funding, string name) => !funding.TryGetProperty(name, out var count) || count.ValueKind == JsonValueKind.Null ? null
        : count.ValueKind == JsonValueKind.Number && count.TryGetInt32(out var value) && value >= 0 ? value
        : throw new FormatException($"'funding.{name}' must be a whole number of zero or more, this is {Quote(count.GetRawText())}");

    private static KeyDate? Date(JsonElement dates, string name)
    {
        if (Child(dates, name) is not { } date)
        {
            return null;
        }

        var title = Text(date, "name", MaxWord) is { Length: > 0 } said ? said : name;
        var description = Text(date, "description", MaxText, block: true);
        KeyDate read = Text(date, "eventType", MaxWord) switch
        {
            "dateRange" => new RangeDate(title, Day(date, "startDate", name), Day(date, "endDate", name)),
            "singleDate" or null when date.TryGetProperty("date", out _) => new DayDate(title, Day(date, "date", name), Time(date, name)),
            "singleDate" => throw new FormatException($"'keyDates.{name}.date' is missing"),
            // What is neither a day nor a range is told in words.
            _ => new TextDate(title, Text(date, "details", MaxWord) is { Length: > 0 } words ? words : description ?? title),
        };
        return read is RangeDate { From: var from, To: var to } && to < from
            ? throw new FormatException($"'keyDates.{name}' ends before it starts")
            : read with { Description = description };
    }

    private static DateOnly Day(JsonElement date, string part, string name)
    {
        var said = Text(date, part, MaxWord) ?? "";
        return DateOnly.TryParseExact(said.Length > 10 && said[10] == 'T' ? said[..10] : said, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new FormatException($"'keyDates.{name}.{part}' must be a day such as 2026-09-23, this is {Quote(said)}");
    }

    private static TimeOnly? Time(JsonElement date, string name)
    {
        if (Text(date, "time", MaxWord) is not { Length: > 0 } said)
        {
            return null;
        }

        // Rounded down: 14:00:39 is over at 14:00 for whoever must be on time.
        return TimeOnly.TryParseExact(said, ["HH:mm:ss", "HH:mm", "HH:mm:ss.FFFFFFF", "HH:mm:ss'Z'"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? new TimeOnly(time.Hour, time.Minute)
            : throw new FormatException($"'keyDates.{name}.time' must be a time such as 17:00:00, this is {Quote(said)}");
    }

    private static FactDictionary<KeyDate> OtherDates(JsonElement? dates) => new(
        dates is { } said && Child(said, "otherDates") is { } others
            ? others.EnumerateObject().Take(MaxItems).Select(pair => KeyValuePair.Create(pair.Name, Date(others, pair.Name))).Where(pair => pair.Value is not null)!
            : (IEnumerable<KeyValuePair<string, KeyDate>>)[]);

    private static FactList<string> Applicants(JsonElement record) =>
        record.TryGetProperty("acceptedApplicantTypes", out var types) && types.ValueKind == JsonValueKind.Array
            ? [.. types.EnumerateArray().Take(MaxItems).Select(Applicant).OfType<string>().Distinct(StringComparer.Ordinal)]
            : [];

    private static string? Applicant(JsonElement type)
    {
        if (type.ValueKind == JsonValueKind.String)
        {
            return type.GetString();
        }

        var value = type.ValueKind == JsonValueKind.Object ? Text(type, "value", MaxWord) : null;
        return value == "custom" ? $"custom:{Text(type, "customValue", MaxWord) ?? Text(type, "description", MaxWord)}" : value;
    }

    private static Dictionary<string, List<string>> Custom(JsonElement record)
    {
        var fields = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var field in Child(record, "customFields") is { } all ? all.EnumerateObject().Take(MaxItems) : [])
        {
            var value = field.Value.ValueKind == JsonValueKind.Object && field.Value.TryGetProperty("value", out var inner) ? inner : field.Value;
            fields[field.Name] = value.ValueKind == JsonValueKind.Array
                ? [.. value.EnumerateArray().Take(MaxItems).Select(Said).Where(text => text.Length > 0)]
                : [Said(value)];
        }

        return fields;
    }

    private static string Said(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => "",
        JsonValueKind.String => CleanText.Block(Cut(value.GetString()!, MaxText)),
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        _ => Cut(value.GetRawText(), MaxWord),
    };

    private static string? Word(Dictionary<string, List<string>> custom, string name) =>
        custom.TryGetValue(name, out var values) && string.Join(", ", values) is { Length: > 0 } word ? Cut(word, MaxWord) : null;

    private static List<string> Items(Dictionary<string, List<string>> custom, string name) => custom.TryGetValue(name, out var values) ? values : [];

    private static Uri? Address(JsonElement record) => Text(record, "source", MaxText) is not { Length: > 0 } source ? null
        : Uri.TryCreate(source, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address
        : throw new FormatException($"'source' must be an absolute http(s) address, this is {Quote(source)}");

    private static DateTimeOffset? Moment(JsonElement record, string name) =>
        DateTimeOffset.TryParse(Text(record, name, MaxWord), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;

    private static JsonElement? Child(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var child) && child.ValueKind == JsonValueKind.Object ? child : null;

    private static string? Text(JsonElement parent, string name, int max, bool block = false)
    {
        if (!parent.TryGetProperty(name, out var child) || child.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        var text = block ? CleanText.Block(Cut(child.GetString()!, max)) : CleanText.Line(child.GetString()!);
        return text.Length <= max ? text : throw new FormatException($"'{name}' has {text.Length} characters, at most {max} are taken");
    }

    private static string Cut(string text, int max) => text.Length <= max ? text : text[..max];

    private static string Quote(string said) => $"'{Cut(said, 60)}'";
}
