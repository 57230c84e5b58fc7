using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Opportunities.Sources;

/// <summary>Runs a source as soon as may be, whatever its schedule says.</summary>
/// <param name="Viewer">A hub lead or an operator.</param>
/// <param name="Id">Which.</param>
public sealed record AskForRun(Viewer Viewer, Guid Id) : IAsViewer<bool>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.SourceStaff;

    /// <inheritdoc/>
    public static bool NotFound => false;
}

internal sealed class AskForRunHandler(CommitQueue commits, RunDueSources runs, TimeProvider clock) : IRequestHandler<AskForRun, bool>
{
    public async Task<bool> Handle(AskForRun request, CancellationToken cancellationToken)
    {
        var asked = await commits.CommitAsync(
            async (runtime, token) =>
            {
                var source = await runtime.Hub().OpportunitySources.SingleOrDefaultAsync(s => s.Id == request.Id && s.HubId == request.Viewer.HubId && s.IsEnabled && s.Address != null, token);
                if (source is null)
                {
                    return UnitResult.Refuse(false);
                }

                (source.NextRunAt, source.AskedById) = (clock.GetUtcNow(), request.Viewer.PersonId);
                return UnitResult.Keep(true);
            },
            cancellationToken);
        runs.Wake();
        return asked;
    }
}
