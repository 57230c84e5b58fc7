using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Cities;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Applications;

/// <summary>The hub lists the cities for which it can open an application: those that have no dealings with the opportunity, by name.</summary>
/// <param name="Viewer">Of the hub.</param>
/// <param name="OpportunityId">What they would apply for.</param>
public sealed record ListCitiesToApply(Viewer Viewer, Guid OpportunityId) : IAsViewer<IReadOnlyList<City>>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static IReadOnlyList<City> NotFound => [];
}

internal sealed class ListCitiesToApplyHandler(HubDbFactory databases) : IRequestHandler<ListCitiesToApply, IReadOnlyList<City>>
{
    public async Task<IReadOnlyList<City>> Handle(ListCitiesToApply request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        return await db.Cities.AsNoTracking()
            .Where(city => !db.Cases.OfType<CaseOfOpportunity>().Any(about => about.CityId == city.Id && about.OpportunityId == request.OpportunityId))
            .OrderBy(city => city.Name)
            .ToListAsync(cancellationToken);
    }
}
