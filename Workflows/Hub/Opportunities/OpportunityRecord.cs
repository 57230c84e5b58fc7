namespace StrongCities.Hub.Opportunities;

/// <summary>
/// One source's record of an opportunity: where we have it from. Several may lead to one opportunity; the leading one says its facts, the others wait
/// with theirs. A source that says the same again writes nothing: what is not gone was in the source's last full run.
/// </summary>
public sealed class OpportunityRecord
{
    /// <summary>The key of what advisors enter by hand.</summary>
    public const string ByHand = "hand";

    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Whose catalogue.</summary>
    public required Guid HubId { get; init; }

    /// <summary>Which source.</summary>
    public required string SourceKey { get; init; }

    /// <summary>The source's own id for it.</summary>
    public required string Key { get; init; }

    /// <summary>What it tells of.</summary>
    public required Guid OpportunityId { get; set; }

    /// <summary>Whether the opportunity says what this record says.</summary>
    public bool Leads { get; set; }

    /// <summary>What it said last, as a hash.</summary>
    public required string Fingerprint { get; set; }

    /// <summary>What it said last, unless it leads.</summary>
    public OpportunityFacts? Facts { get; set; }

    /// <summary>When the source says it last changed it.</summary>
    public DateTimeOffset? ModifiedAt { get; set; }

    /// <summary>When it was first seen.</summary>
    public required DateTimeOffset FirstSeenAt { get; init; }

    /// <summary>When it last said something new.</summary>
    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>When a full run came back without it; <see langword="null"/> while the source has it.</summary>
    public DateTimeOffset? GoneAt { get; set; }
}
