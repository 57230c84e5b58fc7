using System.Text.Json.Nodes;
using StrongCities.Engine.Definitions;
using StrongCities.Engine.Execution;

namespace StrongCities.Engine.Activities;

/// <summary>
/// Elsa's counter-based flowchart. It counts visits of activities and of connections. A connection visited more often
/// than its target belongs to the target's next round; so joins inside loops can tell their rounds apart. A connection
/// that is not followed is visited all the same, and what only it leads to is skipped onward (dead path elimination),
/// so that joins hear of every branch.
/// </summary>
/// <remarks>Its state lies in the flowchart's properties: visits per activity; per connection the visits, negative when
/// it was not followed the last time.</remarks>
internal static class FlowchartCounter
{
    private const string StartKey = "start";
    private const string ActivitiesKey = "activities";
    private const string ConnectionsKey = "connections";

    /// <summary>Starts a run.</summary>
    public static void Begin(ActivityExecution flow, ActivityNode start)
    {
        flow.Properties[StartKey] = start.Id;
        flow.Properties[ActivitiesKey] = new JsonObject();
        flow.Properties[ConnectionsKey] = new JsonObject();
        Enter(flow, start);
    }

    /// <summary>A child completed: visits its connections, in order, and whatever they decide.</summary>
    public static void Follow(ActivityExecution flow, ActivityNode completed, IReadOnlyList<string> outcomes) =>
        Visit(flow, completed, connection => connection.Matches(outcomes));

    /// <summary>A join that waits for any runs now: what began to run upstream since it was reached is cancelled.</summary>
    public static void JoinRuns(ActivityExecution flow, ActivityNode join)
    {
        if (CancelUpstream(flow, join) && flow.Run.StrictElsa)
        {
            // Elsa takes the cancelled branch for one that arrives, and runs the join again.
            flow.Schedule(join);
        }
    }

    private static void Visit(ActivityExecution flow, ActivityNode source, Func<FlowConnection, bool> follows)
    {
        var connections = flow.Node.Flow!;
        var open = new Stack<(FlowConnection Connection, bool Followed)>();
        Push(open, connections.From(source).Select(connection => (connection, follows(connection))));
        while (open.TryPop(out var next))
        {
            if (Arrive(flow, next.Connection, next.Followed))
            {
                Push(open, connections.From(next.Connection.Target).Select(connection => (connection, false)));
            }
        }
    }

    private static void Push<T>(Stack<T> open, IEnumerable<T> items)
    {
        foreach (var item in items.Reverse())
        {
            open.Push(item);
        }
    }

    /// <summary>Visits one connection.</summary>
    /// <returns>True when its target is skipped, so that the visit goes on from there.</returns>
    private static bool Arrive(ActivityExecution flow, FlowConnection connection, bool followed)
    {
        var paths = Paths(flow);
        if (paths.IsBackward(connection))
        {
            GoBack(flow, paths, connection, followed);
            return false;
        }

        Count(flow, connection, followed);
        switch (Decide(flow, paths, connection, followed))
        {
            case Verdict.Run:
                Enter(flow, connection.Target);
                return false;
            case Verdict.Skip:
                Raise(flow, connection.Target);
                return true;
            default:
                return false;
        }
    }

    private static void GoBack(ActivityExecution flow, FlowPaths paths, FlowConnection connection, bool followed)
    {
        if (!followed)
        {
            return;
        }

        Flowchart.RefuseIllegalLoop(paths, connection);

        // A repetition is not a new round for the target: its forward connections were visited once only.
        flow.Schedule(connection.Target);
    }

    private static Verdict Decide(ActivityExecution flow, FlowPaths paths, FlowConnection connection, bool followed)
    {
        var target = connection.Target;
        var inbound = paths.ForwardInbound(target);
        var mode = target.Activity is FlowJoin ? Flowchart.JoinMode(flow, target) : FlowJoinMode.WaitAllActive;
        var round = Visits(flow, target);
        if (mode == FlowJoinMode.WaitAny && followed)
        {
            if (Math.Abs(Visits(flow, connection)) <= round)
            {
                return Verdict.Wait;
            }

            Raise(flow, target);
            CancelUpstream(flow, target);
            flow.Schedule(target);
            return Verdict.Wait;
        }

        if (inbound.Any(other => Math.Abs(Visits(flow, other)) <= round))
        {
            return Verdict.Wait;
        }

        var runs = mode == FlowJoinMode.WaitAll
            ? inbound.All(other => Visits(flow, other) > 0)
            : inbound.Any(other => Visits(flow, other) > 0);
        return runs ? Verdict.Run : Verdict.Skip;
    }

    /// <summary>Cancels what runs on the ways to a join; a cancelled branch counts as one that was not followed.</summary>
    private static bool CancelUpstream(ActivityExecution flow, ActivityNode join)
    {
        var running = Flowchart.RunningUpstream(flow, Paths(flow), join);
        foreach (var child in running)
        {
            Lifecycle.Cancel(child);
            Visit(flow, child.Node, _ => false);
        }

        return running.Count > 0;
    }

    private static void Enter(ActivityExecution flow, ActivityNode target)
    {
        Raise(flow, target);
        flow.Schedule(target);
    }

    private static FlowPaths Paths(ActivityExecution flow)
    {
        var startId = flow.Properties[StartKey]!.GetValue<string>();
        return flow.Node.Flow!.PathsFrom(flow.Node.Flow.ById(startId));
    }

    private static int Visits(ActivityExecution flow, ActivityNode activity) => Read(flow, ActivitiesKey, activity.Id);

    private static int Visits(ActivityExecution flow, FlowConnection connection) => Read(flow, ConnectionsKey, connection.Key);

    private static void Raise(ActivityExecution flow, ActivityNode activity) =>
        flow.Properties[ActivitiesKey]!.AsObject()[activity.Id] = Visits(flow, activity) + 1;

    private static void Count(ActivityExecution flow, FlowConnection connection, bool followed)
    {
        var visits = Math.Abs(Visits(flow, connection)) + 1;
        flow.Properties[ConnectionsKey]!.AsObject()[connection.Key] = followed ? visits : -visits;
    }

    private static int Read(ActivityExecution flow, string counters, string key) =>
        flow.Properties[counters]!.AsObject()[key]?.GetValue<int>() ?? 0;

    private enum Verdict
    {
        Wait, Run, Skip,
    }
}
