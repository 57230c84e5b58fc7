using Microsoft.EntityFrameworkCore;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Editing;

/// <summary>Lets somebody go on with a draft that another edits. The other's window is refused from then on; nothing of theirs is lost.</summary>
public sealed class TakeOverDraft
{
    private readonly CommitQueue commits;
    private readonly RecordChanges changes;

    internal TakeOverDraft(CommitQueue commits, RecordChanges changes) => (this.commits, this.changes) = (commits, changes);

    /// <summary>Takes it over: whichever window this person opens next may save.</summary>
    /// <param name="definitionId">The definition.</param>
    /// <param name="author">Who takes over; without a session.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Whether there is such a definition.</returns>
    public Task<bool> RunAsync(string definitionId, Author author, CancellationToken cancellation) => commits.CommitAsync(
        async (db, stop) =>
        {
            if (await db.Definitions.Where(row => row.DefinitionId == definitionId && row.IsLatest).Select(row => (int?)row.Version).FirstOrDefaultAsync(stop)
                is not { } version)
            {
                return UnitResult.Refuse(false);
            }

            changes.Note(db, definitionId, version, ChangeKind.TakenOver, author);
            return UnitResult.Keep(true);
        },
        cancellation);
}
