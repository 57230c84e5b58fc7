using StrongCities.Engine.Execution;

namespace StrongCities.Engine.Activities;

/// <summary>Sets a workflow output; names that are not declared are taken too.</summary>
internal sealed class SetOutput : EngineActivity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.SetOutput")
    {
        Category = "Composition",
        DisplayName = "Set Output",
        Description = "Gives a workflow output a value.",
        Inputs =
        [
            new InputDescriptor("OutputName", "String")
            {
                DisplayName = "Output",
                Description = "Which output of the workflow.",
                UIHint = "output-picker",
                IsRequired = true,
            },
            new InputDescriptor("OutputValue", "Object") { DisplayName = "Value", Description = "What it is." },
        ],
    };

    protected internal override void Execute(ActivityExecution execution)
    {
        execution.SetWorkflowOutput(execution.Input<string>("OutputName") ?? "", execution.InputValue("OutputValue"));
        execution.Complete();
    }
}
