using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Tasks;

/// <summary>Somebody who is asked says that they have no personal interest in the case; then they may see it.</summary>
/// <param name="Access">By which way.</param>
public sealed record DeclareNoInterest(TaskAccess Access) : IRequest<bool>;

internal sealed class DeclareNoInterestHandler(TaskDoor door, CommitQueue commits, TimeProvider clock) : IRequestHandler<DeclareNoInterest, bool>
{
    public async Task<bool> Handle(DeclareNoInterest request, CancellationToken cancellationToken) =>
        await door.OpenAsync(request.Access, cancellationToken) is TaskDoorOpen { Page.HidesCase: true } open
        && await commits.CommitAsync(
            async (runtime, token) =>
            {
                var db = runtime.Hub();
                var seat = await db.Set<TaskSeat>().SingleOrDefaultAsync(s => s.TaskId == open.Page.Task.Id && s.PersonId == open.Page.Actor.Id, token);
                if (seat is not { State: SeatState.Open, DeclaredAt: null })
                {
                    return UnitResult.Refuse(false);
                }

                seat.DeclaredAt = clock.GetUtcNow();
                db.Add(open.ActOf(TaskActKind.NoInterest, seat.DeclaredAt.Value));
                return UnitResult.Keep(true);
            },
            cancellationToken);
}
