namespace StrongCities.Engine.Activities;

/// <summary>Marks where a flowchart begins.</summary>
internal sealed class Start : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.Start")
    {
        Category = "Flow",
        DisplayName = "Start",
        Description = "Marks where a flowchart begins.",
        IsStart = true,
    };

    public override void Execute(ActivityContext context) => context.Complete();
}
