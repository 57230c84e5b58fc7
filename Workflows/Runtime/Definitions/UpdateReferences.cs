using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Definitions;
using StrongCities.Runtime.Editing;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Definitions;

/// <summary>
/// Moves the definitions that use another as an activity to its published version, if that one asks for it
/// (<c>options.usableAsActivity</c> and <c>autoUpdateConsumingWorkflows</c>), and those that use them in turn.
/// </summary>
public sealed class UpdateReferences
{
    private readonly IRuntimeDbFactory databases;
    private readonly FindConsumers consumers;
    private readonly StoreDefinitions store;
    private readonly ActivityCatalog catalog;

    internal UpdateReferences(IRuntimeDbFactory databases, FindConsumers consumers, StoreDefinitions store, ActivityCatalog catalog) =>
        (this.databases, this.consumers, this.store, this.catalog) = (databases, consumers, store, catalog);

    /// <summary>Moves them. A published consumer gets a new published version, a draft is changed, a read-only one is left alone.</summary>
    /// <param name="definitionId">The definition that is used.</param>
    /// <param name="author">Who published it.</param>
    /// <param name="cancellation">Gives up between two consumers.</param>
    /// <returns>Definitions that changed; <see langword="null"/> when there is no such definition.</returns>
    public async Task<IReadOnlyList<string>?> RunAsync(string definitionId, Author author, CancellationToken cancellation)
    {
        var changed = new List<string>();
        var asked = new HashSet<string>(StringComparer.Ordinal) { definitionId };
        var waiting = new Queue<string>(asked);
        await using (var db = databases.Create())
        {
            if (!await db.Definitions.AnyAsync(row => row.DefinitionId == definitionId, cancellation))
            {
                return null;
            }
        }

        while (waiting.TryDequeue(out var used))
        {
            if (await PublishedAsync(used, cancellation) is not { } published)
            {
                continue;
            }

            foreach (var consumer in await consumers.RunAsync(used, cancellation))
            {
                if (!consumer.IsReadonly && await MoveAsync(consumer, published, author, cancellation))
                {
                    changed.Add(consumer.DefinitionId);
                    if (asked.Add(consumer.DefinitionId))
                    {
                        waiting.Enqueue(consumer.DefinitionId);
                    }
                }
            }
        }

        return [.. changed.Distinct(StringComparer.Ordinal)];
    }

    private async Task<DefinitionRow?> PublishedAsync(string definitionId, CancellationToken cancellation)
    {
        await using var db = databases.Create();
        var row = await db.Definitions.AsNoTracking().FirstOrDefaultAsync(row => row.DefinitionId == definitionId && row.IsPublished, cancellation);
        return row is { UsableAsActivity: true } && DefinitionReader.Read(row.Json, row.Id).Definition?.Source["options"] is JsonObject options
            && options["autoUpdateConsumingWorkflows"] is JsonValue auto && auto.TryGetValue(out bool wanted) && wanted ? row : null;
    }

    private async Task<bool> MoveAsync(DefinitionRow consumer, DefinitionRow published, Author author, CancellationToken cancellation)
    {
        var source = DefinitionReader.Read(consumer.Json, consumer.Id).Definition!.Source;
        var uses = consumers.UsesIn(source, published.DefinitionId).Where(use => use["workflowDefinitionVersionId"]?.ToString() != published.Id).ToList();
        foreach (var use in uses)
        {
            use["workflowDefinitionVersionId"] = published.Id;
            use["latestAvailablePublishedVersionId"] = published.Id;
            use["latestAvailablePublishedVersion"] = published.Version;
            use["version"] = published.Version;
        }

        // The author's window shows the workflow that was published: it has seen nothing of this one, and overwrites nothing there.
        var by = author with { Session = null };
        return uses.Count > 0
            && DefinitionDraft.Read(JsonSerializer.SerializeToUtf8Bytes(source), consumer.Id, catalog, consumer.DefinitionId, []) is { } moved
            && (await store.RunAsync([DefinitionDraft.Of(moved, ChangeKind.Moved)], consumer.IsPublished, by, cancellation))[0]
                is DefinitionStored or DefinitionAwaitsSecond;
    }
}
