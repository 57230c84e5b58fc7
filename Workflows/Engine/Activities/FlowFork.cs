namespace StrongCities.Engine.Activities;

/// <summary>Leaves a flowchart's node by every branch at once.</summary>
internal sealed class FlowFork : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.FlowFork")
    {
        Category = "Branching",
        DisplayName = "Fork (flow)",
        Description = "Goes on by all of its branches at once.",
        Inputs =
        [
            new InputDescriptor("Branches", "String[]")
            {
                Description = "Type a name and press Enter. Each is a way out; all are followed at once.",
                UIHint = "dynamic-outcomes",
            },
        ],
        Outcomes = ["Done"],
    };

    public override void Execute(ActivityContext context)
    {
        var branches = context.Input<string[]>("Branches") ?? [];
        context.Complete(branches.Length > 0 ? branches : ["Done"]);
    }
}
