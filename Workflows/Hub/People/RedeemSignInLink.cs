using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Tasks;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.People;

/// <summary>Looks at a sign-in link. Changes nothing.</summary>
/// <param name="Token">As in the mail.</param>
public sealed record OpenSignInLink(string Token) : IRequest<SignInLinkResult>;

/// <summary>Signs in by a link, once.</summary>
/// <param name="Token">As in the mail.</param>
public sealed record RedeemSignInLink(string Token) : IRequest<SignInLinkResult>;

/// <summary>What a sign-in link is worth.</summary>
public abstract record SignInLinkResult;

/// <summary>It is good (opened), or was good and is used up now (redeemed).</summary>
/// <param name="Person">Who signs in.</param>
/// <param name="ReturnPath">Where to go, or <see langword="null"/>.</param>
public sealed record SignInLinkGood(Person Person, string? ReturnPath) : SignInLinkResult;

/// <summary>Used, too old, or never was.</summary>
public sealed record SignInLinkBad : SignInLinkResult;

internal sealed class OpenSignInLinkHandler(HubDbFactory databases, TimeProvider clock) : IRequestHandler<OpenSignInLink, SignInLinkResult>
{
    public async Task<SignInLinkResult> Handle(OpenSignInLink request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(null);
        return await SignInLinks.FindAsync(db, LinkPurpose.SignIn, request.Token, clock.GetUtcNow(), cancellationToken) is var (link, person)
            ? new SignInLinkGood(person, link.ReturnPath)
            : new SignInLinkBad();
    }
}

internal sealed class RedeemSignInLinkHandler(CommitQueue commits, TimeProvider clock) : IRequestHandler<RedeemSignInLink, SignInLinkResult>
{
    public Task<SignInLinkResult> Handle(RedeemSignInLink request, CancellationToken cancellationToken) => commits.CommitAsync<SignInLinkResult>(
        async (runtime, token) =>
        {
            var now = clock.GetUtcNow();
            if (await SignInLinks.FindAsync(runtime.Hub(), LinkPurpose.SignIn, request.Token, now, token) is not var (link, person))
            {
                return UnitResult.Refuse<SignInLinkResult>(new SignInLinkBad());
            }

            link.UsedAt = now;
            return UnitResult.Keep<SignInLinkResult>(new SignInLinkGood(person, link.ReturnPath));
        },
        cancellationToken);
}

/// <summary>Finds links that are still good.</summary>
internal static class SignInLinks
{
    public static async Task<(SignInLink Link, Person Person)?> FindAsync(HubDb db, LinkPurpose purpose, string text, DateTimeOffset now, CancellationToken cancellation)
    {
        if (CapabilityToken.Read(text) is not { } token)
        {
            return null;
        }

        var link = await db.SignInLinks.SingleOrDefaultAsync(l => l.PublicId == token.PublicId && l.Purpose == purpose, cancellation);
        if (link is null || !token.Matches(link.SecretHash) || link.UsedAt is not null || now >= link.ExpiresAt)
        {
            return null;
        }

        var person = await db.People.SingleOrDefaultAsync(p => p.Id == link.PersonId && p.IsActive, cancellation);
        return person is null ? null : (link, person);
    }
}
