using StrongCities.Engine.Execution;

namespace StrongCities.Engine.Activities;

/// <summary>Completes the workflow with outcomes, through all that is around it, loops too.</summary>
internal sealed class Complete : EngineActivity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.Complete")
    {
        Category = "Composition",
        DisplayName = "Complete",
        Description = "Completes the workflow with one or more outcomes.",
        IsTerminal = true,
        Inputs =
        [
            new InputDescriptor("Outcomes", "String[]")
            {
                Description = "By which ways out the workflow is left, where another workflow runs it.",
                UIHint = "outcome-picker",
                DefaultSyntax = "Object",
            },
        ],
    };

    protected internal override void Execute(ActivityExecution execution)
    {
        var outcomes = execution.Input<string[]>("Outcomes") ?? [];
        var around = WorkflowActivity.Around(execution);
        for (var at = execution.Parent; at is not null && at != around; at = at.Parent)
        {
            at.Ending = true;
        }

        if (around is not null)
        {
            WorkflowActivity.EndWith(around, outcomes);
        }

        execution.Complete(outcomes);
    }
}
