using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.People;

/// <summary>
/// A member of the hub's staff asks for a link to choose a new password. Answers nothing, known address or not: the mail tells only its
/// reader.
/// </summary>
/// <param name="Email">As typed.</param>
public sealed record RequestPasswordLink(string Email) : IRequest;

internal sealed class RequestPasswordLinkHandler(CommitQueue commits, PasswordLinks links, IOptions<SignInOptions> options, TimeProvider clock)
    : IRequestHandler<RequestPasswordLink, Unit>
{
    public Task<Unit> Handle(RequestPasswordLink request, CancellationToken cancellationToken) => commits.CommitAsync(
        async (runtime, token) =>
        {
            var db = runtime.Hub();
            var email = PersonRules.Normal(request.Email);
            var since = clock.GetUtcNow() - options.Value.ThrottleWindow;
            var person = await db.People.SingleOrDefaultAsync(p => p.Email == email && p.IsActive && p.CityId == null && p.Roles != Roles.None, token);
            if (person is null
                || await db.SignInLinks.CountAsync(link => link.PersonId == person.Id && link.IssuedAt > since, token) >= options.Value.LinksPerWindow)
            {
                return UnitResult.Refuse(Unit.Value);
            }

            await links.RenewAsync(db, person, token);
            return UnitResult.Keep(Unit.Value);
        },
        cancellationToken);
}
