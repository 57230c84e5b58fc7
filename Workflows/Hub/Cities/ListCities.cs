using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Cities;

/// <summary>A hub lead lists the hub's cities, with people or without, by name.</summary>
/// <param name="Viewer">A hub lead.</param>
public sealed record ListCities(Viewer Viewer) : IAsViewer<IReadOnlyList<City>?>
{
    /// <inheritdoc/>
    public static Roles Allowed => Roles.HubLead;

    /// <inheritdoc/>
    public static IReadOnlyList<City>? NotFound => null;
}

internal sealed class ListCitiesHandler(HubDbFactory databases) : IRequestHandler<ListCities, IReadOnlyList<City>?>
{
    public async Task<IReadOnlyList<City>?> Handle(ListCities request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        return await db.Cities.AsNoTracking().OrderBy(city => city.Name).ToListAsync(cancellationToken);
    }
}
