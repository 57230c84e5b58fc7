namespace StrongCities.Hub.Opportunities.Sources;

/// <summary>What a source needs beside its address. What a kind does not use is left out.</summary>
public sealed record SourceSettings
{
    /// <summary>Words that records must hold, for kinds that search.</summary>
    public string? Query { get; init; }

    /// <summary>Whether each record of a search is asked for in full, which takes a request each.</summary>
    public bool Details { get; init; } = true;

    /// <summary>Records asked for at once: 1 to 100.</summary>
    public int PageSize { get; init; } = 50;

    /// <summary>The header that the secret goes in, such as <c>X-API-Key</c>.</summary>
    public string? SecretHeader { get; init; }

    /// <summary>Who gives, where records do not say.</summary>
    public string? Funder { get; init; }

    /// <summary>The currency of amounts, where records do not say.</summary>
    public string? Currency { get; init; }

    /// <summary>IANA time zone of deadlines, where records do not say.</summary>
    public string? TimeZone { get; init; }

    /// <summary>What parts the cells of a table; found out where it is not said.</summary>
    public string? Delimiter { get; init; }

    /// <summary>How the letters of a table are written; found out where it is not said.</summary>
    public string? Encoding { get; init; }

    /// <summary>Headings of a table by our field, such as <c>title</c>.</summary>
    public IReadOnlyDictionary<string, string> Columns { get; init; } = new Dictionary<string, string>();

}
