using StrongCities.Engine.Definitions;
using StrongCities.Engine.Execution;
using StrongCities.Engine.Expressions;

namespace StrongCities.Engine.Activities;

/// <summary>
/// Runs activities along connections. Which of them run when is decided by <see cref="FlowchartCounter"/>, Elsa's
/// default algorithm, or by <see cref="FlowchartTokens"/>, as the instance was started.
/// </summary>
/// <remarks>
/// <para>A terminal child (End, Complete, Finish, Break) completes the flowchart and cancels what still runs in it.
/// Otherwise it completes when nothing in it runs, is queued or has faulted. An outcome without a connection is a
/// normal end of a branch.</para>
/// <para>Signals (our addition, see ADR 6): an activity that goes on waiting may follow one of its ports. The port's
/// targets run <em>beside</em> the flow: each is scheduled at once, however many connections lead to it; what follows
/// them runs beside as well; nothing there counts as a visit of a connection. An <c>Elsa.FlowJoin</c> ends such a path.
/// When the activity completes later, a port that was only signalled counts as not followed. The flowchart completes
/// only when what runs beside has ended too.</para>
/// </remarks>
internal sealed class Flowchart : EngineActivity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.Flowchart")
    {
        Category = "Flow",
        DisplayName = "Flowchart",
        Description = "Runs activities along connections.",
        IsBrowsable = false,
        IsContainer = true,
    };

    /// <summary>A child signals a port and goes on: the port's targets run beside the flow.</summary>
    public static void Signalled(ActivityExecution flow, ActivityExecution child, string outcome) =>
        FollowBeside(flow, child.Node, connection => connection.Port == outcome);

    /// <summary>A join that waits for any runs now: what began to run upstream since it was reached is cancelled.</summary>
    public static void JoinRuns(ActivityExecution flow, ActivityNode join)
    {
        if (flow.Run.RunsOnTokens)
        {
            FlowchartTokens.CancelUpstream(flow, join);
        }
        else
        {
            FlowchartCounter.JoinRuns(flow, join);
        }
    }

    /// <summary>A join's mode, evaluated where its flowchart stands.</summary>
    public static FlowJoinMode JoinMode(ActivityExecution flow, ActivityNode join) =>
        Conversion.To<FlowJoinMode>(join.Inputs["Mode"].Expression.Evaluate(flow.Evaluation));

    /// <summary>What runs on the forward ways to an activity.</summary>
    public static IReadOnlyList<ActivityExecution> RunningUpstream(ActivityExecution flow, FlowPaths paths, ActivityNode target)
    {
        var upstream = paths.Upstream(target);
        return [.. flow.Children.Where(child => child is { Status: ActivityStatus.Running, Beside: false } && upstream.Contains(child.Node))];
    }

    /// <summary>Refuses a loop in which joins could not tell their rounds apart.</summary>
    /// <exception cref="EvaluationException">The loop can be entered beside its target.</exception>
    public static void RefuseIllegalLoop(FlowPaths paths, FlowConnection loop)
    {
        if (!paths.IsLegalLoop(loop))
        {
            throw new EvaluationException($"Invalid backward connection: Every path from the source ('{loop.Source.Id}') "
                + $"must go through the target ('{loop.Target.Id}') when tracing back to the start.");
        }
    }

    protected internal override void Execute(ActivityExecution execution)
    {
        if (StartOf(execution) is not { } start)
        {
            execution.Complete();
        }
        else if (execution.Run.RunsOnTokens)
        {
            FlowchartTokens.Begin(execution, start);
        }
        else
        {
            FlowchartCounter.Begin(execution, start);
        }
    }

    protected internal override void ChildCompleted(ActivityExecution execution, ActivityExecution child, IReadOnlyList<string> outcomes)
    {
        if (child.Node.Activity.Descriptor.IsTerminal)
        {
            execution.Complete();
            return;
        }

        if (child.Beside)
        {
            FollowBeside(execution, child.Node, connection => connection.Matches(outcomes));
        }
        else if (execution.Run.RunsOnTokens)
        {
            FlowchartTokens.Follow(execution, child.Node, outcomes);
        }
        else
        {
            FlowchartCounter.Follow(execution, child.Node, outcomes);
        }

        if (execution.Children.Count == 0 && !(execution.Run.RunsOnTokens && FlowchartTokens.Holds(execution)))
        {
            execution.Complete();
        }
    }

    private static void FollowBeside(ActivityExecution flow, ActivityNode source, Func<FlowConnection, bool> follows)
    {
        foreach (var connection in flow.Node.Flow!.From(source).Where(follows).Where(connection => connection.Target.Activity is not FlowJoin))
        {
            flow.Schedule(connection.Target).Beside = true;
        }
    }

    private static ActivityNode? StartOf(ActivityExecution execution)
    {
        var flow = execution.Node.Flow!;
        return execution.Run.Registers.TriggerActivityId is { } trigger
            ? flow.Activities.FirstOrDefault(activity => activity.Id == trigger) ?? flow.Start
            : flow.Start;
    }
}
