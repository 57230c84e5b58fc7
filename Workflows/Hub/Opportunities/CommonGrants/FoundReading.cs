namespace StrongCities.Hub.Opportunities.CommonGrants;

/// <summary>One record, read or not.</summary>
public abstract record FoundReading;

/// <summary>It was read.</summary>
/// <param name="Found">What it says.</param>
public sealed record ReadRecord(FoundOpportunity Found) : FoundReading;

/// <summary>It was not; the others are.</summary>
/// <param name="Faulty">Why.</param>
public sealed record UnreadRecord(FaultyRecord Faulty) : FoundReading;
