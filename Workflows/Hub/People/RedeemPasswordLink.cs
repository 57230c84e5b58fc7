using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.People;

/// <summary>Looks at a link by which staff choose a password. Changes nothing.</summary>
/// <param name="Token">As in the mail.</param>
public sealed record OpenPasswordLink(string Token) : IRequest<PasswordLinkResult>;

/// <summary>Uses such a link up, and with it every other one of the same person. The caller then keeps the password.</summary>
/// <param name="Token">As in the mail.</param>
public sealed record RedeemPasswordLink(string Token) : IRequest<PasswordLinkResult>;

/// <summary>What such a link is worth.</summary>
public abstract record PasswordLinkResult;

/// <summary>It is good (opened), or was good and is used up now (redeemed).</summary>
/// <param name="Person">Whose password it is for.</param>
public sealed record PasswordLinkGood(Person Person) : PasswordLinkResult;

/// <summary>Used, too old, for another purpose, or never was.</summary>
public sealed record PasswordLinkBad : PasswordLinkResult;

internal sealed class OpenPasswordLinkHandler(HubDbFactory databases, TimeProvider clock) : IRequestHandler<OpenPasswordLink, PasswordLinkResult>
{
    public async Task<PasswordLinkResult> Handle(OpenPasswordLink request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(null);
        return await SignInLinks.FindAsync(db, LinkPurpose.Password, request.Token, clock.GetUtcNow(), cancellationToken) is var (_, person)
            ? new PasswordLinkGood(person)
            : new PasswordLinkBad();
    }
}

internal sealed class RedeemPasswordLinkHandler(CommitQueue commits, TimeProvider clock) : IRequestHandler<RedeemPasswordLink, PasswordLinkResult>
{
    public Task<PasswordLinkResult> Handle(RedeemPasswordLink request, CancellationToken cancellationToken) =>
        commits.CommitAsync<PasswordLinkResult>(
            async (runtime, token) =>
            {
                var now = clock.GetUtcNow();
                var db = runtime.Hub();
                if (await SignInLinks.FindAsync(db, LinkPurpose.Password, request.Token, now, token) is not var (_, person))
                {
                    return UnitResult.Refuse<PasswordLinkResult>(new PasswordLinkBad());
                }

                var open = db.SignInLinks.Where(link => link.PersonId == person.Id && link.Purpose == LinkPurpose.Password && link.UsedAt == null);
                foreach (var link in await open.ToListAsync(token))
                {
                    link.UsedAt = now;
                }

                return UnitResult.Keep<PasswordLinkResult>(new PasswordLinkGood(person));
            },
            cancellationToken);
}
