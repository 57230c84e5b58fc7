using StrongCities.Engine.Execution;

namespace StrongCities.Engine.Activities;

/// <summary>Leaves a flowchart's node by the labels of the cases that hold, else by <c>Default</c>. Never by Done.</summary>
internal sealed class FlowSwitch : EngineActivity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.FlowSwitch")
    {
        Category = "Branching",
        DisplayName = "Switch (flow)",
        Description = "Goes on by the first case that holds, or by all that hold.",
        Inputs =
        [
            new InputDescriptor("Cases", "Object") { Description = "Conditions in order. Each is a way out.", UIHint = "flow-switch-editor", IsWrapped = false },
            SwitchCases.Mode,
        ],
        Outcomes = ["Default"],
    };

    protected internal override void Execute(ActivityExecution execution)
    {
        var labels = SwitchCases.Matching(execution).ConvertAll(index => execution.Node.Cases[index].Label);
        execution.Complete(labels.Count > 0 ? labels : ["Default"]);
    }
}
