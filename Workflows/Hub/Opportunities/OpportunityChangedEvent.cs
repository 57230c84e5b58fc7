using MediatR;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Opportunities;

/// <summary>
/// Something happened to an opportunity. Published inside the unit of work that stores it, after its rows were written: a handler adds to
/// <paramref name="Db"/>, and does nothing else, since the unit may be run again.
/// </summary>
/// <param name="Db">The unit's context.</param>
/// <param name="Opportunity">As it is now.</param>
/// <param name="Happening">What.</param>
/// <param name="Changes">Field by field; empty when it is new.</param>
public sealed record OpportunityChangedEvent(HubDb Db, Opportunity Opportunity, OpportunityHappening Happening, IReadOnlyList<FactChange> Changes) : INotification;

/// <summary>What happens to opportunities.</summary>
public enum OpportunityHappening
{
    /// <summary>It came into the catalogue.</summary>
    Found,

    /// <summary>A source says something else, or has it again.</summary>
    Changed,

    /// <summary>No source has it any more.</summary>
    Vanished,

    /// <summary>An advisor found out who may apply.</summary>
    Screened,

    /// <summary>An advisor rejected it, or merged it into another.</summary>
    Rejected,

    /// <summary>An advisor took a rejection back.</summary>
    Restored,

    /// <summary>The hub's lead agreed to alert although little time is left, or took that back.</summary>
    Consented,
}
