using MediatR;
using Microsoft.Extensions.Options;
using StrongCities.Hub.Experts;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Assistance.Board;

/// <summary>Hub staff look at the weekly board: the requests that wait to be judged, the highest score first.</summary>
/// <param name="Viewer">An advisor or lead.</param>
public sealed record GetBoard(Viewer Viewer) : IAsViewer<IReadOnlyList<BoardLine>?>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static IReadOnlyList<BoardLine>? NotFound => null;
}

internal sealed class GetBoardHandler(HubDbFactory databases, IOptions<ExpertOptions> weights, TimeProvider clock) : IRequestHandler<GetBoard, IReadOnlyList<BoardLine>?>
{
    public async Task<IReadOnlyList<BoardLine>?> Handle(GetBoard request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        return await ReadBoard.RunAsync(db, request.Viewer.HubId, weights.Value, clock.GetUtcNow(), cancellationToken);
    }
}
