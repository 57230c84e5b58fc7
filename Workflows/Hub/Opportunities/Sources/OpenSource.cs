using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Opportunities.Sources;

/// <summary>Opens a source with its runs.</summary>
/// <param name="Viewer">A hub lead or an operator.</param>
/// <param name="Id">Which.</param>
public sealed record OpenSource(Viewer Viewer, Guid Id) : IAsViewer<SourcePage?>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.SourceStaff;

    /// <inheritdoc/>
    public static SourcePage? NotFound => null;
}

/// <summary>A source and its newest runs.</summary>
/// <param name="Source">Its key is encrypted.</param>
/// <param name="Runs">The newest first.</param>
public sealed record SourcePage(OpportunitySource Source, IReadOnlyList<SourceRun> Runs);

internal sealed class OpenSourceHandler(HubDbFactory databases) : IRequestHandler<OpenSource, SourcePage?>
{
    private const int MaxRuns = 50;

    public async Task<SourcePage?> Handle(OpenSource request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        return await db.OpportunitySources.AsNoTracking().SingleOrDefaultAsync(source => source.Id == request.Id, cancellationToken) is { } source
            ? new SourcePage(source, await db.SourceRuns.AsNoTracking().Where(run => run.SourceId == source.Id)
                .OrderByDescending(run => run.StartedAt).ThenByDescending(run => run.Id).Take(MaxRuns).ToListAsync(cancellationToken))
            : null;
    }
}

/// <summary>Opens a run with its faults.</summary>
/// <param name="Viewer">A hub lead or an operator.</param>
/// <param name="Id">Which.</param>
public sealed record OpenSourceRun(Viewer Viewer, Guid Id) : IAsViewer<SourceRunPage?>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.SourceStaff;

    /// <inheritdoc/>
    public static SourceRunPage? NotFound => null;
}

/// <summary>A run and what it could not read.</summary>
/// <param name="SourceName">Of which source.</param>
/// <param name="Run">Itself.</param>
/// <param name="Faults">In the order in which they came.</param>
public sealed record SourceRunPage(string SourceName, SourceRun Run, IReadOnlyList<SourceFault> Faults);

internal sealed class OpenSourceRunHandler(HubDbFactory databases) : IRequestHandler<OpenSourceRun, SourceRunPage?>
{
    public async Task<SourceRunPage?> Handle(OpenSourceRun request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        if (await db.SourceRuns.AsNoTracking().SingleOrDefaultAsync(run => run.Id == request.Id, cancellationToken) is not { } run)
        {
            return null;
        }

        var name = await db.OpportunitySources.Where(source => source.Id == run.SourceId).Select(source => source.Name).SingleAsync(cancellationToken);
        return new SourceRunPage(name, run, await db.SourceFaults.AsNoTracking().Where(fault => fault.RunId == run.Id).OrderBy(fault => fault.Id).ToListAsync(cancellationToken));
    }
}
