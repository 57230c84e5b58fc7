using System.Text.Json.Nodes;
using StrongCities.Engine.Definitions;
using StrongCities.Engine.Expressions;

namespace StrongCities.Engine.Execution;

/// <summary>What starts instances of a definition.</summary>
/// <param name="ActivityId">The trigger activity: goes into <see cref="Start.TriggerActivityId"/>.</param>
/// <param name="Name">As of bookmarks, such as <c>Elsa.Event</c>.</param>
/// <param name="Hash">Equal for a stimulus and the triggers it fires; see <see cref="StimulusHash"/>.</param>
/// <param name="Payload">What the hash was made from.</param>
/// <param name="DueAt">When the clock fires it, or <see langword="null"/> when only a stimulus does.</param>
public sealed record Trigger(string ActivityId, string Name, string Hash, JsonNode? Payload, DateTimeOffset? DueAt);

/// <summary>The triggers of a definition.</summary>
/// <param name="Triggers">One per activity and stimulus.</param>
/// <param name="Problems">Triggers whose inputs have no value; all are errors.</param>
public sealed record TriggerReading(IReadOnlyList<Trigger> Triggers, IReadOnlyList<DefinitionProblem> Problems)
{
    internal static TriggerReading Of(WorkflowGraph graph, DateTimeOffset now, InterpreterOptions options)
    {
        var triggers = new List<Trigger>();
        var problems = new List<DefinitionProblem>();
        var run = new BurstRun(graph, InstanceState.New("", graph, now), new BurstInputs(now, 0), options);
        var root = run.Schedule(graph.Root, parent: null);
        foreach (var node in graph.Nodes.Where(node => node.CanStartWorkflow && node.Activity.Descriptor.IsTrigger))
        {
            var execution = new ActivityExecution(run, node, root, node.Id);
            try
            {
                execution.EvaluateInputs();
                triggers.AddRange(node.Activity.Triggers(execution).Select(request => Of(node, request)));
            }
            catch (EvaluationException exception)
            {
                problems.Add(new DefinitionProblem(true, graph.Definition.DefinitionId, node.NodeId,
                    $"{exception.Message}: {exception.InnerException?.Message}",
                    "A trigger's inputs are evaluated when the workflow is published: they cannot depend on a running instance."));
            }
        }

        return new TriggerReading(triggers, problems);
    }

    private static Trigger Of(ActivityNode node, BookmarkRequest request)
    {
        var name = request.Name ?? node.Type;
        return new Trigger(node.Id, name, StimulusHash.Of(request.HashedName ?? name, request.HashedPayload ?? request.Payload), request.Payload, request.DueAt);
    }
}
