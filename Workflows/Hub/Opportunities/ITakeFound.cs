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

    /// <summary>Notes which records of a source a full run came back without. What no source has any more is closed, and stays.</summary>
    /// <param name="db">The unit's context.</param>
    /// <param name="hubId">Whose catalogue.</param>
    /// <param name="sourceKey">Which source.</param>
    /// <param name="seen">The keys that the run had, with those of faulty records: what is there but can't be read has not vanished.</param>
    /// <param name="most">How many to note at most: more belong into further units.</param>
    /// <param name="cancellation">The host stops.</param>
    /// <returns>How many it noted.</returns>
    Task<int> MarkVanishedAsync(HubDb db, Guid hubId, string sourceKey, IReadOnlySet<string> seen, int most, CancellationToken cancellation);
}
