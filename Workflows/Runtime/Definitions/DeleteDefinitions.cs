using Microsoft.EntityFrameworkCore;
using StrongCities.Runtime.Editing;
using StrongCities.Runtime.Persistence;
using StrongCities.Runtime.Triggers;

namespace StrongCities.Runtime.Definitions;

/// <summary>
/// Deletes definitions or single versions, and with them every instance that runs or ran on what is deleted. Who did so and the kept states of
/// the draft stay, so that a definition can be restored.
/// </summary>
public sealed class DeleteDefinitions
{
    private readonly CommitQueue commits;
    private readonly RecordChanges changes;

    internal DeleteDefinitions(CommitQueue commits, RecordChanges changes) => (this.commits, this.changes) = (commits, changes);

    /// <summary>Deletes whole definitions.</summary>
    /// <param name="definitionIds">Unknown ones are passed over.</param>
    /// <param name="author">Who deletes.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>How many there were.</returns>
    public Task<int> RunAsync(IReadOnlyCollection<string> definitionIds, Author author, CancellationToken cancellation) => commits.CommitAsync(
        async (db, stop) =>
        {
            var rows = await db.Definitions.Where(row => definitionIds.Contains(row.DefinitionId)).ToListAsync(stop);
            await DeleteAsync(db, rows, author, stop);
            return UnitResult.Keep(rows.DistinctBy(row => row.DefinitionId).Count());
        },
        cancellation);

    /// <summary>Deletes versions. The newest that is left becomes the latest.</summary>
    /// <param name="versionIds">Unknown ones are passed over.</param>
    /// <param name="author">Who deletes.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>How many there were.</returns>
    public Task<int> VersionsAsync(IReadOnlyCollection<string> versionIds, Author author, CancellationToken cancellation) => commits.CommitAsync(
        async (db, stop) =>
        {
            var rows = await db.Definitions.Where(row => versionIds.Contains(row.Id)).ToListAsync(stop);
            await DeleteAsync(db, rows, author, stop);
            await db.SaveChangesAsync(stop);
            foreach (var definitionId in rows.Where(row => row.IsLatest).Select(row => row.DefinitionId))
            {
                var newest = await db.Definitions.Where(row => row.DefinitionId == definitionId).OrderByDescending(row => row.Version).FirstOrDefaultAsync(stop);
                newest?.IsLatest = true;
            }

            return UnitResult.Keep(rows.Count);
        },
        cancellation);

    private async Task DeleteAsync(RuntimeDb db, List<DefinitionRow> rows, Author author, CancellationToken stop)
    {
        foreach (var row in rows)
        {
            await changes.FoundAsync(db, row, stop);
            changes.Note(db, row.DefinitionId, row.Version, row.IsLatest ? ChangeKind.Deleted : ChangeKind.VersionDeleted, author);
            var instances = db.Instances.Where(instance => instance.DefinitionId == row.DefinitionId && instance.DefinitionVersionId == row.Id);
            var ids = instances.Select(instance => instance.Id);
            await db.Bookmarks.Where(bookmark => ids.Contains(bookmark.InstanceId)).ExecuteDeleteAsync(stop);
            await db.History.Where(burst => ids.Contains(burst.InstanceId)).ExecuteDeleteAsync(stop);
            await db.WaitingStimuli.Where(stimulus => stimulus.InstanceId != null && ids.Contains(stimulus.InstanceId)).ExecuteDeleteAsync(stop);
            await instances.ExecuteDeleteAsync(stop);
            if (row.IsPublished)
            {
                await IndexTriggers.ReplaceAsync(db, row.DefinitionId, null, [], stop);
            }
        }

        db.Definitions.RemoveRange(rows);
    }
}
