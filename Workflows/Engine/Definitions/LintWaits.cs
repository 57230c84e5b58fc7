using StrongCities.Engine.Activities;
using StrongCities.Engine.Expressions;
using Parallel = StrongCities.Engine.Activities.Parallel;

namespace StrongCities.Engine.Definitions;

/// <summary>What waiting does to a workflow: waits without an end, and values that do not outlast them.</summary>
internal static class LintWaits
{
    private static readonly string[] Clocks = ["Elsa.Delay", "Elsa.StartAt", "Elsa.Timer", "Elsa.Cron"];

    /// <summary>Those that wait for somebody who may never come.</summary>
    private static readonly string[] Patient = ["Elsa.Event", "Elsa.HttpEndpoint", "Elsa.RunTask"];

    private static readonly string[] ForChildren = ["Elsa.DispatchWorkflow", "Elsa.BulkDispatchWorkflows", "Elsa.ExecuteWorkflow"];

    public static IEnumerable<LintFinding> Find(WorkflowGraph graph, IReadOnlyList<ActivityNode> nodes)
    {
        var waiting = nodes.Where(Waits).ToList();
        return waiting.Count == 0 ? [] : WithoutEnd(nodes).Concat(Forgotten(graph, nodes, waiting)).Concat(Transient(graph, nodes, waiting)).Concat(Shapes(nodes));
    }

    private static IEnumerable<LintFinding> WithoutEnd(IReadOnlyList<ActivityNode> nodes) =>
        nodes.Where(node => Patient.Contains(node.Type) && !node.CanStartWorkflow && !nodes.Any(clock => Clocks.Contains(clock.Type) && RunsBeside(clock, node))).Select(node =>
            LintFinding.Hint(node, "no-timeout", $"'{node.DisplayName}' waits for ever when nothing comes: there is no timer beside it.",
                "Add a Delay on a branch of its own, and a join that goes on at the first (WaitAny)."));

    private static IEnumerable<LintFinding> Forgotten(WorkflowGraph graph, IReadOnlyList<ActivityNode> nodes, List<ActivityNode> waiting)
    {
        var set = nodes.SelectMany(node => node.OutputTargets.Values.Append(node.Activity is SetVariable ? node.Json.Object("variable").Text("id") : null)).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var scope in nodes.Prepend(graph.Root))
        {
            foreach (var variable in scope.Variables.Where(variable => !variable.SurvivesSuspension && set.Contains(variable.Id) && waiting.Exists(wait => IsWithin(wait, scope))))
            {
                yield return LintFinding.Warning(scope, "variable-is-forgotten",
                    $"The variable '{variable.Name}' has no storage that lasts, and the workflow waits at '{waiting[0].DisplayName}': after a wait it has its default again.",
                    "Set its storage to Workflow Instance.");
            }
        }

        var read = nodes.SelectMany(LintScripts.ExpressionsOf).Select(LintScripts.NamesIn)
            .SelectMany(names => names.Inputs.Concat(names.Accessors)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var input in graph.Inputs.Where(input => !input.SurvivesSuspension && read.Contains(input.Name)))
        {
            yield return LintFinding.Warning(graph.Root, "input-is-forgotten",
                $"The workflow input '{input.Name}' has no storage that lasts, and the workflow waits at '{waiting[0].DisplayName}': after a wait it is empty.",
                "Set its storage to Workflow Instance.");
        }
    }

    private static IEnumerable<LintFinding> Transient(WorkflowGraph graph, IReadOnlyList<ActivityNode> nodes, List<ActivityNode> waiting) =>
        from node in nodes
        from name in LintScripts.ExpressionsOf(node).SelectMany(expression => OutputsOf(graph, LintScripts.NamesIn(expression))).Distinct()
        let source = graph.ByIdOrName(name)
        where source is not null
        let wait = waiting.Find(wait => wait != source && wait != node && LeadsTo(source, wait) && LeadsTo(wait, node))
        where wait is not null
        select LintFinding.Warning(node, "output-is-forgotten",
            $"'{node.DisplayName}' reads an output of '{source.DisplayName}', but between the two the workflow waits at '{wait.DisplayName}', and outputs do not outlast a wait.",
            "Bind the output to a variable whose storage is Workflow Instance, and read that.");

    private static IEnumerable<LintFinding> Shapes(IReadOnlyList<ActivityNode> nodes) =>
        nodes.Where(node => node.Activity is ExecuteWorkflow && node.OutputTargets.ContainsKey("Result") && MayBeTrue(node, "WaitForCompletion")).Select(node =>
            LintFinding.Hint(node, "result-has-two-shapes",
                $"The result of '{node.DisplayName}' says how the workflow ended, with its outputs inside; when that workflow had to wait, it is the outputs alone.",
                "Look for both, or use DispatchWorkflow, whose result is always the outputs."));

    private static IEnumerable<string> OutputsOf(WorkflowGraph graph, ScriptNames names) => names.Outputs.OfType<string>()
        .Concat(graph.NamedOutputs.Where(output => names.Accessors.Contains($"{output.Output}From{output.Activity}")).Select(output => output.Activity));

    private static bool Waits(ActivityNode node) => Clocks.Contains(node.Type) || (Patient.Contains(node.Type) && !node.CanStartWorkflow)
        || (ForChildren.Contains(node.Type) && MayBeTrue(node, "WaitForCompletion"))
        || (node.Activity is not (NotFoundActivity or WorkflowActivity) && !node.Type.StartsWith("Elsa.", StringComparison.Ordinal) && node.Activity.Descriptor.Outcomes.Count > 0);

    private static bool MayBeTrue(ActivityNode node, string input) =>
        node.Inputs[input].Expression is not LiteralExpression literal || Conversion.ToBoolean(literal.Value);

    private static bool IsWithin(ActivityNode node, ActivityNode scope)
    {
        for (var at = node; at is not null; at = at.Parent)
        {
            if (at == scope)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether two may run at the same time: they are on branches of which neither leads to the other.</summary>
    private static bool RunsBeside(ActivityNode one, ActivityNode other)
    {
        var (container, a, b) = Part(one, other);
        return a != b && container switch
        {
            { Flow: { } flow } => !Reach.From(flow, a).Contains(b) && !Reach.From(flow, b).Contains(a),
            { Activity: Fork or Parallel or StateMachine } => true,
            _ => false,
        };
    }

    private static bool LeadsTo(ActivityNode from, ActivityNode to)
    {
        var (container, a, b) = Part(from, to);
        return a != b && container switch
        {
            { Flow: { } flow } => Reach.From(flow, a).Contains(b),
            { Activity: Sequence } => a.Index < b.Index,
            _ => false,
        };
    }

    /// <summary>The nearest container of both, and those of its children that hold one and the other.</summary>
    private static (ActivityNode Container, ActivityNode One, ActivityNode Other) Part(ActivityNode one, ActivityNode other)
    {
        var path = new Dictionary<ActivityNode, ActivityNode>();
        for (var at = one; at.Parent is not null; at = at.Parent)
        {
            path[at.Parent] = at;
        }

        var child = other;
        while (!path.ContainsKey(child.Parent!))
        {
            child = child.Parent!;
        }

        return (child.Parent!, path[child.Parent!], child);
    }
}
