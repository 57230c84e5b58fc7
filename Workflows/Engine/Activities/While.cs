using StrongCities.Engine.Execution;
using StrongCities.Engine.Expressions;

namespace StrongCities.Engine.Activities;

/// <summary>Runs its body as long as a condition holds.</summary>
internal sealed class While : EngineActivity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.While")
    {
        Category = "Looping",
        DisplayName = "While",
        Description = "Repeats an activity as long as a condition holds.",
        Inputs =
        [
            new InputDescriptor("Condition", "Boolean")
            {
                Description = "Goes on as long as this is true. Worked out before each round.",
                Default = false,
                AutoEvaluate = false,
            },
        ],
        Ports = ["body"],
    };

    protected internal override void Execute(ActivityExecution execution)
    {
        if (!Conversion.ToBoolean(execution.Evaluate("Condition")) || !execution.Schedule("body"))
        {
            execution.Complete();
        }
    }

    protected internal override void ChildCompleted(ActivityExecution execution, ActivityExecution child, IReadOnlyList<string> outcomes) =>
        Execute(execution);
}
