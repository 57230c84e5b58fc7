using StrongCities.Engine.Execution;

namespace StrongCities.Engine.Activities;

/// <summary>Ends the whole instance: queue, bookmarks and all.</summary>
internal sealed class Finish : EngineActivity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.Finish")
    {
        Category = "Primitives",
        DisplayName = "Finish",
        Description = "Ends the workflow, whatever else is going on in it.",
        IsTerminal = true,
    };

    protected internal override void Execute(ActivityExecution execution)
    {
        // First, so that no container is told: in Elsa nothing but this activity completes.
        execution.Run.Ended = WorkflowSubStatus.Finished;
        execution.Complete();
        Lifecycle.EndInstance(execution.Run, WorkflowSubStatus.Finished);
    }
}
