using MediatR;

namespace StrongCities.Hub.Tasks;

/// <summary>Checks the secret of a task link. Changes nothing.</summary>
/// <param name="Token">Public id, a dot, and the secret, as in the mail.</param>
public sealed record ProveGrant(string Token) : IRequest<GrantProof>;

/// <summary>What a link is worth.</summary>
public abstract record GrantProof;

/// <summary>It is good.</summary>
/// <param name="PublicId">For <see cref="ByGrant"/>.</param>
public sealed record GrantProven(string PublicId) : GrantProof;

/// <summary>It was good once.</summary>
public sealed record GrantExpired : GrantProof;

/// <summary>It never was.</summary>
public sealed record GrantForged : GrantProof;
