using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Definitions;
using StrongCities.Runtime.Persistence;
using StrongCities.Runtime.Triggers;

namespace StrongCities.Runtime.Definitions;

/// <summary>Reads the triggers of published definitions again: their inputs may depend on what has changed since.</summary>
public sealed class RefreshTriggers
{
    private readonly IRuntimeDbFactory databases;
    private readonly CheckDefinition check;
    private readonly CommitQueue commits;

    /// <summary>Makes the use case.</summary>
    /// <param name="databases">Where definitions are.</param>
    /// <param name="check">Reads triggers.</param>
    /// <param name="commits">Where they are stored.</param>
    public RefreshTriggers(IRuntimeDbFactory databases, CheckDefinition check, CommitQueue commits) =>
        (this.databases, this.check, this.commits) = (databases, check, commits);

    /// <summary>Refreshes. A definition whose triggers cannot be read any more keeps those it has.</summary>
    /// <param name="definitionIds">Which; <see langword="null"/> for all that are published.</param>
    /// <param name="cancellation">Gives up between two definitions.</param>
    /// <returns>Those that are published, whose triggers were read.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(IReadOnlyCollection<string>? definitionIds, CancellationToken cancellation)
    {
        List<DefinitionRow> published;
        await using (var db = databases.Create())
        {
            published = await db.Definitions.AsNoTracking()
                .Where(row => row.IsPublished && (definitionIds == null || definitionIds.Contains(row.DefinitionId))).ToListAsync(cancellation);
        }

        var refreshed = new List<string>();
        foreach (var row in published)
        {
            if (DefinitionReader.Read(row.Json, row.DefinitionId).Definition is { } definition
                && (await check.ToStoreAsync(definition, cancellation)).Graph is { } graph
                && check.ToPublish(graph) is { Problems.Count: 0 } reading)
            {
                var done = await commits.CommitAsync(
                    async (db, stop) =>
                    {
                        if (!await db.Definitions.AnyAsync(now => now.Id == row.Id && now.IsPublished && now.ContentHash == row.ContentHash, stop))
                        {
                            return UnitResult.Refuse(false);
                        }

                        await IndexTriggers.ReplaceAsync(db, row.DefinitionId, row.Id, reading.Triggers, stop);
                        return UnitResult.Keep(true);
                    },
                    cancellation);
                if (done)
                {
                    refreshed.Add(row.DefinitionId);
                }
            }
        }

        return refreshed;
    }
}
