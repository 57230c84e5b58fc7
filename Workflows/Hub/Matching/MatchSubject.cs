using StrongCities.Hub.Opportunities;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Matching;

/// <summary>An opportunity as matching sees it: screened, so that somebody has said who may apply.</summary>
/// <param name="Id">The opportunity.</param>
/// <param name="Facts">What its source says.</param>
/// <param name="Eligibility">What the advisor found out.</param>
public sealed record MatchSubject(Guid Id, OpportunityFacts Facts, Eligibility Eligibility)
{
    /// <summary>The hub lead's consent to alert cities although little time is left.</summary>
    public bool FastLane { get; init; }
}

/// <summary>Where matching gets its opportunities from.</summary>
public interface IMatchSubjects
{
    /// <summary>Every opportunity of a hub that is to be matched: screened and not rejected.</summary>
    /// <param name="db">Sees the whole hub.</param>
    /// <param name="hubId">The hub.</param>
    /// <param name="cancellation">The host stops.</param>
    /// <returns>In any order.</returns>
    Task<IReadOnlyList<MatchSubject>> AllAsync(HubDb db, Guid hubId, CancellationToken cancellation);

    /// <summary>One of them.</summary>
    /// <param name="db">With the viewer's rights.</param>
    /// <param name="hubId">The hub.</param>
    /// <param name="opportunityId">Which.</param>
    /// <param name="cancellation">The caller gives up.</param>
    /// <returns><see langword="null"/> where there is none, or it is not to be matched.</returns>
    Task<MatchSubject?> FindAsync(HubDb db, Guid hubId, Guid opportunityId, CancellationToken cancellation);
}
