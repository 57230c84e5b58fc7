using StrongCities.Engine.Execution;

namespace StrongCities.Engine.Activities;

/// <summary>When a join goes on.</summary>
internal enum FlowJoinMode
{
    /// <summary>At the first branch; what still runs upstream is cancelled.</summary>
    WaitAny,

    /// <summary>When every branch was followed; if one was not, the join is skipped.</summary>
    WaitAll,

    /// <summary>When every branch is heard of and at least one was followed.</summary>
    WaitAllActive,
}

/// <summary>Brings a flowchart's branches together. When it runs is decided by its <see cref="Flowchart"/>.</summary>
internal sealed class FlowJoin : EngineActivity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.FlowJoin")
    {
        Category = "Branching",
        DisplayName = "Join",
        Description = "Brings branches together.",
        Inputs =
        [
            new InputDescriptor("Mode", "FlowJoinMode")
            {
                DisplayName = "Mode",
                Description = "Wait for all ways that lead here, for all that were taken, or for the first.",
                UIHint = "dropdown",
                Options = Enum.GetNames<FlowJoinMode>(),
                Default = nameof(FlowJoinMode.WaitAny),
            },
        ],
        Outcomes = ["Done"],
    };

    protected internal override void Execute(ActivityExecution execution)
    {
        // What was only queued when the join was reached may have begun to wait meanwhile.
        if (execution.Input<FlowJoinMode>("Mode") == FlowJoinMode.WaitAny && execution.Parent is { Node.Activity: Flowchart } flow)
        {
            Flowchart.JoinRuns(flow, execution.Node);
        }

        execution.Complete();
    }
}
