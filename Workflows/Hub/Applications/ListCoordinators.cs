using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Applications;

/// <summary>Somebody looks to whom an application can be handed over.</summary>
/// <param name="Viewer">The city's voice, or its hub.</param>
/// <param name="Id">The application.</param>
public sealed record ListCoordinators(Viewer Viewer, Guid Id) : IAsViewer<IReadOnlyList<Person>>
{
    /// <inheritdoc/>
    public static Roles Allowed => ChangeApplication.Allowed;

    /// <inheritdoc/>
    public static IReadOnlyList<Person> NotFound => [];
}

internal sealed class ListCoordinatorsHandler(HubDbFactory databases) : IRequestHandler<ListCoordinators, IReadOnlyList<Person>>
{
    public async Task<IReadOnlyList<Person>> Handle(ListCoordinators request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        return await db.Cases.OfType<Application>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == request.Id, cancellationToken) is { ClosedAt: null } about
            ? await db.People.AsNoTracking()
                .Where(p => p.CityId == about.CityId && p.IsActive && (p.Roles & Roles.Coordinator) != 0 && p.Id != about.CoordinatorId)
                .Where(p => !db.Recusals.Any(recusal => recusal.CaseId == about.Id && recusal.PersonId == p.Id))
                .OrderBy(p => p.Name).ToListAsync(cancellationToken)
            : [];
    }
}
