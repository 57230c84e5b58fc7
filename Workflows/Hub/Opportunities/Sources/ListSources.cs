using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Opportunities.Sources;

/// <summary>Lists the hub's sources.</summary>
/// <param name="Viewer">A hub lead or an operator.</param>
public sealed record ListSources(Viewer Viewer) : IAsViewer<IReadOnlyList<SourceLine>?>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.SourceStaff;

    /// <inheritdoc/>
    public static IReadOnlyList<SourceLine>? NotFound => null;
}

/// <summary>A source in the list.</summary>
/// <param name="Source">Itself.</param>
/// <param name="Last">Its newest run.</param>
public sealed record SourceLine(OpportunitySource Source, SourceRun? Last)
{
    private const int Few = 3;

    /// <summary>How it is.</summary>
    public SourceHealth Health => !Source.IsEnabled ? SourceHealth.Off
        : Last is null ? SourceHealth.Fresh
        : Last.Outcome == SourceOutcome.Running ? SourceHealth.Running
        : Source.FailuresInRow >= Few ? SourceHealth.Broken
        : Last.Outcome is SourceOutcome.Failed or SourceOutcome.Interrupted || Last.Faulty > 0 ? SourceHealth.Shaky
        : SourceHealth.Good;
}

/// <summary>How a source is.</summary>
public enum SourceHealth
{
    /// <summary>It ran well.</summary>
    Good,

    /// <summary>It never ran.</summary>
    Fresh,

    /// <summary>It runs now.</summary>
    Running,

    /// <summary>Its last run failed or had faulty records.</summary>
    Shaky,

    /// <summary>It failed several times in a row.</summary>
    Broken,

    /// <summary>Somebody switched it off.</summary>
    Off,
}

internal sealed class ListSourcesHandler(HubDbFactory databases) : IRequestHandler<ListSources, IReadOnlyList<SourceLine>?>
{
    public async Task<IReadOnlyList<SourceLine>?> Handle(ListSources request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        var sources = await db.OpportunitySources.AsNoTracking().OrderBy(source => source.Name).ToListAsync(cancellationToken);
        var lines = new List<SourceLine>(sources.Count);
        foreach (var source in sources)
        {
            lines.Add(new SourceLine(source, await db.SourceRuns.AsNoTracking().Where(run => run.SourceId == source.Id)
                .OrderByDescending(run => run.StartedAt).ThenByDescending(run => run.Id).FirstOrDefaultAsync(cancellationToken)));
        }

        return lines;
    }
}
