using StrongCities.Engine.Activities;
using StrongCities.Engine.Expressions;

namespace StrongCities.Engine.Definitions;

/// <summary>The connections of flowcharts: what is never reached, ports that nothing leaves by, loops that cannot be run.</summary>
internal static class LintFlow
{
    /// <summary>Those that always say by which outcome they end, so that a connection without a port never follows them.</summary>
    private static readonly string[] Outspoken = ["Elsa.RunJavaScript", "Elsa.FlowDecision", "Elsa.FlowSwitch", "Elsa.FlowFork"];

    /// <summary>Those whose outcomes only their run tells.</summary>
    private static readonly string[] Unforeseeable =
        ["Elsa.RunJavaScript", "Elsa.HttpEndpoint", "Elsa.FlowSendHttpRequest", "Elsa.DownloadHttpFile", "Elsa.BulkDispatchWorkflows"];

    public static IEnumerable<LintFinding> Find(IEnumerable<ActivityNode> nodes) =>
        nodes.Where(node => node.Flow is not null).SelectMany(node => Unreached(node.Flow!).Concat(Ports(node.Flow!)).Concat(Loops(node.Flow!)));

    private static IEnumerable<LintFinding> Unreached(FlowConnections flow)
    {
        if (flow.Start is not { } start)
        {
            return [];
        }

        var reached = flow.Activities.Where(activity => activity == start || activity.CanStartWorkflow).SelectMany(from => Reach.From(flow, from)).ToHashSet();
        var entered = flow.Activities.SelectMany(flow.From).Select(connection => connection.Target).ToHashSet();
        return flow.Activities.Where(activity => !reached.Contains(activity)).Select(activity =>
            entered.Contains(activity) || flow.From(activity).Any()
                ? LintFinding.Error(activity, "unreachable", $"Nothing leads from the start '{start.DisplayName}' to '{activity.DisplayName}', so it never runs.",
                    "Connect it, or delete it. A flowchart has one start: an Elsa.Start, else a trigger, else the first activity that nothing leads to.")
                : LintFinding.Error(activity, "unconnected", $"'{activity.DisplayName}' is not connected and never runs.", "Connect it, or delete it."));
    }

    private static IEnumerable<LintFinding> Ports(FlowConnections flow)
    {
        foreach (var connection in flow.Activities.SelectMany(flow.From))
        {
            var source = connection.Source;
            if (connection.Port is null && Outspoken.Contains(source.Type))
            {
                yield return LintFinding.Warning(source, "connection-without-port",
                    $"The connection from '{source.DisplayName}' to '{connection.Target.DisplayName}' names no port and is never followed, because '{source.DisplayName}' always says by which outcome it ends.",
                    "Draw the connection from one of the activity's ports, such as Done.");
            }
            else if (connection.Port is { } port && OutcomesOf(source) is { } outcomes && !outcomes.Contains(port, StringComparer.Ordinal))
            {
                yield return LintFinding.Warning(source, "no-such-outcome",
                    $"'{source.DisplayName}' never ends by '{port}', so the connection to '{connection.Target.DisplayName}' is never followed.",
                    $"Draw it from one of: {string.Join(", ", outcomes)}.");
            }
        }
    }

    private static IEnumerable<LintFinding> Loops(FlowConnections flow)
    {
        if (flow.Start is not { } start)
        {
            return [];
        }

        var paths = flow.PathsFrom(start);
        return flow.Activities.SelectMany(flow.From).Where(connection => paths.IsBackward(connection) && !paths.IsLegalLoop(connection)).Select(connection =>
            LintFinding.Error(connection.Source, "illegal-loop",
                $"The connection from '{connection.Source.DisplayName}' back to '{connection.Target.DisplayName}' enters a loop that is also entered elsewhere; the workflow fails when it is followed.",
                $"Let every way to '{connection.Source.DisplayName}' pass through '{connection.Target.DisplayName}'."));
    }

    /// <summary>The outcomes that are known beforehand; null where only the run tells.</summary>
    private static IReadOnlyList<string>? OutcomesOf(ActivityNode node) => node.Activity switch
    {
        FlowSwitch => [.. node.Cases.Select(@case => @case.Label), "Default"],
        FlowFork => (node.Inputs["Branches"].Expression as LiteralExpression)?.Value is System.Text.Json.Nodes.JsonArray branches
            ? [.. branches.Select(branch => branch?.ToString() ?? "")] : null,
        WorkflowActivity { Descriptor.Outcomes: { Count: > 0 } outcomes } => outcomes,
        FlowDecision => node.Activity.Descriptor.Outcomes,
        NotFoundActivity => null,
        _ when Unforeseeable.Contains(node.Type) || !node.Type.StartsWith("Elsa.", StringComparison.Ordinal) => null,
        _ => ["Done"],
    };
}

/// <summary>What can be reached in a flowchart.</summary>
internal static class Reach
{
    /// <summary>All that connections lead to from here, itself among them.</summary>
    /// <param name="flow">The flowchart.</param>
    /// <param name="from">Where to begin.</param>
    /// <param name="follows">Which connections count; all when null.</param>
    public static HashSet<ActivityNode> From(FlowConnections flow, ActivityNode from, Func<FlowConnection, bool>? follows = null)
    {
        var seen = new HashSet<ActivityNode> { from };
        var open = new Stack<ActivityNode>(seen);
        while (open.TryPop(out var at))
        {
            foreach (var connection in flow.From(at).Where(connection => follows is null || follows(connection)))
            {
                if (seen.Add(connection.Target))
                {
                    open.Push(connection.Target);
                }
            }
        }

        return seen;
    }
}
