using System.Text.Json.Nodes;
using StrongCities.Engine.Execution;

namespace StrongCities.Engine.Activities;

/// <summary>
/// Runs another workflow at once. As in Elsa, the result of one that ended at once is a record of how it ended, and of one that had to be
/// waited for only its outputs.
/// </summary>
internal sealed class ExecuteWorkflow : EngineActivity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.ExecuteWorkflow")
    {
        Category = "Composition",
        DisplayName = "Execute Workflow",
        Description = "Runs another workflow and goes on when it has run.",
        Inputs =
        [
            ChildWorkflow.DefinitionInput,
            ChildWorkflow.CorrelationInput,
            ChildWorkflow.InputInput,
            ChildWorkflow.WaitInput,
        ],
        Outputs = [new OutputDescriptor("Result", "Object", "How the workflow ended, with its outputs.")],
    };

    protected internal override void Execute(ActivityExecution execution)
    {
        var child = ChildWorkflow.Request(execution, execution.Input<JsonNode>("Input") as JsonObject, execution.Input<string>("CorrelationId"));
        execution.Ask(new Question(ChildWorkflow.ExecuteQuestion, child.ToJson(execution.InstanceId)));
    }

    public override void Answered(ActivityContext context, JsonNode? value)
    {
        var execution = (ActivityExecution)context;
        if (execution.Input<bool>("WaitForCompletion") && value?["Status"]?.GetValue<string>() == nameof(WorkflowStatus.Running))
        {
            ChildWorkflow.WaitFor(execution, value["WorkflowInstanceId"]!.GetValue<string>());
        }
        else
        {
            execution.SetOutput("Result", value);
            execution.Complete();
        }
    }

    public override void Resumed(ActivityContext context, Bookmark bookmark, JsonObject input)
    {
        context.SetOutput("Result", input[ChildWorkflow.OutputInput]);
        context.Complete();
    }
}
