using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Definitions;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Definitions;

/// <summary>
/// Compiled definition versions, the recently used ones in memory. A version that instances run on never changes, so for them none goes
/// stale; a draft does, and is told by the hash of its content. What a version uses as activities may change too, and is looked up again.
/// </summary>
public sealed class DefinitionGraphs
{
    private readonly IRuntimeDbFactory databases;
    private readonly ReadPool reads;
    private readonly ActivityCatalog catalog;
    private readonly int capacity;
    private readonly int maxDepth;
    private readonly Dictionary<string, LinkedListNode<Compiled>> byVersion = new(StringComparer.Ordinal);
    private readonly LinkedList<Compiled> newestFirst = [];

    internal DefinitionGraphs(IRuntimeDbFactory databases, ReadPool reads, ActivityCatalog catalog, IOptions<DefinitionOptions> options)
    {
        this.databases = databases;
        this.reads = reads;
        this.catalog = catalog;
        capacity = options.Value.MaxCachedGraphs;
        maxDepth = options.Value.MaxNestedWorkflows;
    }

    /// <summary>A version by its id, for an instance that runs on it.</summary>
    /// <param name="versionId">The id of a stored version.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The graph.</returns>
    /// <exception cref="InvalidOperationException">It is not stored, or this release cannot compile it any more.</exception>
    public async Task<WorkflowGraph> GetAsync(string versionId, CancellationToken cancellation) =>
        (Cached(versionId, null) is { Nested.Count: 0 } compiled ? compiled.Graph : await FindAsync(versionId, cancellation))
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

    /// <summary>Compiles a definition together with those that it uses as activities, as they are stored now.</summary>
    /// <param name="definition">As read; it need not be stored.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The graph, or why there is none, such as a workflow that uses itself.</returns>
    public async Task<GraphCompilation> CompileAsync(WorkflowDefinition definition, CancellationToken cancellation)
    {
        await using var db = databases.Create();
        var nested = await NestedWorkflows.FindAsync(db, definition, cancellation);
        return WorkflowGraph.Compile(definition, catalog, nested.Resolve, maxDepth);
    }

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

        var compiled = Cached(versionId, hash);
        if (compiled is { Nested.Count: 0 })
        {
            return compiled.Graph;
        }

        await using var db = databases.Create();
        return compiled is not null && await compiled.IsCurrentAsync(db, cancellation)
            ? compiled.Graph
            : Keep(await CompileAsync(db, versionId, cancellation));
    }

    private async Task<Compiled> CompileAsync(RuntimeDb db, string versionId, CancellationToken cancellation)
    {
        var row = await db.Definitions.AsNoTracking().FirstAsync(version => version.Id == versionId, cancellation);
        var reading = NestedWorkflows.Read(row);
        var nested = reading.Definition is { } read ? await NestedWorkflows.FindAsync(db, read, cancellation) : null;
        var compilation = nested is not null
            ? WorkflowGraph.Compile(reading.Definition!, catalog, nested.Resolve, maxDepth)
            : new GraphCompilation(null, reading.Problems);
        return compilation.Graph is { } graph
            ? new Compiled(row.Id, row.ContentHash, graph, nested!.Versions)
            : throw new InvalidOperationException(
                $"Stored definition version {row.Id} does not compile: " +
                string.Join(" ", compilation.Problems.Where(problem => problem.IsError).Select(problem => $"{problem.Place}: {problem.Message}")));
    }

    private Compiled? Cached(string versionId, string? hash)
    {
        lock (byVersion)
        {
            if (!byVersion.TryGetValue(versionId, out var node) || (hash is not null && node.Value.Hash != hash))
            {
                return null;
            }

            newestFirst.Remove(node);
            newestFirst.AddFirst(node);
            return node.Value;
        }
    }

    private WorkflowGraph Keep(Compiled compiled)
    {
        lock (byVersion)
        {
            if (byVersion.Remove(compiled.VersionId, out var earlier))
            {
                newestFirst.Remove(earlier);
            }

            byVersion.Add(compiled.VersionId, newestFirst.AddFirst(compiled));
            if (byVersion.Count > capacity && newestFirst.Last is { } oldest)
            {
                newestFirst.Remove(oldest);
                byVersion.Remove(oldest.Value.VersionId);
            }

            return compiled.Graph;
        }
    }

    /// <summary>A graph, and what the workflows that it uses as activities were resolved to.</summary>
    private sealed record Compiled(string VersionId, string Hash, WorkflowGraph Graph, IReadOnlyDictionary<WorkflowReference, NestedVersion?> Nested)
    {
        /// <summary>Whether every reference still means the same.</summary>
        public async Task<bool> IsCurrentAsync(RuntimeDb db, CancellationToken cancellation)
        {
            foreach (var (reference, version) in Nested)
            {
                if (await NestedWorkflows.VersionAsync(db, reference, cancellation) != version)
                {
                    return false;
                }
            }

            return true;
        }
    }
}
