using MediatR;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Matching;

/// <summary>
/// An advisor confirmed which cities hear of an opportunity. Published inside the unit of work that stores it, after its rows were written: a
/// handler adds to <paramref name="Db"/>, and does nothing else, since the unit may be run again.
/// </summary>
/// <param name="Db">The unit's context.</param>
/// <param name="HubId">The hub.</param>
/// <param name="OpportunityId">Which opportunity.</param>
public sealed record MatchesConfirmedEvent(HubDb Db, Guid HubId, Guid OpportunityId) : INotification;
