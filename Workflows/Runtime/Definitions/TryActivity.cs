using System.Text.Json.Nodes;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Definitions;
using StrongCities.Engine.Execution;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Definitions;

/// <summary>Runs one activity of a definition by itself: variables have their defaults, and whatever it wants done is left undone.</summary>
public sealed class TryActivity
{
    private readonly ActivityCatalog catalog;
    private readonly Interpreter interpreter;
    private readonly TimeProvider time;

    /// <summary>Makes the use case.</summary>
    /// <param name="catalog">The activity types there are.</param>
    /// <param name="interpreter">Runs it.</param>
    /// <param name="time">The time.</param>
    public TryActivity(ActivityCatalog catalog, Interpreter interpreter, TimeProvider time)
    {
        this.catalog = catalog;
        this.interpreter = interpreter;
        this.time = time;
    }

    /// <summary>Tries one.</summary>
    /// <param name="row">The version that holds it.</param>
    /// <param name="activityId">The activity.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Its record, or <see langword="null"/> when there is no such activity.</returns>
    public Task<ActivityRecord?> RunAsync(DefinitionRow row, string activityId, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(Run(row, activityId));
    }

    private ActivityRecord? Run(DefinitionRow row, string activityId)
    {
        var source = DefinitionReader.Read(row.Json, row.Id).Definition?.Source;
        if (source is null || Find(source["root"], activityId) is not { } activity)
        {
            return null;
        }

        var alone = source.DeepClone().AsObject();
        alone["root"] = new JsonObject { ["id"] = "TryRoot", ["type"] = "Elsa.Sequence", ["version"] = 1, ["activities"] = new JsonArray(activity.DeepClone()) };
        var reading = DefinitionReader.Read(System.Text.Encoding.UTF8.GetBytes(alone.ToJsonString()), row.Id);
        if (reading.Definition is null || WorkflowGraph.Compile(reading.Definition, catalog).Graph is not { } graph)
        {
            return null;
        }

        var now = time.GetUtcNow();
        var burst = interpreter.Run(graph, InstanceState.New("try", graph, now), new Start([]), new BurstInputs(now, 1));
        return burst.Effects.OfType<ActivityRecorded>().LastOrDefault(effect => effect.Record.ActivityId == activityId)?.Record;
    }

    private static JsonObject? Find(JsonNode? node, string activityId) => node switch
    {
        JsonObject json when json["type"] is not null && json["id"]?.ToString() == activityId => json,
        JsonObject json => json.Select(member => Find(member.Value, activityId)).FirstOrDefault(found => found is not null),
        JsonArray list => list.Select(item => Find(item, activityId)).FirstOrDefault(found => found is not null),
        _ => null,
    };
}
