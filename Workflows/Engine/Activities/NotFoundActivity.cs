namespace StrongCities.Engine.Activities;

/// <summary>Stands for a type that this host does not have. It keeps its JSON and faults when reached.</summary>
internal sealed class NotFoundActivity(string type) : Activity
{
    public const string TypeName = "Elsa.NotFoundActivity";

    public override ActivityDescriptor Descriptor { get; } = new(TypeName) { DisplayName = "Not found", Category = "Missing", IsBrowsable = false };

    public override void Execute(ActivityContext context) =>
        // Elsa says version 0 whichever version the definition asks for.
        context.Fault($"Activity type '{type}' version '0' could not be found.");
}
