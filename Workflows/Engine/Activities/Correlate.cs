namespace StrongCities.Engine.Activities;

/// <summary>Ties the instance to a case.</summary>
internal sealed class Correlate : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.Correlate")
    {
        Category = "Primitives",
        DisplayName = "Correlate",
        Description = "Ties the running workflow to a case, so that events find it.",
        Inputs =
        [
            new InputDescriptor("CorrelationId", "String")
            {
                DisplayName = "Correlation id",
                Description = "What ties this run to something outside, such as a case number.",
            },
        ],
    };

    public override void Execute(ActivityContext context)
    {
        context.CorrelationId = context.Input<string>("CorrelationId");
        context.Complete();
    }
}
