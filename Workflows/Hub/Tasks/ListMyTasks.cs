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

internal sealed class ListMyTasksHandler(HubDbFactory databases) : IRequestHandler<ListMyTasks, IReadOnlyList<TaskLine>>
{
    public async Task<IReadOnlyList<TaskLine>> Handle(ListMyTasks request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        var mine = db.Tasks.Where(t => t.State == TaskState.Open && t.Seats.Any(seat => seat.PersonId == request.Viewer.PersonId));
        var lines = await TaskLines.ReadAsync(db, mine, request.Viewer, cancellationToken);
        return [.. lines.OrderBy(line => line.Task.DueAt ?? DateTimeOffset.MaxValue).ThenBy(line => line.Task.OpenedAt)];
    }
}
