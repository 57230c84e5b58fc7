using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Matching;

/// <summary>Staff read how their hub weighs.</summary>
/// <param name="Viewer">An advisor or lead.</param>
public sealed record GetMatchSettings(Viewer Viewer) : IAsViewer<MatchSettings?>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static MatchSettings? NotFound => null;
}

/// <summary>A hub lead changes how the hub weighs. Every pair is then judged again.</summary>
/// <param name="Viewer">A hub lead.</param>
/// <param name="Settings">As they shall be.</param>
public sealed record ChangeMatchSettings(Viewer Viewer, MatchSettings Settings) : IAsViewer<IReadOnlyList<FieldProblem>?>, IValidated<IReadOnlyList<FieldProblem>?>
{
    /// <inheritdoc/>
    public static Roles Allowed => Roles.HubLead;

    /// <inheritdoc/>
    public static IReadOnlyList<FieldProblem>? NotFound => null;

    /// <inheritdoc/>
    public static IReadOnlyList<FieldProblem>? Invalid(IReadOnlyList<FieldProblem> problems) => problems;

    /// <inheritdoc/>
    public IEnumerable<FieldProblem> Problems(DateTimeOffset now) => Settings.Problems();
}

internal sealed class ChangeMatchSettingsHandler(HubDbFactory databases, CommitQueue commits, KeepMatched matched, TimeProvider clock)
    : IRequestHandler<GetMatchSettings, MatchSettings?>, IRequestHandler<ChangeMatchSettings, IReadOnlyList<FieldProblem>?>
{
    public async Task<MatchSettings?> Handle(GetMatchSettings request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        return (await db.MatchSettings.AsNoTracking().SingleOrDefaultAsync(cancellationToken))?.Settings ?? MatchSettings.Default;
    }

    public async Task<IReadOnlyList<FieldProblem>?> Handle(ChangeMatchSettings request, CancellationToken cancellationToken)
    {
        await commits.CommitAsync(
            async (runtime, token) =>
            {
                var db = runtime.Hub();
                var by = await db.People.Where(person => person.Id == request.Viewer.PersonId).Select(person => person.Name).SingleAsync(token);
                var row = await db.MatchSettings.SingleOrDefaultAsync(settings => settings.HubId == request.Viewer.HubId, token);
                if (row is null)
                {
                    db.Add(row = new SettingsOfHub { HubId = request.Viewer.HubId, Settings = request.Settings, ChangedByName = by });
                }

                (row.Settings, row.ChangedByName, row.ChangedAt) = (request.Settings, by, clock.GetUtcNow());
                return UnitResult.Keep(true);
            },
            cancellationToken);
        matched.Wish();
        return [];
    }
}
