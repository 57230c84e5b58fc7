using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Opportunities.Sources;

/// <summary>Takes found records into the catalogue.</summary>
public interface ITakeFound
{
    /// <summary>Takes one, inside a unit of work.</summary>
    /// <param name="db">The unit's context.</param>
    /// <param name="hubId">Whose catalogue.</param>
    /// <param name="sourceKey">Which source.</param>
    /// <param name="found">What it says.</param>
    /// <param name="cancellation">The host stops.</param>
    /// <returns>What became of it.</returns>
    Task<TakeOutcome> TakeAsync(HubDb db, Guid hubId, string sourceKey, FoundOpportunity found, CancellationToken cancellation);
}

/// <summary>What became of a found record.</summary>
public enum TakeOutcome
{
    /// <summary>It was not there.</summary>
    New,

    /// <summary>It says otherwise than before.</summary>
    Changed,

    /// <summary>It says the same.</summary>
    Same,

    /// <summary>It is there from another source.</summary>
    Duplicate,
}

/// <summary>Reads a page of CommonGrants opportunities.</summary>
/// <param name="content">JSON: one opportunity, a list, or a page with <c>items</c>.</param>
/// <returns>The records, and how many there are on all pages.</returns>
public delegate RecordPage ReadCommonGrants(Stream content);
