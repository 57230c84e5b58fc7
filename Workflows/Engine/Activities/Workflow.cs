using StrongCities.Engine.Execution;

namespace StrongCities.Engine.Activities;

/// <summary>The synthetic activity that owns a definition's root. In no catalog; people see it as the workflow itself.</summary>
internal sealed class Workflow : EngineActivity
{
    public const string TypeName = "Elsa.Workflow";

    public static Workflow Instance { get; } = new();

    public override ActivityDescriptor Descriptor { get; } = new(TypeName) { DisplayName = "Workflow", Ports = ["root"] };

    protected internal override void Execute(ActivityExecution execution) => execution.Schedule("root");
}
