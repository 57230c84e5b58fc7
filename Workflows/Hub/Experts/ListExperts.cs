using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Experts;

/// <summary>Hub staff look at the pool.</summary>
/// <param name="Viewer">An advisor or lead.</param>
public sealed record ListExperts(Viewer Viewer) : IAsViewer<IReadOnlyList<ExpertLine>?>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static IReadOnlyList<ExpertLine>? NotFound => null;
}

/// <summary>An entry of the pool in a list.</summary>
/// <param name="Facts">The entry with load and results.</param>
/// <param name="Email">The person's address.</param>
public sealed record ExpertLine(HelperFacts Facts, string Email);

internal sealed class ListExpertsHandler(HubDbFactory databases) : IRequestHandler<ListExperts, IReadOnlyList<ExpertLine>?>
{
    public async Task<IReadOnlyList<ExpertLine>?> Handle(ListExperts request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        var pool = await HelperPool.ReadAsync(db, request.Viewer.HubId, cancellationToken);
        var ids = pool.Select(helper => helper.Expert.PersonId).ToList();
        var addresses = await db.People.Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Email, cancellationToken);
        return [.. pool.OrderBy(helper => helper.Expert.Kind).ThenBy(helper => helper.Name, StringComparer.Ordinal).Select(helper => new ExpertLine(helper, addresses[helper.Expert.PersonId]))];
    }
}
