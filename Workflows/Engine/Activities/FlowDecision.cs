namespace StrongCities.Engine.Activities;

/// <summary>Leaves a flowchart's node by <c>True</c> or <c>False</c>.</summary>
internal sealed class FlowDecision : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.FlowDecision")
    {
        Category = "Branching",
        DisplayName = "Decision",
        Description = "Goes on by True or False, depending on a condition.",
        Inputs = [new InputDescriptor("Condition", "Boolean") { Description = "True or false; usually an expression.", Default = false }],
        Outcomes = ["True", "False"],
    };

    public override void Execute(ActivityContext context) => context.Complete(context.Input<bool>("Condition") ? "True" : "False");
}
