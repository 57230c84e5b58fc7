using StrongCities.Engine.Execution;

namespace StrongCities.Engine.Activities;

/// <summary>Ends the nearest loop, and the containers on the way; outside a loop every container around it.</summary>
internal sealed class Break : EngineActivity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.Break")
    {
        Category = "Looping",
        DisplayName = "Break",
        Description = "Leaves the loop.",
        IsTerminal = true,
    };

    protected internal override void Execute(ActivityExecution execution)
    {
        for (var at = execution.Parent; at is not null && at.Node.Activity is not Workflow; at = at.Parent)
        {
            at.Ending = true;
            if (at.Node.Activity is For or ForEach or ParallelForEach or While)
            {
                break;
            }
        }

        execution.Complete();
    }
}
