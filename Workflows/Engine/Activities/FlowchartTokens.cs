using System.Text.Json.Nodes;
using StrongCities.Engine.Definitions;
using StrongCities.Engine.Execution;
using StrongCities.Engine.Expressions;

namespace StrongCities.Engine.Activities;

/// <summary>When a token's target runs: its custom property <c>mergeMode</c>, or what the mode of a join amounts to.</summary>
internal enum MergeMode
{
    /// <summary>When no activity directly before it has a token still to use. It looks one connection back, no further.</summary>
    Stream,

    /// <summary>As <see cref="Stream"/>.</summary>
    None,

    /// <summary>When every forward connection has brought a token.</summary>
    Merge,

    /// <summary>When every connection has brought a token, those that close loops too.</summary>
    Converge,

    /// <summary>At the first token of a round; what still runs on the ways to it is cancelled.</summary>
    Race,

    /// <summary>At the first token of a round; the others are let come, and are absorbed.</summary>
    Cascade,
}

/// <summary>
/// Elsa's token-based flowchart. A completed activity uses up the tokens that lie before it and sends one along each
/// connection that its outcomes follow; nothing is told of the others. A token waits before its target until the
/// target's <see cref="MergeMode"/> lets it run, and lies there until the target completes.
/// </summary>
/// <remarks>
/// <para>Its state lies in the flowchart's properties: the keys of the connections on which tokens lie, and of those
/// on which a block waits to absorb the next one.</para>
/// <para>Where Elsa hangs for ever, we go on unless the instance keeps Elsa's defects: an absorbed token is used up at
/// once; and a token whose target no other token or running activity can reach any more stops waiting. Then the target
/// runs with what came; a join of mode WaitAll is skipped, as it is when counting. A block that nothing can reach any
/// more is lifted, or it would absorb the first token of a later round.</para>
/// </remarks>
internal static class FlowchartTokens
{
    private const string StartKey = "start";
    private const string TokensKey = "tokens";
    private const string BlocksKey = "blocks";

    /// <summary>Starts a run.</summary>
    public static void Begin(ActivityExecution flow, ActivityNode start)
    {
        flow.Properties[StartKey] = start.Id;
        flow.Properties[TokensKey] = new JsonArray();
        flow.Properties[BlocksKey] = new JsonArray();
        flow.Schedule(start);
    }

    /// <summary>A child completed: its tokens are used up, new ones sent.</summary>
    public static void Follow(ActivityExecution flow, ActivityNode completed, IReadOnlyList<string> outcomes)
    {
        Purge(flow, completed);
        var sent = flow.Node.Flow!.From(completed).Where(connection => connection.Matches(outcomes)).ToList();
        sent.ForEach(connection => Keys(flow, TokensKey).Add(connection.Key));
        sent.ForEach(connection => Arrive(flow, connection));
        if (!flow.Run.StrictElsa)
        {
            Release(flow);
        }
    }

    /// <summary>Whether tokens lie about, so that the flowchart is not done.</summary>
    public static bool Holds(ActivityExecution flow) => Keys(flow, TokensKey).Count > 0;

    /// <summary>Cancels what runs on the ways to an activity, tokens and all.</summary>
    public static void CancelUpstream(ActivityExecution flow, ActivityNode target)
    {
        foreach (var child in Flowchart.RunningUpstream(flow, Paths(flow), target))
        {
            Lifecycle.Cancel(child);
            Purge(flow, child.Node);
        }
    }

    private static void Arrive(ActivityExecution flow, FlowConnection token)
    {
        var paths = Paths(flow);
        if (paths.IsBackward(token) && !flow.Run.StrictElsa)
        {
            Flowchart.RefuseIllegalLoop(paths, token);
        }

        var target = token.Target;
        switch (Mode(flow, target))
        {
            case MergeMode.Race:
                Race(flow, token, cancels: true);
                break;
            case MergeMode.Cascade:
                Race(flow, token, cancels: false);
                break;
            case MergeMode.Merge when !AllLie(flow, paths.ForwardInbound(target)):
            case MergeMode.Converge when !AllLie(flow, [.. flow.Node.Flow!.To(target)]):
            case MergeMode.Stream or MergeMode.None when IsExpected(flow, target):
                break;
            default:
                flow.Schedule(target);
                break;
        }
    }

    private static void Race(ActivityExecution flow, FlowConnection token, bool cancels)
    {
        if (Remove(Keys(flow, BlocksKey), token.Key))
        {
            if (!flow.Run.StrictElsa)
            {
                Remove(Keys(flow, TokensKey), token.Key);
            }

            return;
        }

        if (cancels)
        {
            CancelUpstream(flow, token.Target);
        }

        foreach (var other in Paths(flow).ForwardInbound(token.Target).Where(other => other != token))
        {
            Keys(flow, BlocksKey).Add(other.Key);
        }

        flow.Schedule(token.Target);
    }

    /// <summary>A single connection has no other to wait for, whichever way its token came.</summary>
    private static bool AllLie(ActivityExecution flow, IReadOnlyList<FlowConnection> inbound) =>
        inbound.Count <= 1 || inbound.All(Tokens(flow).Contains);

    private static bool IsExpected(ActivityExecution flow, ActivityNode target)
    {
        var before = flow.Node.Flow!.To(target).Select(connection => connection.Source).ToHashSet();
        return Tokens(flow).Exists(token => before.Contains(token.Target));
    }

    /// <summary>Ends the waiting of tokens and blocks that wait in vain.</summary>
    private static void Release(ActivityExecution flow)
    {
        while (InVain(flow) is { } target)
        {
            if (target.Activity is FlowJoin && Flowchart.JoinMode(flow, target) == FlowJoinMode.WaitAll)
            {
                Purge(flow, target);
            }
            else
            {
                flow.Schedule(target);
            }
        }

        var active = Running(flow).Concat(Tokens(flow).Select(token => token.Target)).ToHashSet();
        var left = Keys(flow, BlocksKey).Select(Text).ToHashSet();
        left.RemoveWhere(key => !Paths(flow).Reaching(flow.Node.Flow!.ByKey(key)).Overlaps(active));
        flow.Properties[BlocksKey] = new JsonArray([.. left.Select(key => JsonValue.Create(key))]);
    }

    /// <summary>The first activity before which tokens wait though nothing else can reach it; when all else is over, any.</summary>
    private static ActivityNode? InVain(ActivityExecution flow)
    {
        var running = Running(flow).ToHashSet();
        var waiting = Tokens(flow).Select(token => token.Target).Where(target => !running.Contains(target)).Distinct().ToList();
        return waiting.Find(target => !running.Concat(waiting).Any(Paths(flow).Reaching(target).Contains))
            ?? (running.Count == 0 ? waiting.FirstOrDefault() : null);
    }

    private static IEnumerable<ActivityNode> Running(ActivityExecution flow) =>
        flow.Children.Where(child => !child.Beside).Select(child => child.Node);

    private static MergeMode Mode(ActivityExecution flow, ActivityNode target)
    {
        if (target.Activity is FlowJoin)
        {
            return Flowchart.JoinMode(flow, target) == FlowJoinMode.WaitAny ? MergeMode.Race : MergeMode.Merge;
        }

        return Enum.TryParse<MergeMode>(target.Json.Object("customProperties").Text("mergeMode"), ignoreCase: true, out var mode)
            ? mode : MergeMode.Stream;
    }

    /// <summary>Uses up what lies before an activity.</summary>
    private static void Purge(ActivityExecution flow, ActivityNode target)
    {
        var connections = flow.Node.Flow!;
        Keys(flow, TokensKey).RemoveAll(key => connections.ByKey(Text(key)).Target == target);
    }

    private static List<FlowConnection> Tokens(ActivityExecution flow) =>
        [.. Keys(flow, TokensKey).Select(key => flow.Node.Flow!.ByKey(Text(key)))];

    private static bool Remove(JsonArray keys, string key)
    {
        for (var i = 0; i < keys.Count; i++)
        {
            if (Text(keys[i]) == key)
            {
                keys.RemoveAt(i);
                return true;
            }
        }

        return false;
    }

    private static string Text(JsonNode? key) => key!.GetValue<string>();

    private static JsonArray Keys(ActivityExecution flow, string key) => flow.Properties[key]!.AsArray();

    private static FlowPaths Paths(ActivityExecution flow) =>
        flow.Node.Flow!.PathsFrom(flow.Node.Flow.ById(flow.Properties[StartKey]!.GetValue<string>()));
}
