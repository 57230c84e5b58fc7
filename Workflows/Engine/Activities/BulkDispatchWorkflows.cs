using System.Text.Json.Nodes;
using StrongCities.Engine.Execution;
using StrongCities.Engine.Expressions;

namespace StrongCities.Engine.Activities;

/// <summary>Starts another workflow once per item, and runs an activity for each that ended if asked to wait.</summary>
internal sealed class BulkDispatchWorkflows : EngineActivity
{
    private const string Inputs = "inputs";

    public override ActivityDescriptor Descriptor { get; } = new("Elsa.BulkDispatchWorkflows")
    {
        Category = "Composition",
        DisplayName = "Bulk Dispatch Workflows",
        Description = "Starts another workflow in the background for each of many items.",
        Inputs =
        [
            ChildWorkflow.DefinitionInput,
            new InputDescriptor("Items", "Object") { Description = "One run is started for each.", IsRequired = true },
            new InputDescriptor("DefaultItemInputKey", "String")
            {
                DisplayName = "Default item input key",
                Description = "Under which name each run gets its item.",
                Default = "Item",
            },
            new InputDescriptor("CorrelationIdFunction", "String")
            {
                DisplayName = "Correlation id function",
                Description = "An expression that gives each run its correlation id.",
                AutoEvaluate = false,
            },
            ChildWorkflow.InputInput,
            ChildWorkflow.WaitInput with { Default = true },
            ChildWorkflow.TraceInput,
            ChildWorkflow.ChannelInput,
        ],
        Ports = ["childCompleted", "childFaulted"],
        Outcomes = ["Completed", "Canceled", "Done"],
    };

    protected internal override void Execute(ActivityExecution execution) => ChildWorkflow.Find(execution);

    public override void Answered(ActivityContext context, JsonNode? value)
    {
        var execution = (ActivityExecution)context;
        var waits = execution.Input<bool>("WaitForCompletion");
        var inputs = new JsonObject();
        foreach (var item in LoopItems.Of(execution.InputValue("Items")) ?? [])
        {
            var child = ChildWorkflow.Request(execution, InputOf(execution, item), CorrelationOf(execution, item));
            execution.Run.Effects.Add(child);
            if (waits)
            {
                ChildWorkflow.WaitFor(execution, child.InstanceId);
                inputs[child.InstanceId] = child.Input.DeepClone();
            }
        }

        execution.Properties[Inputs] = inputs;
        if (waits)
        {
            CompleteIfIdle(execution);
        }
        else
        {
            execution.Complete("Done");
        }
    }

    public override void Resumed(ActivityContext context, Bookmark bookmark, JsonObject input)
    {
        var execution = (ActivityExecution)context;
        var faulted = input[ChildWorkflow.SubStatusInput]?.GetValue<string>() == nameof(WorkflowSubStatus.Faulted);
        if (execution.Node.Port(faulted ? "childFaulted" : "childCompleted") is [{ } activity, ..])
        {
            var run = execution.Schedule(activity);
            run.SetLocal("ChildInstanceId", bookmark.Tag);
            run.SetLocal("ChildInput", (execution.Properties[Inputs] as JsonObject)?[bookmark.Tag ?? ""]?.DeepClone());
            run.SetLocal("ChildOutput", input[ChildWorkflow.OutputInput]?.DeepClone());
        }

        CompleteIfIdle(execution);
    }

    protected internal override void ChildCompleted(ActivityExecution execution, ActivityExecution child, IReadOnlyList<string> outcomes) =>
        CompleteIfIdle(execution);

    private static void CompleteIfIdle(ActivityExecution execution)
    {
        if (execution.Waiting.Count == 0 && execution.Children.Count == 0)
        {
            execution.Complete("Completed", "Done");
        }
    }

    /// <summary>An item with names becomes inputs of those names, any other one input.</summary>
    private static JsonObject InputOf(ActivityExecution execution, object? item)
    {
        var input = execution.Input<JsonNode>("Input")?.DeepClone() as JsonObject ?? [];
        if (Values.ToJson(item) is JsonObject members)
        {
            foreach (var (name, member) in members)
            {
                input[name] = member?.DeepClone();
            }
        }
        else
        {
            input[execution.Input<string>("DefaultItemInputKey") ?? "Item"] = Values.ToJson(item);
        }

        return input;
    }

    private static string? CorrelationOf(ActivityExecution execution, object? item)
    {
        if (!execution.Node.Json.ContainsKey("correlationIdFunction"))
        {
            return null;
        }

        execution.SetLocal("item", item);
        return Conversion.To<string>(execution.Evaluate("CorrelationIdFunction"));
    }
}
