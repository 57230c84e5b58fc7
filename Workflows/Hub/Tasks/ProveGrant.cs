using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Persistence;

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

internal sealed class ProveGrantHandler(HubDbFactory databases, TimeProvider clock) : IRequestHandler<ProveGrant, GrantProof>
{
    public async Task<GrantProof> Handle(ProveGrant request, CancellationToken cancellationToken)
    {
        if (CapabilityToken.Read(request.Token) is not { } token)
        {
            return new GrantForged();
        }

        await using var db = databases.Create(null);
        var grant = await db.Grants.AsNoTracking().SingleOrDefaultAsync(g => g.PublicId == token.PublicId, cancellationToken);
        if (grant is null || !token.Matches(grant.SecretHash))
        {
            return new GrantForged();
        }

        return clock.GetUtcNow() < grant.ExpiresAt ? new GrantProven(grant.PublicId) : new GrantExpired();
    }
}
