using Microsoft.EntityFrameworkCore;
using StrongCities.Runtime.Editing;
using StrongCities.Runtime.Persistence;
using StrongCities.Runtime.Triggers;

namespace StrongCities.Runtime.Definitions;

/// <summary>Lets no new instance start on a definition. Running ones go on.</summary>
public sealed class RetractDefinition
{
    private readonly CommitQueue commits;
    private readonly RecordChanges changes;

    internal RetractDefinition(CommitQueue commits, RecordChanges changes) => (this.commits, this.changes) = (commits, changes);

    /// <summary>Retracts whichever version is published, also below a newer draft, where Elsa refuses.</summary>
    /// <param name="definitionId">The definition.</param>
    /// <param name="author">Who retracts.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The version that was published; refused when none is.</returns>
    public Task<DefinitionResult> RunAsync(string definitionId, Author author, CancellationToken cancellation) => commits.CommitAsync<DefinitionResult>(
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
            changes.Note(db, definitionId, published.Version, ChangeKind.Retracted, author);
            await IndexTriggers.ReplaceAsync(db, definitionId, null, [], stop);
            return UnitResult.Keep<DefinitionResult>(new DefinitionStored(published, []));
        },
        cancellation);
}
