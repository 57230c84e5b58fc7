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
            ChildWorkflow.WaitInput,
            ChildWorkflow.TraceInput,
            ChildWorkflow.ChannelInput,
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
