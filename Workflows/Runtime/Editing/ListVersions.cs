using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Execution;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Editing;

/// <summary>Lists a definition's versions with what runs on them and who made them.</summary>
public sealed class ListVersions
{
    private readonly IRuntimeDbFactory databases;

    /// <summary>Makes the use case.</summary>
    /// <param name="databases">Where versions are.</param>
    public ListVersions(IRuntimeDbFactory databases) => this.databases = databases;

    /// <summary>Lists, newest first.</summary>
    /// <param name="definitionId">The definition.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The versions; none when there is no such definition, or no longer.</returns>
    public async Task<IReadOnlyList<VersionLine>> RunAsync(string definitionId, CancellationToken cancellation)
    {
        await using var db = databases.Create();
        var versions = await db.Definitions.AsNoTracking().Where(row => row.DefinitionId == definitionId).OrderByDescending(row => row.Version)
            .Select(row => new { row.Id, row.Version, row.Name, row.IsLatest, row.IsPublished, row.IsReadonly, row.ContentHash, row.CreatedAt })
            .ToListAsync(cancellation);
        var instances = await db.Instances.Where(instance => instance.DefinitionId == definitionId)
            .GroupBy(instance => instance.DefinitionVersionId)
            .Select(group => new { group.Key, All = group.Count(), Running = group.Count(instance => instance.Status == WorkflowStatus.Running) })
            .ToDictionaryAsync(group => group.Key, cancellation);
        var changes = db.DefinitionChanges.AsNoTracking().Where(change => change.DefinitionId == definitionId);
        var told = await DraftState.Lines(changes.Where(change => RecordChanges.ThatWrite.Contains(change.Kind) || change.Kind == ChangeKind.Published)
            .OrderByDescending(change => change.Id)).ToListAsync(cancellation);
        return [.. versions.Select(row => new VersionLine(row.Id, row.Version, row.Name, row.CreatedAt, row.ContentHash)
        {
            IsLatest = row.IsLatest,
            IsPublished = row.IsPublished,
            IsReadonly = row.IsReadonly,
            Running = instances.GetValueOrDefault(row.Id)?.Running ?? 0,
            Instances = instances.GetValueOrDefault(row.Id)?.All ?? 0,
            Written = told.Find(change => change.Version == row.Version && change.Kind != ChangeKind.Published),
            Published = told.Find(change => change.Version == row.Version && change.Kind is ChangeKind.Published or ChangeKind.Loaded),
        })];
    }
}

/// <summary>A version.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">Its number.</param>
/// <param name="Name">The name people see.</param>
/// <param name="CreatedAt">When it was begun.</param>
/// <param name="ContentHash">See <see cref="DefinitionRow.ContentHash"/>.</param>
public sealed record VersionLine(string Id, int Version, string? Name, DateTimeOffset CreatedAt, string ContentHash)
{
    /// <summary>Whether it is the newest.</summary>
    public bool IsLatest { get; init; }

    /// <summary>Whether new instances start on it.</summary>
    public bool IsPublished { get; init; }

    /// <summary>Whether the designer refuses to change it.</summary>
    public bool IsReadonly { get; init; }

    /// <summary>Instances that run on it.</summary>
    public int Running { get; init; }

    /// <summary>Instances that run or ran on it, as long as they are stored.</summary>
    public int Instances { get; init; }

    /// <summary>Who wrote it last; <see langword="null"/> when that is no longer on record.</summary>
    public DefinitionChangeRow? Written { get; init; }

    /// <summary>Who published it last; <see langword="null"/> when nobody did.</summary>
    public DefinitionChangeRow? Published { get; init; }
}
