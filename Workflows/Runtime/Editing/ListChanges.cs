using Microsoft.EntityFrameworkCore;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Editing;

/// <summary>Lists who changed a definition when.</summary>
public sealed class ListChanges
{
    private readonly IRuntimeDbFactory databases;

    /// <summary>Makes the use case.</summary>
    /// <param name="databases">Where changes are recorded.</param>
    public ListChanges(IRuntimeDbFactory databases) => this.databases = databases;

    /// <summary>Lists, newest first.</summary>
    /// <param name="definitionId">The definition, also a deleted one.</param>
    /// <param name="before">Only changes before this one; <see langword="null"/> for the newest.</param>
    /// <param name="take">How many at most; 1 or more.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The changes, without their contents.</returns>
    public async Task<IReadOnlyList<ChangeLine>> RunAsync(string definitionId, long? before, int take, CancellationToken cancellation)
    {
        await using var db = databases.Create();
        var changes = db.DefinitionChanges.AsNoTracking().Where(change => change.DefinitionId == definitionId && (before == null || change.Id < before))
            .OrderByDescending(change => change.Id).Take(take);
        var kept = await changes.Where(change => change.Content != null).Select(change => change.Id).ToListAsync(cancellation);
        return [.. (await DraftState.Lines(changes).ToListAsync(cancellation)).Select(change => new ChangeLine(change, kept.Contains(change.Id)))];
    }
}

/// <summary>A change.</summary>
/// <param name="Change">Without its content.</param>
/// <param name="IsKept">Whether the state it left can be restored and compared.</param>
public sealed record ChangeLine(DefinitionChangeRow Change, bool IsKept);
