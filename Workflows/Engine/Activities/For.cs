using StrongCities.Engine.Execution;
using StrongCities.Engine.Expressions;

namespace StrongCities.Engine.Activities;

/// <summary>Counts, and runs its body for each number.</summary>
internal sealed class For : EngineActivity
{
    private const string Next = "next";

    public override ActivityDescriptor Descriptor { get; } = new("Elsa.For")
    {
        Category = "Looping",
        DisplayName = "For",
        Description = "Repeats an activity for each number of a range.",
        Inputs =
        [
            new InputDescriptor("Start", "Int32") { Description = "The first number.", Default = 0 },
            new InputDescriptor("End", "Int32") { Description = "The last number.", Default = 0 },
            new InputDescriptor("Step", "Int32") { Description = "By how much it grows each time.", Default = 1 },
            new InputDescriptor("OuterBoundInclusive", "Boolean")
            {
                DisplayName = "Including the end",
                Description = "Whether the last number counts too.",
                UIHint = "checkbox",
                Default = true,
            },
        ],
        Outputs = [new OutputDescriptor("CurrentValue", "Int32", "The number of this turn.")],
        Ports = ["body"],
    };

    protected internal override void Execute(ActivityExecution execution)
    {
        if (execution.Node.Port("body") is [{ }, ..])
        {
            Turn(execution, execution.Input<int>("Start"));
        }
        else if (!execution.Run.StrictElsa)
        {
            // Elsa's never completes without a body.
            execution.Complete();
        }
    }

    protected internal override void ChildCompleted(ActivityExecution execution, ActivityExecution child, IReadOnlyList<string> outcomes) =>
        Turn(execution, Conversion.To<long>(Values.FromJson(execution.Properties[Next])));

    private static void Turn(ActivityExecution execution, long current)
    {
        var step = execution.Input<int>("Step");
        var distance = (execution.Input<int>("End") - current) * (step < 0 ? -1 : 1);
        if (distance < 0 || (distance == 0 && !execution.Input<bool>("OuterBoundInclusive")))
        {
            execution.Complete();
            return;
        }

        execution.Properties[Next] = current + step;
        execution.SetOutput("CurrentValue", (int)current);
        execution.SetLocal("CurrentValue", (int)current);
        execution.Schedule("body");
    }
}
