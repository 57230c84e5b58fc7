using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Definitions;
using StrongCities.Engine.Execution;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Definitions;

/// <summary>The one place that says whether a definition may be stored, and whether it may be published.</summary>
public sealed class CheckDefinition(DefinitionGraphs graphs, Interpreter interpreter, TimeProvider time)
{
    private const string HttpEndpoint = "Elsa.HttpEndpoint";

    /// <summary>Checks what a draft must be already: activities with types, and ids that tell them apart; and looks for what will not work.</summary>
    /// <param name="definition">As read.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Its graph, or errors; warnings in both cases, those of <see cref="DefinitionLint"/> among them.</returns>
    public async Task<GraphCompilation> ToStoreAsync(WorkflowDefinition definition, CancellationToken cancellation) =>
        definition.Source["root"] is JsonObject root && root["type"] is not JsonValue
            ? Refused(definition, "root", "Failed to extract activity type property: the root activity has no type.",
                "Give root a type such as Elsa.Flowchart.")
            : WithFindings(await graphs.CompileAsync(definition, cancellation));

    /// <summary>Checks what a published version must be besides: unambiguous inputs and outputs, and triggers that can be read.</summary>
    /// <param name="graph">What <see cref="ToStoreAsync"/> gave.</param>
    /// <returns>Its triggers; every problem is an error.</returns>
    public TriggerReading ToPublish(WorkflowGraph graph)
    {
        List<DefinitionProblem> problems = [.. Repeated(graph.Definition, "inputs"), .. Repeated(graph.Definition, "outputs")];
        var reading = interpreter.Triggers(graph, time.GetUtcNow());
        problems.AddRange(reading.Problems);
        problems.AddRange(DefinitionLint.Run(graph).Where(finding => finding.Code == DefinitionLint.Misuse)
            .Select(finding => finding.ToProblem(graph.Definition.DefinitionId) with { IsError = true }));
        problems.AddRange(reading.Triggers.Where(trigger => trigger.Name == HttpEndpoint && Member(trigger, "path") is null or "" or "/").Select(trigger =>
            new DefinitionProblem(true, graph.Definition.DefinitionId, trigger.ActivityId, "Trigger should have a payload: the HTTP endpoint has no path.",
                "Give the endpoint a path, such as grants/apply.")));
        problems.AddRange(reading.Triggers.Where(trigger => trigger.Name == Event.TypeName && Member(trigger, "EventName") is null or "").Select(trigger =>
            new DefinitionProblem(true, graph.Definition.DefinitionId, trigger.ActivityId, "Trigger should have a payload: the event has no name.",
                "Give the event a name, or let it not start the workflow.")));
        return reading with { Problems = problems };
    }

    /// <summary>Inside the transaction that publishes: whether another published definition answers the same path and method.</summary>
    internal static async Task<IReadOnlyList<DefinitionProblem>> TakenPathsAsync(
        RuntimeDb db, string definitionId, IReadOnlyList<Trigger> triggers, CancellationToken cancellation)
    {
        var problems = new List<DefinitionProblem>();
        foreach (var trigger in triggers.Where(trigger => trigger.Name == HttpEndpoint))
        {
            if (await db.Triggers.AnyAsync(row => row.Hash == trigger.Hash && row.Name == trigger.Name && row.DefinitionId != definitionId, cancellation))
            {
                problems.Add(new DefinitionProblem(true, definitionId, trigger.ActivityId,
                    $"The /{Member(trigger, "path")?.TrimStart('/')} path and {Member(trigger, "method")} method are already in use by another workflow!",
                    "Choose another path, or retract the other workflow first."));
            }
        }

        return problems;
    }

    /// <summary>Hints are for the command line: they would bury what matters.</summary>
    private static GraphCompilation WithFindings(GraphCompilation compilation) => compilation.Graph is not { } graph ? compilation
        : compilation with
        {
            Problems = [.. compilation.Problems, .. DefinitionLint.Run(graph).Where(finding => finding.Severity != LintSeverity.Hint)
                .Select(finding => finding.ToProblem(graph.Definition.DefinitionId))],
        };

    private static IEnumerable<DefinitionProblem> Repeated(WorkflowDefinition definition, string member)
    {
        var names = (definition.Source[member] as JsonArray ?? []).OfType<JsonObject>()
            .Select(item => item["name"] is JsonValue value && value.TryGetValue(out string? name) ? name : "")
            .GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1).Select(group => group.Key).ToList();
        return names.Count == 0 ? []
            : [new DefinitionProblem(true, definition.DefinitionId, $"$.{member}",
                $"The following {member} are defined more than once: {string.Join(", ", names)}", "Rename or remove all but one of each.")];
    }

    private static string? Member(Trigger trigger, string name) =>
        (trigger.Payload as JsonObject)?.FirstOrDefault(member => string.Equals(member.Key, name, StringComparison.OrdinalIgnoreCase)).Value?.ToString();

    private static GraphCompilation Refused(WorkflowDefinition definition, string place, string message, string mend) =>
        new(null, [new DefinitionProblem(true, definition.DefinitionId, $"$.{place}", message, mend)]);
}
