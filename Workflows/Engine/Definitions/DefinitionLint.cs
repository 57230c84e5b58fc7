using System.Text.Json.Nodes;
using StrongCities.Engine.Activities;

namespace StrongCities.Engine.Definitions;

/// <summary>
/// Looks for what is wrong with a definition that compiles: what will fail, what can never happen, and what people trip over. Findings keep
/// nothing from running, as Elsa would run it too; only a misuse of one of our own activities keeps it from being published.
/// </summary>
public static class DefinitionLint
{
    /// <summary>The code of findings that keep a definition from being published.</summary>
    public const string Misuse = "misuse";

    /// <summary>Looks through a definition. What it uses as activities is for their own lint.</summary>
    /// <param name="graph">The definition.</param>
    /// <returns>Findings in the order of the activities, the gravest of each first.</returns>
    public static IReadOnlyList<LintFinding> Run(WorkflowGraph graph)
    {
        var nodes = graph.Nodes.Skip(1).Where(node => !IsNested(node)).ToList();
        var order = nodes.Prepend(graph.Root).Select((node, index) => (node.NodeId, index)).DistinctBy(node => node.NodeId)
            .ToDictionary(node => node.NodeId, node => node.index, StringComparer.Ordinal);
        return [.. LintActivities.Find(nodes)
            .Concat(LintFlow.Find(nodes))
            .Concat(LintJoins.Find(graph, nodes))
            .Concat(LintReferences.Find(graph, nodes))
            .Concat(LintWaits.Find(graph, nodes))
            .OrderBy(finding => order.GetValueOrDefault(finding.NodeId)).ThenBy(finding => finding.Severity)];
    }

    private static bool IsNested(ActivityNode node)
    {
        for (var at = node.Parent; at is not null; at = at.Parent)
        {
            if (at.Activity is WorkflowActivity)
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>Something that is wrong with a definition, or may be.</summary>
/// <param name="NodeId">The activity's path; the workflow's own for what concerns all of it.</param>
/// <param name="Severity">How grave.</param>
/// <param name="Code">What kind, in kebab case: stable, for programs.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Mend">How to mend it.</param>
public sealed record LintFinding(string NodeId, LintSeverity Severity, string Code, string Message, string Mend)
{
    /// <summary>The finding as a problem of its definition. Never an error: a definition with findings is stored and run all the same.</summary>
    /// <param name="source">The file or definition.</param>
    /// <returns>A warning.</returns>
    public DefinitionProblem ToProblem(string source) => new(false, source, NodeId, Message, Mend);

    internal static LintFinding Error(ActivityNode node, string code, string message, string mend) => new(node.NodeId, LintSeverity.Error, code, message, mend);

    internal static LintFinding Warning(ActivityNode node, string code, string message, string mend) => new(node.NodeId, LintSeverity.Warning, code, message, mend);

    internal static LintFinding Hint(ActivityNode node, string code, string message, string mend) => new(node.NodeId, LintSeverity.Hint, code, message, mend);
}

/// <summary>How grave a finding is.</summary>
public enum LintSeverity
{
    /// <summary>When it is reached it fails, or it can never be reached.</summary>
    Error,

    /// <summary>Probably not what was meant.</summary>
    Warning,

    /// <summary>Good to know.</summary>
    Hint,
}
