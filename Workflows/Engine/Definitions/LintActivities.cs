using System.Text.Json;
using System.Text.Json.Nodes;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Expressions;

namespace StrongCities.Engine.Definitions;

/// <summary>Activities by themselves: types that are not there, inputs that are missing, expressions that cannot work.</summary>
internal static class LintActivities
{
    public static IEnumerable<LintFinding> Find(IReadOnlyList<ActivityNode> nodes) =>
        nodes.SelectMany(node => OfType(node).Concat(OfInputs(node)).Concat(OfUse(node))).Concat(nodes.Where(IsOurs).DistinctBy(node => node.Type).Select(OnlyHere));

    private static bool IsOurs(ActivityNode node) =>
        node.Activity is not (WorkflowActivity or NotFoundActivity) && !node.Type.StartsWith("Elsa.", StringComparison.Ordinal);

    /// <summary>Once for each type: a definition that uses our activities uses many.</summary>
    private static LintFinding OnlyHere(ActivityNode node) => LintFinding.Hint(node, "not-on-elsa",
        $"'{node.Type}' is an activity of this product; another Elsa server does not have it.", "Nothing, unless the definition is to run elsewhere too.");

    private static IEnumerable<LintFinding> OfType(ActivityNode node)
    {
        var type = node.Json.Text("type") ?? "";
        if (node.Activity is NotFoundActivity)
        {
            yield return LintFinding.Error(node, "unknown-activity", type is "Elsa.RunCSharp" or "Elsa.RunPython"
                ? $"{type} runs code on the server and is refused here; the workflow fails when it comes to this activity."
                : $"There is no activity type '{type}'; the workflow fails when it comes to this activity.",
                type is "Elsa.RunCSharp" or "Elsa.RunPython" ? "Use Elsa.RunJavaScript instead." : "Choose another activity, or install what brings this one. Types are compared with case.");
        }
        else if (node.BrokenBecause is not null)
        {
            yield return LintFinding.Error(node, "unknown-version", $"There is no version {node.Json.Integer("version")} of '{type}'; the workflow ends when it comes to this activity.",
                $"Set its version to {node.Version}.");
        }
    }

    private static IEnumerable<LintFinding> OfUse(ActivityNode node) =>
        node.Activity.Misuses(new ActivityUse(node)).Select(misuse => LintFinding.Error(node, DefinitionLint.Misuse, misuse.Message, misuse.Mend));

    private static IEnumerable<LintFinding> OfInputs(ActivityNode node)
    {
        foreach (var binding in node.Inputs.Values.OrderBy(binding => binding.Descriptor.Name, StringComparer.Ordinal))
        {
            var name = binding.Descriptor.Name;
            if (binding.Descriptor.IsRequired && IsEmpty(node, binding))
            {
                yield return LintFinding.Warning(node, "input-missing", $"The input '{name}' of '{node.DisplayName}' is not set.", $"Give {name} a value.");
            }

            if (OfExpression(node, $"The input '{name}' of '{node.DisplayName}'", binding.Expression) is { } finding)
            {
                yield return finding;
            }
        }

        foreach (var @case in node.Cases)
        {
            if (OfExpression(node, $"The condition of case '{@case.Label}' of '{node.DisplayName}'", @case.Condition) is { } finding)
            {
                yield return finding;
            }
        }

        foreach (var transition in node.Machine?.Transitions ?? [])
        {
            if (transition.Condition is { } condition
                && OfExpression(node, $"The condition of the transition from '{transition.From}' to '{transition.To}'", condition) is { } finding)
            {
                yield return finding;
            }
        }

        if (LintScripts.ScriptOf(node) is { SyntaxError: { } error })
        {
            yield return Unreadable(node, $"The script of '{node.DisplayName}'", error);
        }
    }

    private static LintFinding? OfExpression(ActivityNode node, string what, Expression expression) => expression switch
    {
        UnknownExpression unknown => LintFinding.Error(node, "unknown-expression", $"{what} has the unknown expression type '{unknown.Type}' and is always empty.",
            "Choose one of Literal, Object, Variable, Input, Output, JavaScript or Liquid."),
        RefusedExpression refused => LintFinding.Error(node, "host-code", $"{what} is written in {refused.Language}, which would run code on the server and is refused here.",
            "Write it in JavaScript or Liquid."),
        { SyntaxError: { } error } => Unreadable(node, what, error),
        _ => null,
    };

    private static LintFinding Unreadable(ActivityNode node, string what, string error) =>
        LintFinding.Error(node, "syntax", $"{what} cannot be read: {error}", "Correct it; a Liquid template that cannot be read has this message as its text, a script fails.");

    private static bool IsEmpty(ActivityNode node, InputBinding binding) =>
        binding.Expression is LiteralExpression { Value: null or "" } && binding.Descriptor.Default is null
        && node.Json[JsonNamingPolicy.CamelCase.ConvertName(binding.Descriptor.Name)] is null or JsonObject;
}
