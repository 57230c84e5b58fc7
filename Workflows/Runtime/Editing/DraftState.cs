using Microsoft.EntityFrameworkCore;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Editing;

/// <summary>Where a definition's draft stands: who edits it, whose it is, and whether its publication is asked for.</summary>
/// <param name="Seen">The newest change of all; 0 when none is recorded.</param>
/// <param name="LastEdit">The newest change that wrote the draft, took it over or deleted it, without its content.</param>
/// <param name="LastWritten">The newest that wrote it: its author is the draft's.</param>
/// <param name="Request">The publication that is asked for, unless the draft changed since or somebody decided.</param>
/// <param name="Declined">The publication that was declined, unless anything happened since.</param>
/// <param name="EditedSince">When the row of changes began that ends with <paramref name="LastEdit"/>.</param>
public sealed record DraftState(
    long Seen,
    DefinitionChangeRow? LastEdit,
    DefinitionChangeRow? LastWritten,
    DefinitionChangeRow? Request,
    DefinitionChangeRow? Declined,
    DateTimeOffset? EditedSince)
{
    private static readonly ChangeKind[] ThatEdit = [.. RecordChanges.ThatWrite, ChangeKind.TakenOver, ChangeKind.Deleted];

    private static readonly ChangeKind[] ThatDecide =
        [.. RecordChanges.ThatWrite, ChangeKind.PublishRequested, ChangeKind.PublishDeclined, ChangeKind.Published, ChangeKind.Retracted, ChangeKind.Deleted];

    /// <summary>Who holds the draft at a moment.</summary>
    /// <param name="now">The moment.</param>
    /// <param name="lease">See <see cref="EditingOptions.Lease"/>.</param>
    /// <returns>Their last change; <see langword="null"/> when nobody does. Programs hold nothing, and neither does who deleted it.</returns>
    public DefinitionChangeRow? Holder(DateTimeOffset now, TimeSpan lease) =>
        LastEdit is { AuthorKind: AuthorKind.Person, Kind: not ChangeKind.Deleted } last && now - last.At < lease ? last : null;

    internal static async Task<DraftState> ReadAsync(RuntimeDb db, string definitionId, CancellationToken stop)
    {
        var changes = db.DefinitionChanges.AsNoTracking().Where(change => change.DefinitionId == definitionId);
        var edit = await NewestAsync(changes.Where(change => ThatEdit.Contains(change.Kind)), stop);
        var written = edit is { Kind: ChangeKind.TakenOver or ChangeKind.Deleted }
            ? await NewestAsync(changes.Where(change => RecordChanges.ThatWrite.Contains(change.Kind)), stop)
            : edit;
        var decided = await NewestAsync(changes.Where(change => ThatDecide.Contains(change.Kind)), stop);
        var since = edit is null ? null : await changes
            .Where(change => change.AuthorKind == edit.AuthorKind && change.AuthorId == edit.AuthorId && change.Session == edit.Session && ThatEdit.Contains(change.Kind))
            .MinAsync(change => (DateTimeOffset?)change.At, stop);
        return new DraftState(
            await changes.MaxAsync(change => (long?)change.Id, stop) ?? 0,
            edit,
            written,
            decided is { Kind: ChangeKind.PublishRequested } ? decided : null,
            decided is { Kind: ChangeKind.PublishDeclined } ? decided : null,
            edit is { Session: null } ? edit.At : since);
    }

    /// <summary>Without contents, which are large.</summary>
    internal static IQueryable<DefinitionChangeRow> Lines(IQueryable<DefinitionChangeRow> changes) => changes.Select(change => new DefinitionChangeRow
    {
        Id = change.Id,
        DefinitionId = change.DefinitionId,
        Version = change.Version,
        Kind = change.Kind,
        At = change.At,
        AuthorKind = change.AuthorKind,
        AuthorId = change.AuthorId,
        AuthorName = change.AuthorName,
        Session = change.Session,
        Note = change.Note,
        ContentHash = change.ContentHash,
    });

    private static Task<DefinitionChangeRow?> NewestAsync(IQueryable<DefinitionChangeRow> changes, CancellationToken stop) =>
        Lines(changes.OrderByDescending(change => change.Id)).FirstOrDefaultAsync(stop);
}
