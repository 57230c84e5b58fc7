namespace StrongCities.Hub.Opportunities.Sources;

/// <summary>What a run reads, in place of its source's address.</summary>
internal sealed record RunInput
{
    public FileStream? File { get; init; }

    public string? FileName { get; init; }

    public IAsyncEnumerable<ReadRecord>? Records { get; init; }

    public Guid? ById { get; init; }

    public bool IsFetch => File is null && Records is null;
}
