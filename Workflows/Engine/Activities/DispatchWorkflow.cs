using System.Text.Json.Nodes;
using StrongCities.Engine.Execution;

namespace StrongCities.Engine.Activities;

/// <summary>Starts another workflow once this burst is committed, and waits for its end if asked to.</summary>
internal sealed class DispatchWorkflow : EngineActivity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.DispatchWorkflow")
    {
        Category = "Composition",
        DisplayName = "Dispatch Workflow",
        Description = "Starts another workflow in the background.",
        Inputs =
        [
            ChildWorkflow.DefinitionInput,
            ChildWorkflow.CorrelationInput,
            ChildWorkflow.InputInput,
            new InputDescriptor("WaitForCompletion", "Boolean")
            {
                DisplayName = "Wait for completion",
                Description = "Whether to go on only when it has ended.",
                UIHint = "checkbox",
            },
            new InputDescriptor("StartNewTrace", "Boolean")
            {
                DisplayName = "Start new trace",
                Description = "Kept for Elsa; has no effect here.",
                Category = "Open Telemetry",
                UIHint = "checkbox",
            },
            new InputDescriptor("ChannelName", "String")
            {
                DisplayName = "Channel",
                Description = "Kept for Elsa; there is one channel here.",
                UIHint = "dropdown",
                Options = [""],
                OptionTexts = ChildWorkflow.Channels,
            },
        ],
        Outputs = [new OutputDescriptor("Result", "Object", "The outputs of the workflow, when waited for.")],
    };

    protected internal override void Execute(ActivityExecution execution) => ChildWorkflow.Find(execution);

    public override void Answered(ActivityContext context, JsonNode? value)
    {
        var execution = (ActivityExecution)context;
        var child = ChildWorkflow.Request(execution, execution.Input<JsonNode>("Input") as JsonObject, execution.Input<string>("CorrelationId"));
        execution.Run.Effects.Add(child);
        if (execution.Input<bool>("WaitForCompletion"))
        {
            ChildWorkflow.WaitFor(execution, child.InstanceId);
        }
        else
        {
            execution.Complete();
        }
    }

    public override void Resumed(ActivityContext context, Bookmark bookmark, JsonObject input)
    {
        context.SetOutput("Result", input[ChildWorkflow.OutputInput]);
        context.Complete();
    }
}
