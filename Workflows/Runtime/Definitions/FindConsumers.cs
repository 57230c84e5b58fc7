using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Definitions;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Definitions;

/// <summary>Finds definitions whose newest version uses another as an activity.</summary>
public sealed class FindConsumers
{
    private readonly IRuntimeDbFactory databases;
    private readonly ActivityCatalog catalog;

    /// <summary>Makes the use case.</summary>
    /// <param name="databases">Where definitions are.</param>
    /// <param name="catalog">What members of activities hold activities.</param>
    public FindConsumers(IRuntimeDbFactory databases, ActivityCatalog catalog) => (this.databases, this.catalog) = (databases, catalog);

    /// <summary>Finds them.</summary>
    /// <param name="definitionId">The definition that is used.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The newest versions, by definition id.</returns>
    public async Task<IReadOnlyList<DefinitionRow>> RunAsync(string definitionId, CancellationToken cancellation)
    {
        var consumers = new List<DefinitionRow>();
        await using var db = databases.Create();
        await foreach (var row in db.Definitions.AsNoTracking().Where(row => row.IsLatest).OrderBy(row => row.DefinitionId)
            .AsAsyncEnumerable().WithCancellation(cancellation))
        {
            // Most definitions use no other, and that can be seen without parsing them.
            if (row.Json.AsSpan().IndexOf("workflowDefinitionId\""u8) >= 0
                && DefinitionReader.Read(row.Json, row.Id).Definition?.Source is { } source && UsesIn(source, definitionId).Any())
            {
                consumers.Add(row);
            }
        }

        return consumers;
    }

    /// <summary>The activities that stand for a definition.</summary>
    internal IEnumerable<JsonObject> UsesIn(JsonObject definition, string definitionId) => definition["root"] is JsonObject root
        ? ActivityTree.Of(root, catalog).Places.Select(place => place.Json)
            .Where(json => json["workflowDefinitionId"] is JsonValue used && used.TryGetValue(out string? id) && id == definitionId)
        : [];
}
