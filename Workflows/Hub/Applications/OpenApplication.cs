using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Opportunities.Process;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Applications;

/// <summary>
/// The hub opens an application for a city that comes on its own: nobody asked the city, so there is no answer and no sheet to decide by. Its process
/// begins at once.
/// </summary>
/// <param name="Viewer">Who does it at the hub.</param>
/// <param name="OpportunityId">What the city applies for; it must still be open.</param>
/// <param name="CityId">The city, of the same hub. It has no other application for this opportunity.</param>
public sealed record OpenApplication(Viewer Viewer, Guid OpportunityId, Guid CityId) : IAsViewer<ApplicationResult>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static ApplicationResult NotFound => ApplicationResult.NotFound;
}

/// <summary>The application is open.</summary>
/// <param name="Id">Its case.</param>
public sealed record ApplicationOpened(Guid Id) : ApplicationResult;

internal sealed class OpenApplicationHandler(HubDbFactory databases, OpenOpportunityCase open, TimeProvider clock) : IRequestHandler<OpenApplication, ApplicationResult>
{
    public async Task<ApplicationResult> Handle(OpenApplication request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        if (await db.Opportunities.AsNoTracking().SingleOrDefaultAsync(o => o.Id == request.OpportunityId, cancellationToken) is not { } opportunity)
        {
            return ApplicationResult.NotFound;
        }

        if (!await db.Cities.AnyAsync(city => city.Id == request.CityId, cancellationToken))
        {
            return Wrong("NoCity");
        }

        if (opportunity.ClosesAt <= clock.GetUtcNow())
        {
            return Wrong("OpportunityClosed");
        }

        return await open.ApplicationAsync(db, opportunity, request.CityId, request.Viewer.PersonId, cancellationToken) is { } opened
            ? new ApplicationOpened(opened.Id)
            : Wrong("AlreadyOpen");
    }

    private static ApplicationInvalid Wrong(string key) => new([.. ApplicationUnit.Wrong("City", key)]);
}
