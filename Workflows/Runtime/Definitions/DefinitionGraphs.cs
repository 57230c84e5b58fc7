using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Definitions;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Definitions;

/// <summary>Compiled definition versions, the recently used ones in memory. A stored version never changes; the
/// versions that it uses as activities may, and are looked up again.</summary>
public sealed class DefinitionGraphs
{
    private readonly IRuntimeDbFactory databases;
    private readonly ActivityCatalog catalog;
    private readonly int capacity;
    private readonly int maxDepth;
    private readonly Dictionary<string, LinkedListNode<CachedGraph>> byVersion = new(StringComparer.Ordinal);
    private readonly LinkedList<CachedGraph> newestFirst = [];

    /// <summary>Makes an empty cache.</summary>
    /// <param name="databases">Where versions are stored.</param>
    /// <param name="catalog">What they are compiled with.</param>
    /// <param name="options">How many to keep.</param>
    public DefinitionGraphs(IRuntimeDbFactory databases, ActivityCatalog catalog, IOptions<DefinitionOptions> options)
    {
        this.databases = databases;
        this.catalog = catalog;
        capacity = options.Value.MaxCachedGraphs;
        maxDepth = options.Value.MaxNestedWorkflows;
    }

    /// <summary>A version by its id.</summary>
    /// <param name="versionId">The id of a stored version.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The graph.</returns>
    /// <exception cref="InvalidOperationException">It is not stored, or this release cannot compile it any more.</exception>
    public async Task<WorkflowGraph> GetAsync(string versionId, CancellationToken cancellation) =>
        await FindAsync(versionId, cancellation)
            ?? throw new InvalidOperationException($"Definition version {versionId} is not stored, though an instance runs on it. Restore it from a backup.");

    /// <summary>A version by its id, published or not.</summary>
    /// <param name="versionId">The id of a version.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Its graph, or <see langword="null"/> when it is not stored.</returns>
    /// <exception cref="InvalidOperationException">This release cannot compile it any more.</exception>
    public async Task<WorkflowGraph?> FindAsync(string versionId, CancellationToken cancellation)
    {
        await using var db = databases.Create();
        if (Cached(versionId) is { } cached && (cached.References.Count == 0 || await cached.IsCurrentAsync(db, cancellation)))
        {
            return cached.Graph;
        }

        var row = await db.Definitions.AsNoTracking().FirstOrDefaultAsync(version => version.Id == versionId, cancellation);
        return row is null ? null : Keep(versionId, await CompileAsync(db, row, cancellation));
    }

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

    /// <summary>The version that new instances of a definition start on.</summary>
    /// <param name="definitionId">The definition.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Its graph, or <see langword="null"/> when none is published.</returns>
    public async Task<WorkflowGraph?> FindPublishedAsync(string definitionId, CancellationToken cancellation)
    {
        string? versionId;
        await using (var db = databases.Create())
        {
            versionId = await db.Definitions
                .Where(version => version.DefinitionId == definitionId && version.IsPublished)
                .Select(version => version.Id)
                .FirstOrDefaultAsync(cancellation);
        }

        return versionId is null ? null : await GetAsync(versionId, cancellation);
    }

    private async Task<CachedGraph> CompileAsync(RuntimeDb db, DefinitionRow row, CancellationToken cancellation)
    {
        var reading = NestedWorkflows.Read(row);
        var nested = reading.Definition is { } read ? await NestedWorkflows.FindAsync(db, read, cancellation) : null;
        var compilation = nested is not null
            ? WorkflowGraph.Compile(reading.Definition!, catalog, nested.Resolve, maxDepth)
            : new GraphCompilation(null, reading.Problems);
        return compilation.Graph is { } graph
            ? new CachedGraph(graph, nested!.VersionIds)
            : throw new InvalidOperationException(
                $"Stored definition version {row.Id} does not compile: " +
                string.Join(" ", compilation.Problems.Where(problem => problem.IsError).Select(problem => $"{problem.Place}: {problem.Message}")));
    }

    private CachedGraph? Cached(string versionId)
    {
        lock (byVersion)
        {
            if (!byVersion.TryGetValue(versionId, out var node))
            {
                return null;
            }

            newestFirst.Remove(node);
            newestFirst.AddFirst(node);
            return node.Value;
        }
    }

    private WorkflowGraph Keep(string versionId, CachedGraph graph)
    {
        lock (byVersion)
        {
            if (byVersion.Remove(versionId, out var earlier))
            {
                newestFirst.Remove(earlier);
            }

            byVersion.Add(versionId, newestFirst.AddFirst(graph));
            if (byVersion.Count > capacity && newestFirst.Last is { } oldest)
            {
                newestFirst.Remove(oldest);
                byVersion.Remove(oldest.Value.Graph.Definition.Id);
            }

            return graph.Graph;
        }
    }

    /// <summary>A graph, and what the workflows that it uses as activities were resolved to.</summary>
    private sealed record CachedGraph(WorkflowGraph Graph, IReadOnlyDictionary<WorkflowReference, string?> References)
    {
        /// <summary>Whether every reference still means the same version.</summary>
        public async Task<bool> IsCurrentAsync(RuntimeDb db, CancellationToken cancellation)
        {
            foreach (var (reference, versionId) in References)
            {
                if (await NestedWorkflows.VersionIdAsync(db, reference, cancellation) != versionId)
                {
                    return false;
                }
            }

            return true;
        }
    }
}
