using System.Text.Json.Nodes;
using StrongCities.Engine.Definitions;
using StrongCities.Engine.Execution;
using StrongCities.Engine.Expressions;

namespace StrongCities.Engine.Activities;

/// <summary>
/// Elsa's token-based algorithm: a completed activity puts a token on each connection that it follows, and its own are used up. The
/// target's <see cref="FlowMergeMode"/> decides whether a token that arrives runs it. What was not followed is told to nobody.
/// </summary>
/// <remarks>
/// Its state lies in the flowchart's properties: the keys of connections with a token (one entry each), and of those whose next token is absorbed.
/// Where Elsa waits for ever (a token that was absorbed, a merge that one way never reaches), we end; <see cref="LogicFlags.StrictElsa"/> waits.
/// </remarks>
internal static class FlowchartTokens
{
    private const string StartKey = "start";
    private const string TokensKey = "tokens";
    private const string AbsorbingKey = "absorbing";

    /// <summary>Starts a run.</summary>
    public static void Begin(ActivityExecution flow, ActivityNode start)
    {
        flow.Properties[StartKey] = start.Id;
        flow.Properties[TokensKey] = new JsonArray();
        flow.Properties[AbsorbingKey] = new JsonArray();
        flow.Schedule(start);
    }

    /// <summary>A child completed: its tokens are used up, and those it gives go to its targets in the order of the connections.</summary>
    public static void Follow(ActivityExecution flow, ActivityExecution child, IReadOnlyList<string> outcomes)
    {
        var followed = flow.Node.Flow!.From(child.Node).Where(connection => connection.Matches(outcomes)).ToList();
        var tokens = Tokens(flow);
        followed.ForEach(connection => tokens.Add(connection.Key));
        // Its own go only now: a loop onto itself gives a token that it has not used yet.
        foreach (var connection in Paths(flow).Inbound(child.Node).Where(connection => !followed.Contains(connection)))
        {
            RemoveAll(tokens, connection);
        }

        followed.ForEach(connection => Arrive(flow, connection));
    }

    /// <summary>Whether a token waits somewhere, so that the flowchart is not at its end.</summary>
    public static bool HasTokens(ActivityExecution flow) => Tokens(flow).Count > 0;

    /// <summary>
    /// Nothing runs, yet tokens wait for others that cannot come any more. Elsa stays like this for ever. Here a join of all that were
    /// active, and what waits for a straggler, run with what has come; who insists on all is passed over.
    /// </summary>
    public static void Settle(ActivityExecution flow)
    {
        var waiting = flow.Node.Flow!.Activities.Where(activity => Paths(flow).Inbound(activity).Any(connection => Has(flow, connection))).ToList();
        Tokens(flow).Clear();
        foreach (var activity in waiting.Where(activity => RunsWithWhatCame(flow, activity)))
        {
            flow.Schedule(activity);
        }
    }

    /// <summary>A join that waits for any runs now: what runs on the ways to it is cancelled.</summary>
    public static void CancelUpstream(ActivityExecution flow, ActivityNode join)
    {
        var upstream = Paths(flow).Upstream(join);
        foreach (var child in flow.Children.Where(child => child is { Status: ActivityStatus.Running, Beside: false } && upstream.Contains(child.Node)).ToArray())
        {
            Lifecycle.Cancel(child);
            foreach (var connection in Paths(flow).Inbound(child.Node))
            {
                RemoveAll(Tokens(flow), connection);
            }
        }
    }

    private static void Arrive(ActivityExecution flow, FlowConnection connection)
    {
        var paths = Paths(flow);
        var target = connection.Target;
        if (!flow.Run.StrictElsa)
        {
            paths.RequireLegalLoop(connection);
        }

        if (Remove(Absorbing(flow), connection))
        {
            if (!flow.Run.StrictElsa)
            {
                Remove(Tokens(flow), connection);
            }

            return;
        }

        var mode = FlowMergeModes.Of(flow, target);
        var runs = mode switch
        {
            FlowMergeMode.Merge => paths.IsBackward(connection) || paths.ForwardInbound(target).All(other => Has(flow, other)),
            FlowMergeMode.Converge => paths.Inbound(target).All(other => Has(flow, other)),
            FlowMergeMode.Stream => !paths.ForwardInbound(target).Any(before => paths.Inbound(before.Source).Any(other => Has(flow, other))),
            _ => true,
        };
        if (!runs)
        {
            return;
        }

        if (mode is FlowMergeMode.Race or FlowMergeMode.Cascade)
        {
            TakeFirst(flow, connection, mode);
        }

        flow.Schedule(target);
    }

    private static void TakeFirst(ActivityExecution flow, FlowConnection first, FlowMergeMode mode)
    {
        if (mode == FlowMergeMode.Race)
        {
            CancelUpstream(flow, first.Target);
        }

        foreach (var other in Paths(flow).ForwardInbound(first.Target).Where(other => other != first))
        {
            Absorbing(flow).Add(other.Key);
        }
    }

    private static bool RunsWithWhatCame(ActivityExecution flow, ActivityNode activity) => activity.Activity is FlowJoin
        ? FlowJoin.ModeOf(flow, activity) == FlowJoinMode.WaitAllActive
        : FlowMergeModes.Of(flow, activity) is FlowMergeMode.Stream or FlowMergeMode.Converge;

    private static FlowPaths Paths(ActivityExecution flow)
    {
        var startId = flow.Properties[StartKey]!.GetValue<string>();
        return flow.Node.Flow!.PathsFrom(flow.Node.Flow.ById(startId));
    }

    private static JsonArray Tokens(ActivityExecution flow) => flow.Properties[TokensKey]!.AsArray();

    private static JsonArray Absorbing(ActivityExecution flow) => flow.Properties[AbsorbingKey]!.AsArray();

    private static bool Has(ActivityExecution flow, FlowConnection connection) => IndexOf(Tokens(flow), connection) >= 0;

    private static int IndexOf(JsonArray keys, FlowConnection connection)
    {
        for (var i = 0; i < keys.Count; i++)
        {
            if (keys[i]!.GetValue<string>() == connection.Key)
            {
                return i;
            }
        }

        return -1;
    }

    private static bool Remove(JsonArray keys, FlowConnection connection)
    {
        var index = IndexOf(keys, connection);
        if (index >= 0)
        {
            keys.RemoveAt(index);
        }

        return index >= 0;
    }

    private static void RemoveAll(JsonArray keys, FlowConnection connection)
    {
        while (Remove(keys, connection))
        {
        }
    }
}
