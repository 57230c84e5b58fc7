namespace StrongCities.Hub.Opportunities;

/// <summary>One thing about an opportunity that became another: a field of its facts, or what an advisor did. Only ever added.</summary>
public sealed class OpportunityChange
{
    /// <summary>In the order in which they were written.</summary>
    public long Id { get; init; }

    /// <summary>Of which opportunity.</summary>
    public required Guid OpportunityId { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>A path into the facts, such as <c>Funding.Max</c>, or one of <see cref="Listed"/>, <see cref="Eligible"/>, <see cref="Screening"/> and <see cref="Consent"/>.</summary>
    public required string Field { get; init; }

    /// <summary>As JSON; <see langword="null"/> where there was nothing.</summary>
    public string? Old { get; init; }

    /// <summary>As JSON; <see langword="null"/> where nothing is any more.</summary>
    public string? New { get; init; }

    /// <summary>Which source said so; <see langword="null"/> for an advisor.</summary>
    public string? SourceKey { get; init; }

    /// <summary>Which advisor.</summary>
    public Guid? ById { get; init; }

    /// <summary>A change as it is kept.</summary>
    internal static OpportunityChange Of(Opportunity about, FactChange change, DateTimeOffset at, string? sourceKey = null, Guid? byId = null) => new()
    {
        OpportunityId = about.Id,
        At = at,
        Field = change.Field,
        Old = change.Old,
        New = change.New,
        SourceKey = sourceKey,
        ById = byId,
    };

    /// <summary>Whether a source has it at all.</summary>
    public const string Listed = "Listed";

    /// <summary>What the advisor found out.</summary>
    public const string Eligible = "Eligibility";

    /// <summary>Where screening stands.</summary>
    public const string Screening = "State";

    /// <summary>Whether the hub's lead agreed to alert although little time is left.</summary>
    public const string Consent = "FastLane";
}
