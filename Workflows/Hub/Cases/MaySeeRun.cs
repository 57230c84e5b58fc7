using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Cases;

/// <summary>Whether somebody may see an instance now: not when it carries a case that is hidden from them, or belongs to one that does.</summary>
/// <param name="PersonId">Who looks.</param>
/// <param name="InstanceId">At what.</param>
public sealed record MaySeeRun(Guid PersonId, string InstanceId) : IRequest<bool>;

internal sealed class MaySeeRunHandler(HubDbFactory databases) : IRequestHandler<MaySeeRun, bool>
{
    public async Task<bool> Handle(MaySeeRun request, CancellationToken cancellationToken)
    {
        await using var all = databases.Create(null);
        if (await all.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == request.PersonId && p.IsActive, cancellationToken) is not { } person)
        {
            return false;
        }

        await using var db = databases.Create(Viewer.Of(person));
        return await db.SeenInstances.AnyAsync(row => row.Id == request.InstanceId, cancellationToken);
    }
}
