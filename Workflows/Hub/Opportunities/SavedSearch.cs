using StrongCities.Hub.Opportunities.Search;

namespace StrongCities.Hub.Opportunities;

/// <summary>A search that somebody keeps, under a name of theirs. Nobody else sees it.</summary>
public sealed class SavedSearch
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>In whose catalogue.</summary>
    public required Guid HubId { get; init; }

    /// <summary>Whose.</summary>
    public required Guid PersonId { get; init; }

    /// <summary>What they call it.</summary>
    public required string Name { get; set; }

    /// <summary>What it looks for.</summary>
    public required OpportunityFilter Filter { get; set; }

    /// <summary>Whether new finds are told in the daily digest.</summary>
    public bool Notify { get; set; }

    /// <summary>When it was saved.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Up to when its finds were told, or need not be.</summary>
    public required DateTimeOffset LookedAt { get; set; }
}
