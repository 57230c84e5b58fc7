using StrongCities.Engine.Activities;
using StrongCities.Engine.Expressions;

namespace StrongCities.Engine.Definitions;

/// <summary>Names that mean nothing: variables, inputs, outputs and activities that do not exist.</summary>
internal static class LintReferences
{
    private static readonly string[] OfLoops = ["CurrentValue", "CurrentIndex"];

    public static IEnumerable<LintFinding> Find(WorkflowGraph graph, IReadOnlyList<ActivityNode> nodes)
    {
        var made = nodes.SelectMany(LintScripts.ExpressionsOf).SelectMany(expression => LintScripts.NamesIn(expression).Made).ToHashSet(StringComparer.Ordinal);
        return nodes.SelectMany(node => OfNode(graph, node, made));
    }

    private static IEnumerable<LintFinding> OfNode(WorkflowGraph graph, ActivityNode node, HashSet<string> made)
    {
        var variables = InSight(node).ToList();
        foreach (var expression in LintScripts.ExpressionsOf(node))
        {
            if (expression is VariableExpression { Id: var id } && !variables.Exists(variable => variable.Id == id) && !IsOfLoop(node, id))
            {
                yield return NoVariable(node, id, LintSeverity.Error);
            }

            var names = LintScripts.NamesIn(expression);
            foreach (var name in names.Variables.Where(name => !made.Contains(name) && !variables.Exists(variable => variable.Name == name) && !IsOfLoop(node, name)))
            {
                yield return NoVariable(node, name, LintSeverity.Warning);
            }

            foreach (var name in names.Inputs.Where(name => !graph.InputsByName.ContainsKey(name) && name != "ParentInstanceId"))
            {
                yield return LintFinding.Warning(node, "no-such-input", $"'{node.DisplayName}' reads the workflow input '{name}', which the workflow does not declare.",
                    $"Declare the input {name}, or correct the name.");
            }

            foreach (var name in names.Outputs.OfType<string>().Where(name => graph.ByIdOrName(name) is null))
            {
                yield return LintFinding.Warning(node, "no-such-activity", $"'{node.DisplayName}' reads an output of the activity '{name}', which does not exist.",
                    "Correct the id or name; both are compared with case.");
            }

            foreach (var name in names.Accessors.Where(name => !IsAccessor(graph, variables, made, name) && !IsOfLoop(node, name)))
            {
                yield return LintFinding.Warning(node, "no-such-accessor", $"'{node.DisplayName}' calls get{name}(), but there is no variable or input of that name; the script fails.",
                    $"Declare the variable or input {name}, or correct the name.");
            }
        }

        foreach (var finding in OfTargets(graph, node, variables))
        {
            yield return finding;
        }
    }

    private static IEnumerable<LintFinding> OfTargets(WorkflowGraph graph, ActivityNode node, List<VariableDeclaration> variables)
    {
        if (node.Activity is SetVariable && node.Json.Object("variable").Text("id") is var id && !variables.Exists(variable => variable.Id == id))
        {
            yield return id is null or ""
                ? LintFinding.Error(node, "no-variable-chosen", $"'{node.DisplayName}' sets no variable: none is chosen.", "Choose the variable.")
                : NoVariable(node, id, LintSeverity.Error);
        }

        foreach (var (output, target) in node.OutputTargets)
        {
            if (!variables.Exists(variable => variable.Id == target) && !graph.Outputs.Contains(target))
            {
                yield return LintFinding.Warning(node, "output-goes-nowhere",
                    $"The output '{output}' of '{node.DisplayName}' is bound to '{target}', which is neither a variable nor an output of the workflow.",
                    "Bind it to one of those, or clear the binding.");
            }
        }

        if (node.Activity is SetOutput && node.Inputs["OutputName"].Expression is LiteralExpression { Value: string { Length: > 0 } name } && !graph.Outputs.Contains(name))
        {
            yield return LintFinding.Warning(node, "no-such-output", $"'{node.DisplayName}' sets the output '{name}', which the workflow does not declare.",
                $"Declare the output {name}, or correct the name.");
        }
    }

    private static LintFinding NoVariable(ActivityNode node, string name, LintSeverity severity) => new(
        node.NodeId, severity, "no-such-variable", $"'{node.DisplayName}' refers to the variable '{name}', which does not exist here.",
        "Declare it, or choose another. A variable of a container is known inside that container only.");

    private static IEnumerable<VariableDeclaration> InSight(ActivityNode node)
    {
        for (var at = node; at is not null; at = at.Parent)
        {
            foreach (var variable in at.Variables)
            {
                yield return variable;
            }
        }
    }

    private static bool IsAccessor(WorkflowGraph graph, List<VariableDeclaration> variables, HashSet<string> made, string name) =>
        variables.Exists(variable => Same(variable.Name, name)) || made.Any(variable => Same(variable, name)) || graph.Inputs.Any(input => Same(input.Name, name))
        || graph.NamedOutputs.Any(output => $"{output.Output}From{output.Activity}" == name);

    private static bool Same(string declared, string accessor) => declared.Length > 0 && char.ToUpperInvariant(declared[0]) + declared[1..] == accessor;

    /// <summary>Loops make variables of their own, and so does what waits for many children.</summary>
    private static bool IsOfLoop(ActivityNode node, string name)
    {
        for (var at = node.Parent; at is not null; at = at.Parent)
        {
            if ((at.Activity is For or ForEach or ParallelForEach && OfLoops.Contains(name)) || at.Activity is BulkDispatchWorkflows)
            {
                return true;
            }
        }

        return false;
    }
}
