namespace StrongCities.Hub.Record;

/// <summary>Where a case's record ends: without it nobody would miss the last rows.</summary>
public sealed class CaseSeal
{
    /// <summary>The case.</summary>
    public required Guid CaseId { get; init; }

    /// <summary>How many rows there are.</summary>
    public int Rows { get; set; }

    /// <summary>The last row's hash, hex.</summary>
    public string Hash { get; set; } = "";

    /// <summary>HMAC-SHA-256 over the case, the number and the hash, hex.</summary>
    public string Mac { get; set; } = "";
}
