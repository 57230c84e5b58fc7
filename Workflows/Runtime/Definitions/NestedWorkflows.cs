using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Definitions;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Definitions;

/// <summary>The stored versions that a definition uses as activities, and those that they use.</summary>
internal sealed class NestedWorkflows
{
    private readonly Dictionary<WorkflowReference, WorkflowDefinition?> found = [];
    private readonly Dictionary<WorkflowReference, NestedVersion?> versions = [];

    private NestedWorkflows()
    {
    }

    /// <summary>What each reference was resolved to; null where there is no such workflow.</summary>
    public IReadOnlyDictionary<WorkflowReference, NestedVersion?> Versions => versions;

    /// <summary>Reads all of them.</summary>
    public static async Task<NestedWorkflows> FindAsync(RuntimeDb db, WorkflowDefinition definition, CancellationToken cancellation)
    {
        var nested = new NestedWorkflows();
        var open = new Queue<WorkflowReference>(WorkflowReference.In(definition));
        while (open.TryDequeue(out var reference))
        {
            if (!nested.found.ContainsKey(reference))
            {
                var version = nested.versions[reference] = await VersionAsync(db, reference, cancellation);
                var inner = nested.found[reference] = version is null ? null : await ReadAsync(db, version, cancellation);
                foreach (var deeper in inner is null ? [] : WorkflowReference.In(inner))
                {
                    open.Enqueue(deeper);
                }
            }
        }

        return nested;
    }

    /// <summary>The version that a reference means: the one that it names, else the published, else the latest.</summary>
    public static async Task<NestedVersion?> VersionAsync(RuntimeDb db, WorkflowReference reference, CancellationToken cancellation) =>
        await db.Definitions
            .Where(row => row.Id == reference.VersionId || row.DefinitionId == reference.DefinitionId)
            .OrderByDescending(row => row.Id == reference.VersionId)
            .ThenByDescending(row => row.IsPublished)
            .ThenByDescending(row => row.Version)
            .Select(row => new NestedVersion(row.Id, row.ContentHash))
            .FirstOrDefaultAsync(cancellation);

    /// <summary>Reads a stored version. The row knows what a file cannot: the version's number and id.</summary>
    public static DefinitionReading Read(DefinitionRow row)
    {
        var reading = DefinitionReader.Read(row.Json, row.Id);
        return reading.Definition is not { } read ? reading : reading with
        {
            Definition = new WorkflowDefinition
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
            },
        };
    }

    /// <summary>What the compiler asks.</summary>
    public WorkflowDefinition? Resolve(WorkflowReference reference) => found.GetValueOrDefault(reference);

    private static async Task<WorkflowDefinition?> ReadAsync(RuntimeDb db, NestedVersion version, CancellationToken cancellation) =>
        Read(await db.Definitions.AsNoTracking().FirstAsync(row => row.Id == version.Id, cancellation)).Definition;
}

/// <summary>A version that another uses as an activity. A draft keeps its id and changes its content.</summary>
internal sealed record NestedVersion(string Id, string ContentHash);
