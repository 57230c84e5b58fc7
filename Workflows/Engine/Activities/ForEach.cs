using StrongCities.Engine.Execution;

namespace StrongCities.Engine.Activities;

/// <summary>Runs its body for each item, one after another.</summary>
internal sealed class ForEach : EngineActivity
{
    private const string Next = "next";

    public override ActivityDescriptor Descriptor { get; } = new("Elsa.ForEach")
    {
        Category = "Looping",
        DisplayName = "For Each",
        Description = "Repeats an activity for each item of a list.",
        Inputs = [new InputDescriptor("Items", "Object") { Description = "A list, usually an expression." }],
        Outputs = [new OutputDescriptor("CurrentValue", "Object", "The item of this turn.")],
        Ports = ["body"],
    };

    protected internal override void Execute(ActivityExecution execution) => Turn(execution, 0);

    protected internal override void ChildCompleted(ActivityExecution execution, ActivityExecution child, IReadOnlyList<string> outcomes) =>
        Turn(execution, execution.Properties[Next]!.GetValue<int>());

    private static void Turn(ActivityExecution execution, int index)
    {
        if (LoopItems.Of(execution.InputValue("Items")) is not { } items)
        {
            execution.Fault("Value cannot be null. (Parameter 'source')");
            return;
        }

        if (index >= items.Count)
        {
            execution.Complete();
            return;
        }

        execution.Properties[Next] = index + 1;
        execution.SetOutput("CurrentValue", items[index]);
        execution.SetLocal("CurrentValue", items[index]);
        execution.SetLocal("CurrentIndex", index);
        if (!execution.Schedule("body"))
        {
            execution.Complete();
        }
    }
}
