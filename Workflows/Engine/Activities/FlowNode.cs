using StrongCities.Engine.Execution;

namespace StrongCities.Engine.Activities;

/// <summary>Runs what it holds, then goes on by <c>Done</c>.</summary>
internal sealed class FlowNode : EngineActivity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.FlowNode")
    {
        Category = "Flow",
        DisplayName = "Container",
        Description = "Runs the activity that it holds.",
        Ports = ["body"],
    };

    protected internal override void Execute(ActivityExecution execution)
    {
        if (!execution.Schedule("body"))
        {
            execution.Complete();
        }
    }
}
