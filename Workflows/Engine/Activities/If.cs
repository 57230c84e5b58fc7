using StrongCities.Engine.Execution;

namespace StrongCities.Engine.Activities;

/// <summary>Runs one of two nested activities by a condition.</summary>
internal sealed class If : EngineActivity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.If")
    {
        Category = "Branching",
        DisplayName = "If",
        Description = "Runs one of two activities, depending on a condition.",
        Inputs = [new InputDescriptor("Condition", "Boolean") { Description = "True or false; usually an expression.", Default = false }],
        Outputs = [new OutputDescriptor("Result", "Boolean", "Whether the condition held.")],
        Ports = ["then", "else"],
    };

    protected internal override void Execute(ActivityExecution execution)
    {
        var holds = execution.Input<bool>("Condition");
        execution.SetOutput("Result", holds);
        if (!execution.Schedule(holds ? "then" : "else"))
        {
            execution.Complete();
        }
    }
}
