using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Editing;

/// <summary>Says no to a publication that somebody asked for. The draft stays as it is.</summary>
public sealed class DeclinePublish
{
    /// <summary>Longest reason, in characters.</summary>
    public const int MaxReason = 500;

    private readonly CommitQueue commits;
    private readonly RecordChanges changes;

    internal DeclinePublish(CommitQueue commits, RecordChanges changes) => (this.commits, this.changes) = (commits, changes);

    /// <summary>Declines.</summary>
    /// <param name="definitionId">The definition.</param>
    /// <param name="author">Who declines; also the one who asked, who takes it back then.</param>
    /// <param name="reason">Why, 1 to <see cref="MaxReason"/> characters.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Whether there was a publication to decline.</returns>
    public Task<bool> RunAsync(string definitionId, Author author, string reason, CancellationToken cancellation) => commits.CommitAsync(
        async (db, stop) =>
        {
            if ((await DraftState.ReadAsync(db, definitionId, stop)).Request is not { } request)
            {
                return UnitResult.Refuse(false);
            }

            changes.Note(db, definitionId, request.Version, ChangeKind.PublishDeclined, author, reason);
            return UnitResult.Keep(true);
        },
        cancellation);
}
