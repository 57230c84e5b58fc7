using StrongCities.Engine.Execution;

namespace StrongCities.Engine.Activities;

/// <summary>Runs all its activities side by side and completes when all have.</summary>
internal sealed class Parallel : EngineActivity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.Parallel")
    {
        Category = "Workflows",
        DisplayName = "Parallel",
        Description = "Runs activities side by side and goes on when all are done.",
        IsBrowsable = false,
        IsContainer = true,
    };

    protected internal override void Execute(ActivityExecution execution)
    {
        foreach (var child in execution.Node.Port("activities"))
        {
            execution.Schedule(child!);
        }

        CompleteIfIdle(execution);
    }

    protected internal override void ChildCompleted(ActivityExecution execution, ActivityExecution child, IReadOnlyList<string> outcomes) =>
        CompleteIfIdle(execution);

    private static void CompleteIfIdle(ActivityExecution execution)
    {
        if (execution.Children.Count == 0)
        {
            execution.Complete();
        }
    }
}
