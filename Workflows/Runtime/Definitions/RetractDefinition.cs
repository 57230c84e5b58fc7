using Microsoft.EntityFrameworkCore;
using StrongCities.Runtime.Persistence;
using StrongCities.Runtime.Triggers;

namespace StrongCities.Runtime.Definitions;

/// <summary>Lets no new instance start on a definition. Running ones go on.</summary>
public sealed class RetractDefinition
{
    private readonly CommitQueue commits;

    /// <summary>Makes the use case.</summary>
    /// <param name="commits">Where it is stored.</param>
    public RetractDefinition(CommitQueue commits) => this.commits = commits;

    /// <summary>Retracts whichever version is published, also below a newer draft, where Elsa refuses.</summary>
    /// <param name="definitionId">The definition.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The version that was published; refused when none is.</returns>
    public Task<DefinitionResult> RunAsync(string definitionId, CancellationToken cancellation) => commits.CommitAsync<DefinitionResult>(
        async (db, stop) =>
        {
            var rows = await db.Definitions.Where(row => row.DefinitionId == definitionId).ToListAsync(stop);
            if (rows.Count == 0)
            {
                return UnitResult.Refuse<DefinitionResult>(new NoSuchDefinition());
            }

            if (rows.Find(row => row.IsPublished) is not { } published)
            {
                return UnitResult.Refuse<DefinitionResult>(DefinitionRefused.Because(
                    definitionId, "$.isPublished", $"Workflow with id {definitionId} is not published", "There is nothing to retract."));
            }

            published.IsPublished = false;
            await IndexTriggers.ReplaceAsync(db, definitionId, null, [], stop);
            return UnitResult.Keep<DefinitionResult>(new DefinitionStored(published, []));
        },
        cancellation);
}
