namespace StrongCities.Engine.Activities;

/// <summary>Ends the instance, or this branch, with an incident.</summary>
internal sealed class Fault : Activity
{
    /// <summary>What Elsa's incident says when the author says nothing; people may search for it.</summary>
    private const string DefaultMessage = "Exception of type 'Elsa.Workflows.Exceptions.FaultException' was thrown.";

    public override ActivityDescriptor Descriptor { get; } = new("Elsa.Fault")
    {
        Category = "Primitives",
        DisplayName = "Fault",
        Description = "Faults the workflow with a message.",
        Inputs =
        [
            new InputDescriptor("Code", "String") { Description = "A short code of your own.", Default = "0" },
            new InputDescriptor("Category", "String") { Description = "What kind of failure.", Default = "General" },
            new InputDescriptor("FaultType", "String") { DisplayName = "Type", Description = "Whose failure.", Default = "System" },
            new InputDescriptor("Message", "String") { Description = "What went wrong, for people." },
        ],
    };

    public override void Execute(ActivityContext context)
    {
        var message = context.Input<string>("Message");
        context.Fault(string.IsNullOrEmpty(message) ? DefaultMessage : message);
    }
}
