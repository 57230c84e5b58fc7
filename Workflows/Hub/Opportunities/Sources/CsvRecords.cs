using System.Globalization;
using System.Text;
using CsvHelper;

namespace StrongCities.Hub.Opportunities.Sources;

/// <summary>Reads tables (CSV). Columns are known by their headings: ours, or those that the source's settings name.</summary>
public static class CsvRecords
{
    private const int MaxRecord = 1_000_000;
    private const int MaxColumns = 200;

    /// <summary>Our fields, with headings that are understood without settings.</summary>
    internal static IReadOnlyDictionary<string, string[]> Fields { get; } = new Dictionary<string, string[]>(StringComparer.OrdinalIgnoreCase)
    {
        ["id"] = ["id", "key", "reference"],
        ["title"] = ["title", "name"],
        ["description"] = ["description", "summary", "text"],
        ["status"] = ["status"],
        ["funder"] = ["funder", "agency", "donor", "organisation", "organization"],
        ["number"] = ["number", "identifier", "opportunity number"],
        ["link"] = ["link", "url", "source", "web"],
        ["posted"] = ["posted", "published", "post date", "opens"],
        ["deadline"] = ["deadline", "closes", "close date", "closing date"],
        ["currency"] = ["currency"],
        ["total"] = ["total", "budget", "total amount"],
        ["min"] = ["min", "minimum", "floor"],
        ["max"] = ["max", "maximum", "ceiling"],
        ["applicants"] = ["applicants", "applicant types", "eligible applicants"],
        ["themes"] = ["themes", "topics", "categories"],
    };

    /// <summary>Reads one.</summary>
    /// <param name="content">Seekable, at its beginning.</param>
    /// <param name="settings">Encoding, delimiter, columns, zone, funder where they are not to be found out.</param>
    /// <returns>The records, as they are read.</returns>
    public static IEnumerable<ReadRecord> Read(Stream content, SourceSettings settings)
    {
        using var text = new StreamReader(content, TextEncoding.Of(content, settings.Encoding), detectEncodingFromByteOrderMarks: true, leaveOpen: true);
        var bad = new HashSet<long>();
        using var csv = CsvReader.Create(
            text,
            new CsvReaderOptions
            {
                Separator = settings.Delimiter is { Length: 1 } separator ? separator[0] : null,
                TrimWhitespace = true,
                MaxRecordSize = MaxRecord,
                OnMalformedRecord = malformed => bad.Add(malformed.RecordNumber),
            },
            leaveOpen: true);
        var columns = Guarded(() =>
        {
            csv.ReadHeader();
            return csv.Headers is { Count: > 0 and <= MaxColumns } headings
                ? Columns([.. headings], settings)
                : throw new SourceException(SourceProblem.Unreadable, $"The table has no headings in its first line, or more than {MaxColumns}.");
        });
        while (Guarded(csv.Read))
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"record {csv.RowNumber}");
            yield return bad.Remove(csv.RowNumber + 1)
                ? new ReadFaulty(new FaultyRecord(place, "A quotation mark stands where none can be. Write it twice, and put the cell into quotation marks."))
                : ReadRecord.Of(place, () => Of(field => columns.TryGetValue(field, out var at) && at < csv.FieldCount ? Cell(csv.GetString(at)) : null, settings));
        }
    }

    private static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception failure) when (failure is CsvFormatException or DecoderFallbackException or InvalidDataException)
        {
            throw new SourceException(
                SourceProblem.Unreadable, "The table cannot be read: is its encoding another, is a quotation mark missing, or is a record longer than a megabyte?", failure);
        }
    }

    private static Dictionary<string, int> Columns(string[] headings, SourceSettings settings)
    {
        var columns = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var (field, known) in Fields)
        {
            string[] wanted = settings.Columns.TryGetValue(field, out var own) ? [own] : known;
            var at = Array.FindIndex(headings, heading => wanted.Contains(heading.Trim(), StringComparer.OrdinalIgnoreCase));
            if (at >= 0)
            {
                columns[field] = at;
            }
            else if (own is not null)
            {
                throw new SourceException(SourceProblem.Settings, $"The table has no column '{SourceText.Cut(own, 100)}' for {field}.");
            }
        }

        return columns.ContainsKey("title")
            ? columns
            : throw new SourceException(SourceProblem.Settings, "No column is known to be the title. Name it in the source's settings.");
    }

    private static FoundOpportunity Of(Func<string, string?> cell, SourceSettings settings)
    {
        var key = SourceText.Key(cell("id") ?? cell("number") ?? cell("link"));
        var currency = cell("currency") ?? settings.Currency;
        var zone = settings.TimeZone ?? "UTC";
        var deadline = cell("deadline");
        return new FoundOpportunity(key, new OpportunityFacts
        {
            Title = SourceText.Title(cell("title"), key),
            Description = SourceText.Text(cell("description")),
            Status = cell("status") is { } status ? SourceStatus.Of(status) : OpportunityStatus.Open,
            StatusWord = SourceText.Word(cell("status")),
            Funder = SourceText.Word(cell("funder") ?? settings.Funder),
            Number = SourceText.Word(cell("number")),
            Source = SourceText.Link(cell("link")),
            PostDate = SourceDates.Day(cell("posted"), "Posted", key) is { } posted ? new DayDate("Posted", posted) : null,
            CloseDate = deadline?.Any(char.IsDigit) == false ? new TextDate("Closing date", SourceText.Word(deadline) ?? "") : DeadlineOf(deadline, zone, key),
            Funding = new OpportunityFunding { Total = MoneyOf("total"), Min = MoneyOf("min"), Max = MoneyOf("max") },
            ApplicantTypes = ApplicantWords.Of(Split(cell("applicants"))),
            Themes = SourceText.Words(Split(cell("themes"))),
        });

        Money? MoneyOf(string field) => SourceMoney.Of(SourceMoney.Amount(cell(field)?.Replace(" ", "", StringComparison.Ordinal), field, key), currency, field, key);
    }

    private static DayDate? DeadlineOf(string? text, string zone, string key) => text?.Length > 10 && text[4] == '-'
        ? SourceDates.WallClock(text, "Closing date", zone, key)
        : SourceDates.Day(text, "Closing date", key) is { } day ? new DayDate("Closing date", day, null, zone) : null;

    private static string[] Split(string? text) => text?.Split([';', '|'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    // A spreadsheet's shield before a formula is no part of the text; the formula itself is text here, and stays it.
    private static string? Cell(string? cell) => string.IsNullOrWhiteSpace(cell) ? null
        : cell.Length > 1 && cell[0] == '\'' && cell[1] is '=' or '+' or '-' or '@' ? cell[1..] : cell;
}
