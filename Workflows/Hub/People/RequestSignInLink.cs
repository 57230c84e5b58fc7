using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StrongCities.Hub.Mail;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Tasks;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.People;

/// <summary>
/// Somebody of a city asks for a sign-in link. Answers nothing, known address or not: the mail tells only its reader.
/// </summary>
/// <param name="Email">As typed.</param>
/// <param name="ReturnPath">Where to go after signing in: a path of this site, or <see langword="null"/>.</param>
public sealed record RequestSignInLink(string Email, string? ReturnPath) : IRequest;

internal sealed class RequestSignInLinkHandler(CommitQueue commits, QueueMail mail, IOptions<SignInOptions> options, TimeProvider clock)
    : IRequestHandler<RequestSignInLink, Unit>
{
    private const int MaxPath = 500;

    public Task<Unit> Handle(RequestSignInLink request, CancellationToken cancellationToken) =>
        commits.CommitAsync((runtime, token) => SendAsync(runtime.Hub(), request, token), cancellationToken);

    private async Task<UnitResult<Unit>> SendAsync(HubDb db, RequestSignInLink request, CancellationToken cancellation)
    {
        var email = PersonRules.Normal(request.Email);
        var now = clock.GetUtcNow();
        var since = now - options.Value.ThrottleWindow;
        var person = await db.People.SingleOrDefaultAsync(p => p.Email == email && p.IsActive && p.CityId != null, cancellation);
        if (person is null
            || await db.SignInLinks.CountAsync(link => link.PersonId == person.Id && link.IssuedAt > since, cancellation) >= options.Value.LinksPerWindow)
        {
            return UnitResult.Refuse(Unit.Value);
        }

        var token = CapabilityToken.Mint();
        db.Add(new SignInLink
        {
            PublicId = token.PublicId,
            SecretHash = token.SecretHash,
            Purpose = LinkPurpose.SignIn,
            PersonId = person.Id,
            ReturnPath = LocalPath.Is(request.ReturnPath) && request.ReturnPath.Length <= MaxPath ? request.ReturnPath : null,
            IssuedAt = now,
            ExpiresAt = now + options.Value.LinkLifetime,
        });
        await mail.QueueAsync(
            db,
            new MailOrder(MailKind.SignIn, person.HubId, person.Id, $"sign-in:{token.PublicId}")
            {
                DueAt = now + options.Value.LinkLifetime,
                Buttons = [new MailButton("Button.SignIn", SitePaths.SignIn(token.Text), IsSecret: true)],
            },
            cancellation);
        return UnitResult.Keep(Unit.Value);
    }
}
