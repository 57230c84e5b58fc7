using StrongCities.Engine.Execution;

namespace StrongCities.Engine.Activities;

/// <summary>Runs the activities of the cases that hold, or a default.</summary>
internal sealed class Switch : EngineActivity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.Switch")
    {
        Category = "Branching",
        DisplayName = "Switch",
        Description = "Runs the activity of the first case that holds, or of all that hold.",
        Inputs =
        [
            new InputDescriptor("Cases", "Object") { Description = "Conditions in order, each with what to do.", UIHint = "switch-editor", IsWrapped = false },
            SwitchCases.Mode,
        ],
        Ports = ["cases", "default"],
    };

    protected internal override void Execute(ActivityExecution execution)
    {
        var matching = SwitchCases.Matching(execution);
        var activities = execution.Node.Port("cases");
        foreach (var index in matching)
        {
            if (activities[index] is { } activity)
            {
                execution.Schedule(activity);
            }
        }

        if (matching.Count == 0)
        {
            execution.Schedule("default");
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
