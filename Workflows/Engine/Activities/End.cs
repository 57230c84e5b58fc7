namespace StrongCities.Engine.Activities;

/// <summary>Ends the container that holds it, and only that.</summary>
internal sealed class End : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.End")
    {
        Category = "Flow",
        DisplayName = "End",
        Description = "Ends the flowchart or sequence that holds it.",
        IsTerminal = true,
    };

    public override void Execute(ActivityContext context) => context.Complete();
}
