using System.Text.Json.Nodes;
using StrongCities.Engine.Definitions;
using StrongCities.Engine.Execution;

namespace StrongCities.Engine.Activities;

/// <summary>A workflow used as an activity: it runs inside the same instance, in a scope of its own.</summary>
internal sealed class WorkflowActivity : EngineActivity
{
    private const string Outcomes = "outcomes";

    public WorkflowActivity(string typeName, WorkflowDefinition definition)
    {
        Definition = definition;
        Descriptor = new ActivityDescriptor(typeName)
        {
            Version = definition.Version,
            Category = "Workflows",
            DisplayName = definition.Name,
            Description = definition.Description,
            Inputs = [.. Members(definition, "inputs").Select(input => new InputDescriptor(input.Name, input.TypeName))],
            Outputs = [.. Members(definition, "outputs").Select(output => new OutputDescriptor(output.Name, output.TypeName))],
            Outcomes = [.. (ElsaJson.List(definition.Source["outcomes"]) ?? []).Select(outcome => outcome?.ToString()).OfType<string>()],
            Ports = ["root"],
        };
    }

    /// <summary>What runs inside.</summary>
    public WorkflowDefinition Definition { get; }

    public override ActivityDescriptor Descriptor { get; }

    /// <summary>The nearest workflow used as an activity around an execution; null at the instance's own level.</summary>
    public static ActivityExecution? Around(ActivityExecution execution)
    {
        for (var at = execution.Parent; at is not null; at = at.Parent)
        {
            if (at.Node.Activity is WorkflowActivity)
            {
                return at;
            }
        }

        return null;
    }

    /// <summary>Ends it with outcomes as soon as what is inside has ended.</summary>
    public static void EndWith(ActivityExecution execution, IReadOnlyList<string> outcomes) =>
        execution.Properties[Outcomes] = new JsonArray([.. outcomes.Select(outcome => JsonValue.Create(outcome))]);

    protected internal override void Execute(ActivityExecution execution) => execution.Schedule("root");

    protected internal override void ChildCompleted(ActivityExecution execution, ActivityExecution child, IReadOnlyList<string> outcomes) =>
        execution.Complete([.. (execution.Properties[Outcomes] as JsonArray ?? []).Select(outcome => outcome!.GetValue<string>())]);

    private static IEnumerable<(string Name, string TypeName)> Members(WorkflowDefinition definition, string list) =>
        (ElsaJson.List(definition.Source[list]) ?? []).OfType<JsonObject>()
            .Where(json => json.Text("name") is { Length: > 0 })
            .Select(json => (json.Text("name")!, (json.Text("type") ?? "Object") + (json.Flag("isArray") ? "[]" : "")));
}
