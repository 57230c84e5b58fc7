using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Tasks;

/// <summary>The open tasks of a viewer.</summary>
/// <param name="Viewer">Anybody signed in.</param>
public sealed record ListMyTasks(Viewer Viewer) : IAsViewer<IReadOnlyList<TaskLine>>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.City | RoleSets.Staff;

    /// <inheritdoc/>
    public static IReadOnlyList<TaskLine> NotFound => [];
}

internal sealed class ListMyTasksHandler(HubDbFactory databases, TimeProvider clock) : IRequestHandler<ListMyTasks, IReadOnlyList<TaskLine>>
{
    public async Task<IReadOnlyList<TaskLine>> Handle(ListMyTasks request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        // A substitute's seat is worth nothing once the other is back.
        var mine = db.Tasks.Where(t => t.State == TaskState.Open && t.Seats.Any(seat =>
            seat.PersonId == request.Viewer.PersonId && seat.State == SeatState.Open
            && (seat.Reason != SeatReason.Absence
                || db.Absences.Any(a => a.PersonId == seat.ForPersonId && a.EndedAt == null && a.From <= today && a.Until >= today))));
        var lines = await TaskLines.ReadAsync(db, mine, request.Viewer, cancellationToken);
        return [.. lines.OrderBy(line => line.Task.DueAt ?? DateTimeOffset.MaxValue).ThenBy(line => line.Task.OpenedAt)];
    }
}
