using StrongCities.Engine.Execution;

namespace StrongCities.Engine.Activities;

/// <summary>Runs its activities one after another. Outcomes are ignored; a terminal child ends it.</summary>
internal sealed class Sequence : EngineActivity
{
    private const string Next = "next";

    public override ActivityDescriptor Descriptor { get; } = new("Elsa.Sequence")
    {
        Category = "Workflows",
        DisplayName = "Sequence",
        Description = "Runs activities one after another.",
        IsBrowsable = false,
        IsContainer = true,
    };

    protected internal override void Execute(ActivityExecution execution) => Advance(execution, 0);

    protected internal override void ChildCompleted(ActivityExecution execution, ActivityExecution child, IReadOnlyList<string> outcomes)
    {
        if (child.Node.Activity.Descriptor.IsTerminal)
        {
            execution.Complete();
        }
        else
        {
            Advance(execution, execution.Properties[Next]!.GetValue<int>());
        }
    }

    private static void Advance(ActivityExecution execution, int index)
    {
        if (execution.Node.Port("activities").ElementAtOrDefault(index) is { } child)
        {
            execution.Properties[Next] = index + 1;
            execution.Schedule(child);
        }
        else
        {
            execution.Complete();
        }
    }
}
