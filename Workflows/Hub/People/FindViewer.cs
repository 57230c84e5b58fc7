using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.People;

/// <summary>Who a signed-in person is now: asked at every request, so that a lost role or account counts at once.</summary>
/// <param name="PersonId">From the cookie.</param>
public sealed record FindViewer(Guid PersonId) : IRequest<ViewerFound?>;

/// <summary>A viewer with what pages show of them.</summary>
/// <param name="Viewer">Their rights.</param>
/// <param name="Person">Who they are.</param>
/// <param name="CityName">Their city, or <see langword="null"/> for staff.</param>
/// <param name="HubName">Their hub.</param>
/// <param name="TimeZone">Their city's or hub's.</param>
public sealed record ViewerFound(Viewer Viewer, Person Person, string? CityName, string HubName, string TimeZone);

internal sealed class FindViewerHandler(HubDbFactory databases) : IRequestHandler<FindViewer, ViewerFound?>
{
    public async Task<ViewerFound?> Handle(FindViewer request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(null);
        var person = await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == request.PersonId && p.IsActive, cancellationToken);
        if (person is null)
        {
            return null;
        }

        var hub = await db.Hubs.AsNoTracking().SingleAsync(h => h.Id == person.HubId, cancellationToken);
        var city = await db.Cities.AsNoTracking().SingleOrDefaultAsync(c => c.Id == person.CityId, cancellationToken);
        return new ViewerFound(Viewer.Of(person), person, city?.Name, hub.Name, city?.TimeZone ?? hub.TimeZone);
    }
}
