using StrongCities.Engine.Execution;

namespace StrongCities.Engine.Activities;

/// <summary>Runs a script. Its outcomes are always explicit, even a plain <c>Done</c>.</summary>
internal sealed class RunJavaScript : EngineActivity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.RunJavaScript")
    {
        Category = "Scripting",
        DisplayName = "Run JavaScript",
        Description = "Runs a script; setOutcome('…') chooses how to go on.",
        Inputs =
        [
            new InputDescriptor("Script", "String")
            {
                Description = "What to compute. Its last value is the result.",
                UIHint = "code-editor",
                DefaultSyntax = "JavaScript",
            },
            new InputDescriptor("PossibleOutcomes", "String[]") { DisplayName = "Possible outcomes", Description = "Type a name and press Enter. Each is a way out; the script chooses by setOutcome.", UIHint = "dynamic-outcomes" },
        ],
        Outputs = [new OutputDescriptor("Result", "Object", "The script's value.")],
        Outcomes = ["Done"],
    };

    protected internal override void Execute(ActivityExecution execution)
    {
        IReadOnlyList<string> outcomes = ["Done"];
        var script = execution.Input<string>("Script");
        if (!string.IsNullOrWhiteSpace(script))
        {
            execution.Evaluation.SetOutcomes = chosen => outcomes = chosen;
            execution.SetOutput("Result", execution.Run.Graph.Script(script).Evaluate(execution.Evaluation));
        }

        execution.Complete(outcomes);
    }
}
