namespace StrongCities.Engine.Activities;

/// <summary>Names the instance.</summary>
internal sealed class SetName : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.SetName")
    {
        Category = "Primitives",
        DisplayName = "Set Name",
        Description = "Gives the running workflow a name that people see.",
        Inputs = [new InputDescriptor("Value", "String") { Description = "What this run is called in lists." }],
    };

    public override void Execute(ActivityContext context)
    {
        context.InstanceName = context.Input<string>("Value");
        context.Complete();
    }
}
