using StrongCities.Engine.Execution;

namespace StrongCities.Engine.Activities;

/// <summary>Runs its body once per item, all side by side, each with its own current value.</summary>
internal sealed class ParallelForEach : EngineActivity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.ParallelForEach")
    {
        Category = "Looping",
        DisplayName = "For Each (parallel)",
        Description = "Runs an activity for each item of a list, side by side.",
        Inputs = [new InputDescriptor("Items", "Object") { Description = "A list, usually an expression." }],
        Ports = ["body"],
    };

    protected internal override void Execute(ActivityExecution execution)
    {
        var items = LoopItems.Of(execution.InputValue("Items")) ?? [];
        if (execution.Node.Port("body") is [{ } body, ..])
        {
            for (var i = 0; i < items.Count; i++)
            {
                var turn = execution.Schedule(body);
                turn.SetLocal("CurrentValue", items[i]);
                turn.SetLocal("CurrentIndex", i);
            }
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
