using StrongCities.Engine.Definitions;
using StrongCities.Engine.Execution;

namespace StrongCities.Engine.Activities;

/// <summary>Sets a variable of the nearest scope that has it.</summary>
internal sealed class SetVariable : EngineActivity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.SetVariable")
    {
        Category = "Primitives",
        DisplayName = "Set Variable",
        Description = "Gives a variable a value.",
        Inputs =
        [
            new InputDescriptor("Variable", "Object") { Description = "Which variable.", UIHint = "variable-picker", IsWrapped = false, IsRequired = true },
            new InputDescriptor("Value", "Object") { Description = "What it becomes." },
        ],
    };

    protected internal override void Execute(ActivityExecution execution)
    {
        var reference = execution.Node.Json.Object("variable");
        if (execution.Evaluation.TrySetVariableById(reference.Text("id") ?? "", execution.InputValue("Value")))
        {
            execution.Complete();
        }
        else
        {
            execution.Fault($"Variable '{reference.Text("name") ?? reference.Text("id")}' not found.");
        }
    }
}
