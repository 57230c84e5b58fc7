using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Definitions;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Definitions;

/// <summary>
/// Compiled definition versions, the recently used ones in memory. A version that instances run on never changes, so for them none goes
/// stale; a draft does, and is told by the hash of its content.
/// </summary>
public sealed class DefinitionGraphs
{
    private readonly IRuntimeDbFactory databases;
    private readonly ReadPool reads;
    private readonly ActivityCatalog catalog;
    private readonly int capacity;
    private readonly Dictionary<string, LinkedListNode<Compiled>> byVersion = new(StringComparer.Ordinal);
    private readonly LinkedList<Compiled> newestFirst = [];

    internal DefinitionGraphs(IRuntimeDbFactory databases, ReadPool reads, ActivityCatalog catalog, IOptions<DefinitionOptions> options)
    {
        this.databases = databases;
        this.reads = reads;
        this.catalog = catalog;
        capacity = options.Value.MaxCachedGraphs;
    }

    /// <summary>A version by its id, for an instance that runs on it.</summary>
    /// <param name="versionId">The id of a stored version.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The graph.</returns>
    /// <exception cref="InvalidOperationException">It is not stored, or this release cannot compile it any more.</exception>
    public async Task<WorkflowGraph> GetAsync(string versionId, CancellationToken cancellation) =>
        Cached(versionId, null) ?? await FindAsync(versionId, cancellation)
            ?? throw new InvalidOperationException($"Definition version {versionId} is not stored, though an instance runs on it. Restore it from a backup.");

    /// <summary>A version by its id, published or not, as it is stored now.</summary>
    /// <param name="versionId">The id of a version.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Its graph, or <see langword="null"/> when it is not stored.</returns>
    /// <exception cref="InvalidOperationException">This release cannot compile it.</exception>
    public Task<WorkflowGraph?> FindAsync(string versionId, CancellationToken cancellation) =>
        FindAsync("""SELECT "Id", "ContentHash" FROM "Definitions" WHERE "Id" = @0""", [versionId], cancellation);

    /// <summary>The version that new instances of a definition start on.</summary>
    /// <param name="definitionId">The definition.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Its graph, or <see langword="null"/> when none is published.</returns>
    public Task<WorkflowGraph?> FindPublishedAsync(string definitionId, CancellationToken cancellation) =>
        FindAsync("""SELECT "Id", "ContentHash" FROM "Definitions" WHERE "DefinitionId" = @0 AND "IsPublished" = @1""", [definitionId, true], cancellation);

    /// <summary>A version that was just read, draft or not, for a new instance.</summary>
    /// <param name="row">The version.</param>
    /// <returns>The graph.</returns>
    /// <exception cref="InvalidOperationException">This release cannot compile it.</exception>
    public WorkflowGraph Get(DefinitionRow row) => Cached(row.Id, row.ContentHash) ?? Keep(row, Compile(row));

    private async Task<WorkflowGraph?> FindAsync(string sql, object[] values, CancellationToken cancellation)
    {
        var stored = await reads.ReadAsync<(string Id, string Hash)?>(async statements =>
        {
            await using var row = await statements.ReadAsync(sql, values);
            return await row.ReadAsync(cancellation) ? (row.GetString(0), row.GetString(1)) : null;
        });
        if (stored is not var (versionId, hash))
        {
            return null;
        }

        if (Cached(versionId, hash) is { } graph)
        {
            return graph;
        }

        await using var db = databases.Create();
        return Get(await db.Definitions.AsNoTracking().FirstAsync(version => version.Id == versionId, cancellation));
    }

    private WorkflowGraph Compile(DefinitionRow row)
    {
        var reading = DefinitionReader.Read(row.Json, row.Id);
        var compilation = reading.Definition is { } read
            ? WorkflowGraph.Compile(AsStored(row, read), catalog)
            : new GraphCompilation(null, reading.Problems);
        return compilation.Graph ?? throw new InvalidOperationException(
            $"Stored definition version {row.Id} does not compile: " +
            string.Join(" ", compilation.Problems.Where(problem => problem.IsError).Select(problem => $"{problem.Place}: {problem.Message}")));
    }

    /// <summary>The row knows what a file cannot: the version's number and id.</summary>
    private static WorkflowDefinition AsStored(DefinitionRow row, WorkflowDefinition read) => new()
    {
        Id = row.Id,
        DefinitionId = row.DefinitionId,
        Version = row.Version,
        Name = row.Name,
        Description = read.Description,
        IsLatest = row.IsLatest,
        IsPublished = row.IsPublished,
        FlowchartMode = row.FlowchartMode,
        Source = read.Source,
    };

    private WorkflowGraph? Cached(string versionId, string? hash)
    {
        lock (byVersion)
        {
            if (!byVersion.TryGetValue(versionId, out var node) || (hash is not null && node.Value.Hash != hash))
            {
                return null;
            }

            newestFirst.Remove(node);
            newestFirst.AddFirst(node);
            return node.Value.Graph;
        }
    }

    private WorkflowGraph Keep(DefinitionRow row, WorkflowGraph graph)
    {
        lock (byVersion)
        {
            if (byVersion.Remove(row.Id, out var other))
            {
                newestFirst.Remove(other);
                graph = other.Value.Hash == row.ContentHash ? other.Value.Graph : graph;
            }

            byVersion.Add(row.Id, newestFirst.AddFirst(new Compiled(row.Id, row.ContentHash, graph)));
            if (byVersion.Count > capacity && newestFirst.Last is { } oldest)
            {
                newestFirst.Remove(oldest);
                byVersion.Remove(oldest.Value.VersionId);
            }

            return graph;
        }
    }

    private sealed record Compiled(string VersionId, string Hash, WorkflowGraph Graph);
}
