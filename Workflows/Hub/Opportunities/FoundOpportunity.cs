namespace StrongCities.Hub.Opportunities;

/// <summary>One record that a source gave, read and checked.</summary>
/// <param name="Key">The source's own id for it; the same in its next run. At most 300 characters.</param>
/// <param name="Facts">What it says.</param>
public sealed record FoundOpportunity(string Key, OpportunityFacts Facts)
{
    /// <summary>When the source says it last changed it.</summary>
    public DateTimeOffset? ModifiedAt { get; init; }
}

/// <summary>One record that could not be read; the run goes on without it.</summary>
/// <param name="Key">The source's id for it, or where it stands, such as <c>record 12</c>.</param>
/// <param name="Problem">What is wrong and how to mend it, in English, without what could be personal data.</param>
public sealed record FaultyRecord(string Key, string Problem)
{
    /// <summary>The source's own id for it, where that could be read: the record is there, though it is faulty.</summary>
    public string? OwnKey { get; init; }
}
