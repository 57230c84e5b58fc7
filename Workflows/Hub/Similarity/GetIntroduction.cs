using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Similarity;

/// <summary>A city looks at an introduction of its own.</summary>
/// <param name="Viewer">Of one of the two cities.</param>
/// <param name="IntroductionId">Which.</param>
public sealed record GetIntroduction(Viewer Viewer, Guid IntroductionId) : IAsViewer<IntroductionPage?>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.City;

    /// <inheritdoc/>
    public static IntroductionPage? NotFound => null;
}

/// <summary>An introduction as one of its cities sees it. <see langword="null"/> in its place means: not theirs.</summary>
/// <param name="Other">The other city's name.</param>
/// <param name="Words">Why, in the advisor's words.</param>
/// <param name="State">Where it stands.</param>
/// <param name="HasAnswered">Whether the viewer's city has said yes.</param>
/// <param name="Contact">Who said yes for the other city, and their address; <see langword="null"/> until both have.</param>
public sealed record IntroductionPage(string Other, string Words, IntroductionState State, bool HasAnswered, string? Contact);

internal sealed class GetIntroductionHandler(HubDbFactory databases) : IRequestHandler<GetIntroduction, IntroductionPage?>
{
    public async Task<IntroductionPage?> Handle(GetIntroduction request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        if (request.Viewer.CityId is not { } home || await db.Introductions.AsNoTracking().SingleOrDefaultAsync(one => one.Id == request.IntroductionId, cancellationToken) is not { } found)
        {
            return null;
        }

        // A city does not read another's record by itself.
        await using var all = databases.Create(null);
        var other = found.OtherOf(home);
        var contact = found.HaveMet ? await all.People.AsNoTracking().SingleOrDefaultAsync(person => person.Id == found.AcceptedBy(other) && person.IsActive, cancellationToken) : null;
        return new IntroductionPage(
            await all.Cities.Where(city => city.Id == other).Select(city => city.Name).SingleAsync(cancellationToken),
            found.Words,
            found.State,
            found.AcceptedBy(home) is not null,
            contact is null ? null : $"{contact.Name}, {contact.Email}");
    }
}
