using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Opportunities;

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
