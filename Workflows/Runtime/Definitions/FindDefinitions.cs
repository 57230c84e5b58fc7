using Microsoft.EntityFrameworkCore;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Definitions;

/// <summary>Finds stored versions.</summary>
public sealed class FindDefinitions
{
    private readonly IRuntimeDbFactory databases;

    /// <summary>Makes the use case.</summary>
    /// <param name="databases">Where they are.</param>
    public FindDefinitions(IRuntimeDbFactory databases) => this.databases = databases;

    /// <summary>A version of a definition; of several that are meant, the newest.</summary>
    /// <param name="definitionId">The definition.</param>
    /// <param name="version">Which one.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The version, or <see langword="null"/>.</returns>
    public async Task<DefinitionRow?> OneAsync(string definitionId, VersionOptions version, CancellationToken cancellation)
    {
        await using var db = databases.Create();
        return await version.Of(db.Definitions.AsNoTracking().Where(row => row.DefinitionId == definitionId))
            .OrderByDescending(row => row.Version).FirstOrDefaultAsync(cancellation);
    }

    /// <summary>A version by its id.</summary>
    /// <param name="versionId">Which.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The version, or <see langword="null"/>.</returns>
    public async Task<DefinitionRow?> ByIdAsync(string versionId, CancellationToken cancellation)
    {
        await using var db = databases.Create();
        return await db.Definitions.AsNoTracking().FirstOrDefaultAsync(row => row.Id == versionId, cancellation);
    }

    /// <summary>Versions by their ids, those that there are, oldest first.</summary>
    /// <param name="versionIds">Which.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The versions.</returns>
    public async Task<IReadOnlyList<DefinitionRow>> ByIdsAsync(IReadOnlyCollection<string> versionIds, CancellationToken cancellation)
    {
        await using var db = databases.Create();
        return await db.Definitions.AsNoTracking().Where(row => versionIds.Contains(row.Id)).OrderBy(row => row.CreatedAt).ThenBy(row => row.Version).ToListAsync(cancellation);
    }

    /// <summary>All versions of a definition, newest first.</summary>
    /// <param name="definitionId">The definition.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The versions; none when there is no such definition.</returns>
    public async Task<IReadOnlyList<DefinitionRow>> VersionsAsync(string definitionId, CancellationToken cancellation)
    {
        await using var db = databases.Create();
        return await db.Definitions.AsNoTracking().Where(row => row.DefinitionId == definitionId).OrderByDescending(row => row.Version).ToListAsync(cancellation);
    }

    /// <summary>How many definitions there are, whatever their versions.</summary>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The number.</returns>
    public async Task<int> CountAsync(CancellationToken cancellation)
    {
        await using var db = databases.Create();
        return await db.Definitions.Select(row => row.DefinitionId).Distinct().CountAsync(cancellation);
    }

    /// <summary>Whether a name is free.</summary>
    /// <param name="name">As people write it; compared exactly.</param>
    /// <param name="definitionId">The definition that is to have it, or <see langword="null"/> for a new one.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Whether no other definition's newest version has it.</returns>
    public async Task<bool> IsNameFreeAsync(string name, string? definitionId, CancellationToken cancellation)
    {
        await using var db = databases.Create();
        return !await db.Definitions.AnyAsync(row => row.IsLatest && row.Name == name && row.DefinitionId != definitionId, cancellation);
    }
}
