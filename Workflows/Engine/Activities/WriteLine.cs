using StrongCities.Engine.Execution;

namespace StrongCities.Engine.Activities;

/// <summary>Writes a line.</summary>
internal sealed class WriteLine : EngineActivity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.WriteLine")
    {
        Category = "Console",
        DisplayName = "Write Line",
        Description = "Writes a line to the server's log; for trying things out.",
        Inputs = [new InputDescriptor("Text", "String") { Description = "What to write into the log." }],
    };

    protected internal override void Execute(ActivityExecution execution)
    {
        execution.Run.Effects.Add(new LineWritten(execution.Node.Id, execution.Input<string>("Text") ?? ""));
        execution.Complete();
    }
}
