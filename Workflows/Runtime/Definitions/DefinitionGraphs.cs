using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Definitions;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Definitions;

/// <summary>Compiled definition versions, the recently used ones in memory. A stored version never changes, so none goes stale.</summary>
public sealed class DefinitionGraphs
{
    private readonly IRuntimeDbFactory databases;
    private readonly ReadPool reads;
    private readonly ActivityCatalog catalog;
    private readonly int capacity;
    private readonly Dictionary<string, LinkedListNode<WorkflowGraph>> byVersion = new(StringComparer.Ordinal);
    private readonly LinkedList<WorkflowGraph> newestFirst = [];

    internal DefinitionGraphs(IRuntimeDbFactory databases, ReadPool reads, ActivityCatalog catalog, IOptions<DefinitionOptions> options)
    {
        this.databases = databases;
        this.reads = reads;
        this.catalog = catalog;
        capacity = options.Value.MaxCachedGraphs;
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
        if (Cached(versionId) is { } graph)
        {
            return graph;
        }

        await using var db = databases.Create();
        var row = await db.Definitions.AsNoTracking().FirstOrDefaultAsync(version => version.Id == versionId, cancellation);
        return row is null ? null : Keep(versionId, Compile(row));
    }

    /// <summary>The version that new instances of a definition start on.</summary>
    /// <param name="definitionId">The definition.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Its graph, or <see langword="null"/> when none is published.</returns>
    public async Task<WorkflowGraph?> FindPublishedAsync(string definitionId, CancellationToken cancellation)
    {
        var versionId = await reads.ReadAsync(async sql =>
        {
            await using var row = await sql.ReadAsync(
                """SELECT "Id" FROM "Definitions" WHERE "DefinitionId" = @0 AND "IsPublished" = @1""", definitionId, true);
            return await row.ReadAsync(cancellation) ? row.GetString(0) : null;
        });
        return versionId is null ? null : await GetAsync(versionId, cancellation);
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

    private WorkflowGraph? Cached(string versionId)
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

    private WorkflowGraph Keep(string versionId, WorkflowGraph graph)
    {
        lock (byVersion)
        {
            if (byVersion.TryGetValue(versionId, out var other))
            {
                return other.Value;
            }

            byVersion.Add(versionId, newestFirst.AddFirst(graph));
            if (byVersion.Count > capacity && newestFirst.Last is { } oldest)
            {
                newestFirst.Remove(oldest);
                byVersion.Remove(oldest.Value.Definition.Id);
            }

            return graph;
        }
    }
}
