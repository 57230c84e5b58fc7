using StrongCities.Engine.Definitions;
using StrongCities.Engine.Execution;

namespace StrongCities.Engine.Activities;

/// <summary>Runs branches side by side; with <c>WaitAny</c> the first to finish ends the others.</summary>
internal sealed class Fork : EngineActivity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.Fork")
    {
        Category = "Control Flow",
        DisplayName = "Fork",
        Description = "Runs branches side by side.",
        IsBrowsable = false,
        Inputs =
        [
            new InputDescriptor("JoinMode", "String")
            {
                DisplayName = "Join mode",
                Description = "Wait for every branch, or go on after the first.",
                UIHint = "dropdown",
                Options = ["WaitAll", "WaitAny"],
                Default = "WaitAll",
                IsWrapped = false,
            },
        ],
        Ports = ["branches"],
    };

    protected internal override void Execute(ActivityExecution execution)
    {
        foreach (var branch in execution.Node.Port("branches"))
        {
            execution.Schedule(branch!);
        }

        if (execution.Children.Count == 0)
        {
            execution.Complete();
        }
    }

    protected internal override void ChildCompleted(ActivityExecution execution, ActivityExecution child, IReadOnlyList<string> outcomes)
    {
        if (execution.Children.Count == 0 || execution.Node.Json.Text("joinMode") is "WaitAny" or "1")
        {
            execution.Complete();
        }
    }
}
