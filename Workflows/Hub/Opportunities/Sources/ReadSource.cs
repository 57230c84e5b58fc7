using System.Globalization;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Extensions.Options;
using StrongCities.Hub.Opportunities.CommonGrants;

namespace StrongCities.Hub.Opportunities.Sources;

/// <summary>What a source is read with, and what reading it shows beside its records.</summary>
/// <param name="Kind">How.</param>
/// <param name="Address">Where; not needed with a file.</param>
/// <param name="Settings">What else.</param>
internal sealed record SourceReading(SourceKind Kind, string? Address, SourceSettings Settings)
{
    public string? Secret { get; init; }

    public string? ETag { get; set; }

    public DateTimeOffset? LastModified { get; set; }

    /// <summary>An uploaded file, in place of the address.</summary>
    public FileStream? File { get; init; }

    public FetchCount Count { get; } = new();

    /// <summary>Set when the source said that nothing changed.</summary>
    public bool NotModified { get; set; }

    /// <summary>Set when the reading came to the end of a source that lists all it has: what was not there is gone.</summary>
    public bool IsWhole { get; set; }
}

/// <summary>Reads a source of any kind, from its address or from an uploaded file: page by page, record by record.</summary>
internal sealed class ReadSource(SafeFetch fetch, SourceFiles files, IOptions<SourceOptions> options, TimeProvider clock)
{
    private const int DetailsMissed = 5;
    private static readonly string[] Json = ["+json", "text/json", "text/plain"];
    private static readonly string[] Xml = ["+xml", "text/xml"];
    private static readonly string[] Extract = [.. Xml, "application/zip", "application/x-zip-compressed", "application/octet-stream"];
    private static readonly string[] Table = ["text/csv", "application/csv", "text/plain", "text/tab-separated-values", "application/octet-stream"];

    /// <exception cref="SourceException">It cannot be read any further; what came before was given out.</exception>
    public IAsyncEnumerable<ReadRecord> RunAsync(SourceReading reading, CancellationToken cancellation) => reading.File is { } file
        ? FileAsync(reading, file, cancellation)
        : reading.Kind switch
        {
            SourceKind.EuPortal => PagesAsync(reading, page => EuPage(reading, page), EuPortal.Read, cancellation),
            SourceKind.GrantsGov => GrantsGovAsync(reading, cancellation),
            SourceKind.CommonGrants => PagesAsync(reading, page => CommonGrantsPage(reading, page), CommonGrantsJson.ReadPage, cancellation),
            SourceKind.GrantsGovExtract => OneAsync(reading, Extract, options.Value.MaxFileBytes, cancellation),
            SourceKind.Feed => OneAsync(reading, Xml, options.Value.MaxPageBytes, cancellation),
            SourceKind.Csv => OneAsync(reading, Table, options.Value.MaxFileBytes, cancellation),
            _ => throw new SourceException(SourceProblem.Settings, "This kind of source is not fetched."),
        };

    private async IAsyncEnumerable<ReadRecord> OneAsync(SourceReading reading, string[] types, long most, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var request = new FetchRequest(AddressOf(reading, reading.Address)) { Types = types, MaxBytes = most, Secret = SecretOf(reading), ETag = reading.ETag, LastModified = reading.LastModified };
        await using var answer = await fetch.RunAsync(request, reading.Count, cancellation);
        (reading.NotModified, reading.ETag, reading.LastModified) = (answer.NotModified, answer.ETag, answer.LastModified);
        if (!answer.NotModified)
        {
            await foreach (var record in FileAsync(reading, answer.Content, cancellation))
            {
                yield return record;
            }

            // A feed tells the newest only, and tables are made by hand.
            reading.IsWhole = reading.Kind == SourceKind.GrantsGovExtract;
        }
    }

    private async IAsyncEnumerable<ReadRecord> FileAsync(SourceReading reading, FileStream file, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var plain = reading.Kind == SourceKind.GrantsGovExtract ? await files.UnzipAsync(file, ".xml", cancellation) : file;
        foreach (var record in Records(reading, plain))
        {
            cancellation.ThrowIfCancellationRequested();
            yield return record;
        }
    }

    private IEnumerable<ReadRecord> Records(SourceReading reading, FileStream file)
    {
        if (reading.Kind is SourceKind.EuPortal or SourceKind.GrantsGov or SourceKind.CommonGrants && file.Length > options.Value.MaxPageBytes)
        {
            throw new SourceException(SourceProblem.TooLarge, $"JSON is read as a whole; this is longer than {options.Value.MaxPageBytes} bytes.");
        }

        return reading.Kind switch
        {
            SourceKind.EuPortal => EuPortal.Read(file).Records,
            SourceKind.GrantsGov => GrantsGovJson.ReadFile(file),
            SourceKind.GrantsGovExtract => GrantsGovXml.Read(file),
            SourceKind.CommonGrants => CommonGrantsJson.ReadPage(file).Records,
            SourceKind.Feed => Feed.Read(file, reading.Settings.Funder),
            SourceKind.Csv => CsvRecords.Read(file, reading.Settings),
            _ => throw new SourceException(SourceProblem.Settings, "This kind of source takes no files."),
        };
    }

    private async IAsyncEnumerable<ReadRecord> PagesAsync(
        SourceReading reading, Func<int, FetchRequest> requestOf, Func<Stream, RecordPage> read, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var totals = new HashSet<int?>();
        for (var (page, got, faulty) = (1, 0, 0); ; page++)
        {
            if (page > options.Value.MaxPages)
            {
                throw new SourceException(SourceProblem.Endless, $"There are more than {options.Value.MaxPages} pages.");
            }

            RecordPage result;
            await using (var answer = await fetch.RunAsync(requestOf(page), reading.Count, cancellation))
            {
                result = read(answer.Content);
            }

            var isFresh = false;
            foreach (var record in result.Records)
            {
                isFresh |= record is not ReadFound { Found.Key: var key } || seen.Add(key);
            }

            if (result.Records.Count > 0 && !isFresh)
            {
                throw new SourceException(SourceProblem.Endless, $"Page {page} holds nothing that was not on the pages before it.");
            }

            foreach (var record in result.Records)
            {
                yield return record is ReadFaulty { Fault: var fault } ? new ReadFaulty(fault with { Key = $"page {page}, {fault.Key}" }) : record;
            }

            got += result.Records.Count;
            faulty += result.Records.Count(record => record is ReadFaulty);
            totals.Add(result.Total);
            if (result.Records.Count == 0 || got >= result.Total || (result.Total is null && result.Records.Count < reading.Settings.PageSize))
            {
                // What comes or goes in between moves others from page to page, past the reader.
                reading.IsWhole = totals.Count == 1 && (result.Total is null || seen.Count + faulty == result.Total);
                yield break;
            }
        }
    }

    private async IAsyncEnumerable<ReadRecord> GrantsGovAsync(SourceReading reading, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var missed = 0;
        await foreach (var record in PagesAsync(reading, page => GrantsGovPage(reading, page), GrantsGovJson.ReadSearch, cancellation))
        {
            if (record is not ReadFound { Found: var hit } || !reading.Settings.Details)
            {
                yield return record;
                continue;
            }

            ReadRecord told;
            try
            {
                await using var answer = await fetch.RunAsync(GrantsGovDetail(reading, hit), reading.Count, cancellation);
                told = GrantsGovJson.ReadDetail(answer.Content, hit);
                missed = 0;
            }
            catch (SourceException failure) when (++missed < DetailsMissed && failure.Problem is not (SourceProblem.Refused or SourceProblem.Busy))
            {
                // Without its details it would seem to have lost them.
                told = new ReadFaulty(new FaultyRecord(hit.Key, $"Its details could not be had: {failure.Message}") { OwnKey = hit.Key });
            }

            yield return told;
        }
    }

    private FetchRequest EuPage(SourceReading reading, int page)
    {
        var address = new UriBuilder(AddressOf(reading, reading.Address));
        var text = string.IsNullOrWhiteSpace(reading.Settings.Query) ? "***" : reading.Settings.Query;
        address.Query = string.Create(
            CultureInfo.InvariantCulture,
            $"{address.Query.TrimStart('?')}{(address.Query.Length > 1 ? "&" : "")}text={Uri.EscapeDataString(text)}&pageSize={reading.Settings.PageSize}&pageNumber={page}");
        return Paged(reading, address.Uri) with
        {
            Content = () => new MultipartFormDataContent
            {
                { Part("""{"bool":{"must":[{"terms":{"type":["1","2","8"]}},{"terms":{"status":["31094501","31094502"]}}]}}"""), "query", "query.json" },
                { Part("""["en"]"""), "languages", "languages.json" },
                { Part("""{"field":"sortStatus","order":"ASC"}"""), "sort", "sort.json" },
            },
        };

        static StringContent Part(string json) => new(json, Encoding.UTF8, "application/json");
    }

    private FetchRequest GrantsGovPage(SourceReading reading, int page) => Paged(reading, new Uri(AddressOf(reading, reading.Address), "search2")) with
    {
        Content = () => JsonContent.Create(new
        {
            rows = reading.Settings.PageSize,
            startRecordNum = (page - 1) * reading.Settings.PageSize,
            keyword = reading.Settings.Query ?? "",
            oppStatuses = "forecasted|posted",
        }),
    };

    private FetchRequest GrantsGovDetail(SourceReading reading, FoundOpportunity hit) => Paged(reading, new Uri(AddressOf(reading, reading.Address), "fetchOpportunity")) with
    {
        Content = () => JsonContent.Create(new { opportunityId = long.TryParse(hit.Key, CultureInfo.InvariantCulture, out var number) ? (object)number : hit.Key }),
    };

    private FetchRequest CommonGrantsPage(SourceReading reading, int page)
    {
        var address = new UriBuilder(AddressOf(reading, reading.Address));
        address.Query = string.Create(
            CultureInfo.InvariantCulture, $"{address.Query.TrimStart('?')}{(address.Query.Length > 1 ? "&" : "")}page={page}&pageSize={reading.Settings.PageSize}");
        return Paged(reading, address.Uri);
    }

    private FetchRequest Paged(SourceReading reading, Uri address) => new(address) { Types = Json, MaxBytes = options.Value.MaxPageBytes, Secret = SecretOf(reading) };

    private static (string Name, string Value)? SecretOf(SourceReading reading) =>
        reading is { Secret: { } secret, Settings.SecretHeader: { } header } ? (header, secret) : null;

    private Uri AddressOf(SourceReading reading, string? address) =>
        Uri.TryCreate(address?.Replace("{yyyyMMdd}", clock.GetUtcNow().ToString("yyyyMMdd", CultureInfo.InvariantCulture), StringComparison.Ordinal), UriKind.Absolute, out var uri)
            ? reading.Kind == SourceKind.GrantsGov && !uri.AbsoluteUri.EndsWith('/') ? new Uri($"{uri.AbsoluteUri}/") : uri
            : throw new SourceException(SourceProblem.Settings, "The source has no address that could be fetched from.");
}
