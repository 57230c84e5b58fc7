using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Cities;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Applications;

/// <summary>The other cities of the network, each with whom mail B2 would reach there.</summary>
/// <param name="Viewer">The city's voice, or its hub.</param>
/// <param name="Id">The application for which a partner is sought.</param>
public sealed record ListPartnerCities(Viewer Viewer, Guid Id) : IAsViewer<IReadOnlyList<PartnerCity>>
{
    /// <inheritdoc/>
    public static Roles Allowed => ChangeApplication.Allowed;

    /// <inheritdoc/>
    public static IReadOnlyList<PartnerCity> NotFound => [];
}

/// <summary>A city that may be asked.</summary>
/// <param name="City">Which.</param>
/// <param name="ContactId">Its coordinator.</param>
public sealed record PartnerCity(City City, Guid ContactId);

internal sealed class ListPartnerCitiesHandler(HubDbFactory databases) : IRequestHandler<ListPartnerCities, IReadOnlyList<PartnerCity>>
{
    public async Task<IReadOnlyList<PartnerCity>> Handle(ListPartnerCities request, CancellationToken cancellationToken)
    {
        await using var seen = databases.Create(request.Viewer);
        if (await seen.Cases.OfType<Application>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == request.Id, cancellationToken) is not { } about)
        {
            return [];
        }

        // Of other cities their reader learns the name alone.
        await using var db = databases.Create(null);
        var cities = await db.Cities.AsNoTracking().Where(city => city.HubId == about.HubId && city.Id != about.CityId).ToListAsync(cancellationToken);
        var coordinators = await db.People.AsNoTracking()
            .Where(person => person.HubId == about.HubId && person.IsActive && person.CityId != null && (person.Roles & Roles.Coordinator) != 0)
            .OrderBy(person => person.Email).ToListAsync(cancellationToken);
        return
        [
            .. from city in cities
               let contact = coordinators.Find(person => person.CityId == city.Id)
               where contact is not null
               orderby city.Name
               select new PartnerCity(city, contact.Id),
        ];
    }
}
