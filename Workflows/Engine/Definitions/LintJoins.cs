using StrongCities.Engine.Activities;
using StrongCities.Engine.Expressions;

namespace StrongCities.Engine.Definitions;

/// <summary>Joins that wait for ways of which only one is ever taken.</summary>
internal static class LintJoins
{
    public static IEnumerable<LintFinding> Find(WorkflowGraph graph, IEnumerable<ActivityNode> nodes)
    {
        var byTokens = graph.Definition.FlowchartMode == FlowchartMode.TokenBased;
        foreach (var flow in nodes.Select(node => node.Flow).OfType<FlowConnections>().Where(flow => flow.Start is not null))
        {
            var paths = flow.PathsFrom(flow.Start!);
            foreach (var activity in flow.Activities)
            {
                var inbound = paths.ForwardInbound(activity);
                var loops = flow.To(activity).Any(paths.IsBackward);
                foreach (var finding in inbound.Count + (loops ? 1 : 0) < 2 ? [] : OfMeeting(flow, paths, activity, byTokens))
                {
                    yield return finding;
                }
            }
        }
    }

    private static IEnumerable<LintFinding> OfMeeting(FlowConnections flow, FlowPaths paths, ActivityNode activity, bool byTokens)
    {
        var mode = ModeOf(activity);
        var loops = flow.To(activity).Any(paths.IsBackward);
        if (mode == "Converge" && loops)
        {
            yield return LintFinding.Error(activity, "converge-in-loop",
                $"'{activity.DisplayName}' waits for all connections, also for the one that closes the loop from itself: with tokens it never runs.",
                "Set its merge mode to Merge or Stream, or lead the loop back to an activity before it.");
        }

        if (mode is "WaitAll" or "Merge" or "Converge")
        {
            foreach (var decision in flow.Activities.Where(IsExclusive))
            {
                if (OfDecision(flow, paths, activity, decision, mode) is { } finding)
                {
                    yield return finding;
                }
            }
        }

        if (byTokens && mode is null && paths.ForwardInbound(activity).Count > 1)
        {
            yield return LintFinding.Hint(activity, "no-merge-mode",
                $"Several connections meet at '{activity.DisplayName}', which has no merge mode: with tokens it runs again for a branch that is late by more than one activity.",
                "Set a merge mode: Merge to wait for all, Race for the first.");
        }
    }

    private static LintFinding? OfDecision(FlowConnections flow, FlowPaths paths, ActivityNode join, ActivityNode decision, string mode)
    {
        bool Onward(FlowConnection connection) => !paths.IsBackward(connection);
        var inbound = paths.ForwardInbound(join);
        var elsewhere = flow.Start == decision ? [] : Reach.From(flow, flow.Start!, connection => Onward(connection) && connection.Target != decision);
        var byPort = flow.From(decision).Where(Onward).GroupBy(connection => connection.Port).Select(port =>
            (port.Key, Brings: inbound.Where(other => port.Any(connection =>
                connection == other || (connection.Target != join && Reach.From(flow, connection.Target, Onward).Contains(other.Source)))).ToHashSet())).ToList();
        var needed = byPort.SelectMany(port => port.Brings).Where(connection => !elsewhere.Contains(connection.Source)).ToHashSet();
        if (needed.Count == 0 || byPort.Exists(port => needed.IsSubsetOf(port.Brings)) && !CanBypass(decision, byPort.Count))
        {
            return null;
        }

        return byPort.Exists(port => needed.IsSubsetOf(port.Brings))
            ? inbound.Count == needed.Count ? null : LintFinding.Warning(join, "join-may-be-skipped",
                $"'{join.DisplayName}' waits for all of its connections ({mode}), but one of them is taken only when '{decision.DisplayName}' decides so; else nothing after it runs.",
                "Set the join to WaitAllActive (merge mode Stream), which waits only for what was taken.")
            : LintFinding.Error(join, "join-never-completes",
                $"'{join.DisplayName}' waits for all of its connections ({mode}), but of those that '{decision.DisplayName}' leads to only one is ever taken: nothing after it runs.",
                "Set the join to WaitAllActive (merge mode Stream), or connect the branches without a join.");
    }

    /// <summary>Whether it can leave by an outcome that has no connection at all.</summary>
    private static bool CanBypass(ActivityNode decision, int connectedPorts) =>
        (decision.Activity is FlowDecision ? 2 : decision.Cases.Count + 1) > connectedPorts;

    private static bool IsExclusive(ActivityNode node) => node.Activity is FlowDecision
        || (node.Activity is FlowSwitch && node.Inputs["Mode"].Expression is LiteralExpression { Value: "MatchFirst" or 0 });

    private static string? ModeOf(ActivityNode node) => node.Activity is FlowJoin
        ? (node.Inputs["Mode"].Expression as LiteralExpression)?.Value?.ToString() ?? "unknown"
        : node.Json.Object("customProperties").Text("mergeMode") is { Length: > 0 } mode ? mode : null;
}
