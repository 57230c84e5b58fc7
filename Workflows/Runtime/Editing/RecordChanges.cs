using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Editing;

/// <summary>Writes down changes to definitions, in the transaction of the change, and lets go of states that are too many or too old.</summary>
internal sealed class RecordChanges(IOptions<EditingOptions> options, TimeProvider time)
{
    private const int NameLength = 250;

    /// <summary>Changes that make another draft.</summary>
    public static readonly ChangeKind[] ThatWrite =
    [
        ChangeKind.Found, ChangeKind.Loaded, ChangeKind.Saved, ChangeKind.Imported, ChangeKind.Reverted, ChangeKind.Restored, ChangeKind.Moved,
    ];

    /// <summary>Records a change that leaves a version with some content.</summary>
    /// <param name="db">The unit's.</param>
    /// <param name="row">The version after the change.</param>
    /// <param name="kind">One of <see cref="ThatWrite"/>.</param>
    /// <param name="author">Who.</param>
    /// <param name="note">In their words.</param>
    /// <param name="stop">Gives up.</param>
    public async Task WrittenAsync(RuntimeDb db, DefinitionRow row, ChangeKind kind, Author author, string? note, CancellationToken stop)
    {
        var change = Of(row.DefinitionId, row.Version, kind, author, note);
        (change.ContentHash, change.Content) = (row.ContentHash, row.Json);
        db.DefinitionChanges.Add(change);
        await db.SaveChangesAsync(stop);
        await ForgetAsync(db, row.DefinitionId, stop);
    }

    /// <summary>Records a state that was there before changes were recorded, so that replacing it loses nothing.</summary>
    public async Task FoundAsync(RuntimeDb db, DefinitionRow row, CancellationToken stop)
    {
        if (await db.DefinitionChanges.AnyAsync(change => change.DefinitionId == row.DefinitionId, stop))
        {
            return;
        }

        var change = Of(row.DefinitionId, row.Version, ChangeKind.Found, Author.Host, null);
        (change.At, change.ContentHash, change.Content) = (row.CreatedAt, row.ContentHash, row.Json);
        db.DefinitionChanges.Add(change);
    }

    /// <summary>Keeps what a refused save held; a tab's later one takes the place of its earlier one.</summary>
    public async Task RefusedAsync(RuntimeDb db, DefinitionRow unsaved, Author author, CancellationToken stop)
    {
        await db.DefinitionChanges
            .Where(change => change.DefinitionId == unsaved.DefinitionId && change.Kind == ChangeKind.Refused && change.AuthorId == author.Id && change.Session == author.Session)
            .ExecuteDeleteAsync(stop);
        await WrittenAsync(db, unsaved, ChangeKind.Refused, author, null, stop);
    }

    /// <summary>Records a change that leaves the content as it is, or nothing.</summary>
    public void Note(RuntimeDb db, string definitionId, int version, ChangeKind kind, Author author, string? note = null) =>
        db.DefinitionChanges.Add(Of(definitionId, version, kind, author, note));

    private DefinitionChangeRow Of(string definitionId, int version, ChangeKind kind, Author author, string? note) => new()
    {
        DefinitionId = definitionId,
        Version = version,
        Kind = kind,
        At = time.GetUtcNow(),
        AuthorKind = author.Kind,
        AuthorId = author.Id,
        AuthorName = author.Name.Length > NameLength ? author.Name[..NameLength] : author.Name,
        Session = author.Session,
        Note = note,
    };

    /// <summary>What a save did is told by its state, so the two go together; every other change stays on record.</summary>
    private async Task ForgetAsync(RuntimeDb db, string definitionId, CancellationToken stop)
    {
        var oldest = time.GetUtcNow() - options.Value.KeptFor;
        var kept = db.DefinitionChanges.Where(change => change.DefinitionId == definitionId && change.Content != null);
        var last = await kept.OrderByDescending(change => change.Id).Skip(options.Value.KeptDrafts).Select(change => (long?)change.Id).FirstOrDefaultAsync(stop) ?? 0;
        var gone = kept.Where(change => change.Id <= last || change.At < oldest);
        await gone.Where(change => change.Kind == ChangeKind.Saved || change.Kind == ChangeKind.Refused).ExecuteDeleteAsync(stop);
        await gone.ExecuteUpdateAsync(set => set.SetProperty(change => change.Content, (byte[]?)null), stop);
    }
}
