namespace StrongCities.Hub.Opportunities.Search;

/// <summary>What a search looks for. Everything is optional; what is said must all be true.</summary>
public sealed record OpportunityFilter
{
    /// <summary>Words as people type them: all must occur, each may be the beginning of one.</summary>
    public string? Words { get; init; }

    /// <summary>Where it stands now; empty for anywhere.</summary>
    public FactList<OpportunityStatus> Standing { get; init; } = [];

    /// <summary>Closes on this day or later.</summary>
    public DateOnly? ClosesFrom { get; init; }

    /// <summary>Closes on this day or earlier.</summary>
    public DateOnly? ClosesUntil { get; init; }

    /// <summary>Opened, or opens, on this day or later.</summary>
    public DateOnly? OpensFrom { get; init; }

    /// <summary>Opened, or opens, on this day or earlier.</summary>
    public DateOnly? OpensUntil { get; init; }

    /// <summary>The currency of the amounts: whoever asks for money sees only what is in this one, ISO 4217.</summary>
    public string? Currency { get; init; }

    /// <summary>One award may be this much or more; without awards the whole sum counts.</summary>
    public decimal? MoneyFrom { get; init; }

    /// <summary>One award may be this much or less.</summary>
    public decimal? MoneyUntil { get; init; }

    /// <summary>Cities of this country may apply, or it is unknown; ISO 3166 alpha-2.</summary>
    public string? Country { get; init; }

    /// <summary>With <see cref="Country"/>: leaves out what is unknown.</summary>
    public bool OnlyKnown { get; init; }

    /// <summary>This kind of applicant is named, of CommonGrants' <c>ApplicantTypeOptions</c>.</summary>
    public string? ApplicantType { get; init; }

    /// <summary>A theme of the source or the advisor has this in it.</summary>
    public string? Theme { get; init; }

    /// <summary>The funder's name has this in it.</summary>
    public string? Funder { get; init; }

    /// <summary>Where screening stands; without it all but rejected and merged ones.</summary>
    public ScreeningState? State { get; init; }

    /// <summary>In which order; without it by relevance where there are words, else by deadline.</summary>
    public OpportunitySort? Sort { get; init; }
}

/// <summary>Orders of a list of opportunities.</summary>
public enum OpportunitySort
{
    /// <summary>Next deadline first, then those without, then those that are over.</summary>
    Closing,

    /// <summary>What came last into the catalogue first.</summary>
    Newest,

    /// <summary>What fits the words best first.</summary>
    Relevance,
}
