using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;
using StrongCities.Hub.Tasks;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.People;

/// <summary>Somebody is back, or does not go away after all: the substitute no longer acts for them.</summary>
/// <param name="Viewer">Who is away, or a hub lead.</param>
/// <param name="AbsenceId">The absence.</param>
public sealed record EndAbsence(Viewer Viewer, Guid AbsenceId) : IAsViewer<bool>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.City | RoleSets.Staff;

    /// <inheritdoc/>
    public static bool NotFound => false;
}

internal sealed class EndAbsenceHandler(HubDbFactory databases, CommitQueue commits, SeatTasks seats, TimeProvider clock) : IRequestHandler<EndAbsence, bool>
{
    public async Task<bool> Handle(EndAbsence request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        var found = await db.Absences.AsNoTracking().SingleOrDefaultAsync(a => a.Id == request.AbsenceId && a.EndedAt == null, cancellationToken);
        if (found is null || !await db.People.AnyAsync(p => p.Id == found.PersonId, cancellationToken)
            || (found.PersonId != request.Viewer.PersonId && !request.Viewer.Is(Roles.HubLead)))
        {
            return false;
        }

        return await commits.CommitAsync(
            async (runtime, token) =>
            {
                var unit = runtime.Hub();
                var absence = await unit.Absences.SingleAsync(a => a.Id == request.AbsenceId, token);
                absence.EndedAt = clock.GetUtcNow();
                await seats.AgainAsync(unit, await unit.People.SingleAsync(p => p.Id == absence.PersonId, token), token);
                return UnitResult.Keep(true);
            },
            cancellationToken);
    }
}
