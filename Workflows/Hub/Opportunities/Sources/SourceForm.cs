namespace StrongCities.Hub.Opportunities.Sources;

/// <summary>What is entered for a source.</summary>
public sealed record SourceForm
{
    private const int MaxName = 200;
    private const int MaxAddress = 2_000;
    private const int MaxSecret = 2_000;
    private const int MaxPage = 100;
    private const int MaxHeader = 100;

    /// <summary>How it is read; counts for new ones only.</summary>
    public SourceKind Kind { get; init; }

    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Where it is; may be empty.</summary>
    public string Address { get; init; } = "";

    /// <summary>Hours, a cron expression, or nothing.</summary>
    public string Schedule { get; init; } = "";

    /// <summary>Whether it runs.</summary>
    public bool IsEnabled { get; init; }

    /// <summary>A new key; empty keeps the old one.</summary>
    public string Secret { get; init; } = "";

    /// <summary>What else.</summary>
    public SourceSettings Settings { get; init; } = new();

    /// <summary>What is wrong.</summary>
    /// <returns>Field by field.</returns>
    public IEnumerable<FieldProblem> Problems()
    {
        if (Name.Trim().Length is 0 or > MaxName)
        {
            yield return Name.Trim().Length == 0 ? new(nameof(Name), "Problem.Required") : new(nameof(Name), "Problem.TooLong", [MaxName]);
        }

        if (!Enum.IsDefined(Kind))
        {
            yield return new(nameof(Kind), "Problem.Choice");
        }

        if (Address.Length > MaxAddress || (Address.Length > 0 && SourceText.Link(Address.Replace("{yyyyMMdd}", "20260101", StringComparison.Ordinal)) is null))
        {
            yield return new(nameof(Address), "Problem.WebAddress");
        }
        else if (Address.Length == 0 && Schedule.Length > 0)
        {
            yield return new(nameof(Address), "Problem.Required");
        }

        if (!SourceSchedule.IsValid(Schedule))
        {
            yield return new(nameof(Schedule), "Problem.Schedule");
        }

        if (Secret.Length > MaxSecret || Secret.Any(char.IsControl) || (Secret.Length > 0 && string.IsNullOrEmpty(Settings.SecretHeader)))
        {
            yield return new(nameof(Secret), "Problem.Secret");
        }

        if (Settings.SecretHeader is { } header && (header.Length > MaxHeader || !header.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')))
        {
            yield return new(nameof(Settings.SecretHeader), "Problem.Choice");
        }

        if (Settings.PageSize is < 1 or > MaxPage)
        {
            yield return new(nameof(Settings.PageSize), "Problem.Days", [MaxPage]);
        }

        if (Settings.TimeZone is { } zone && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
        {
            yield return new(nameof(Settings.TimeZone), "Problem.Choice");
        }

        if (Settings.Encoding is { } encoding && TextEncoding.Find(encoding) is null)
        {
            yield return new(nameof(Settings.Encoding), "Problem.Choice");
        }

        if (Settings.Delimiter is { } delimiter && (delimiter.Length != 1 || !char.IsAscii(delimiter[0]) || delimiter[0] is '"' or '\r' or '\n'))
        {
            yield return new(nameof(Settings.Delimiter), "Problem.Choice");
        }

        if (Settings.Columns.Keys.Any(field => !CsvRecords.Fields.ContainsKey(field)))
        {
            yield return new(nameof(Settings.Columns), "Problem.Columns", [string.Join(", ", CsvRecords.Fields.Keys)]);
        }
    }
}
