using System.Text.RegularExpressions;
using Acornima.Ast;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Expressions;
using Expression = StrongCities.Engine.Expressions.Expression;

namespace StrongCities.Engine.Definitions;

/// <summary>What an expression refers to, as far as its text shows.</summary>
internal sealed record ScriptNames
{
    /// <summary>Variables read or set by their name.</summary>
    public HashSet<string> Variables { get; } = new(StringComparer.Ordinal);

    /// <summary>Variables that it sets, which thereby exist.</summary>
    public HashSet<string> Made { get; } = new(StringComparer.Ordinal);

    /// <summary>Workflow inputs.</summary>
    public HashSet<string> Inputs { get; } = new(StringComparer.Ordinal);

    /// <summary>Activities whose outputs it reads, by id or name; null for whichever came last.</summary>
    public HashSet<string?> Outputs { get; } = [];

    /// <summary>Calls of <c>getX()</c> that may mean a variable or an input: what follows <c>get</c>.</summary>
    public HashSet<string> Accessors { get; } = new(StringComparer.Ordinal);
}

/// <summary>Reads scripts and templates without running them.</summary>
internal static partial class LintScripts
{
    private static readonly string[] Known =
    [
        "WorkflowDefinitionId", "WorkflowDefinitionVersionId", "WorkflowDefinitionVersion", "WorkflowInstanceId", "CorrelationId", "WorkflowInstanceName",
        "Variable", "Input", "OutputFrom", "LastResult", "GuidString", "ShortGuid", "Config",
    ];

    /// <summary>The script of an activity that runs one, when it is written into the definition.</summary>
    public static JavaScriptExpression? ScriptOf(ActivityNode node) =>
        node.Activity is RunJavaScript && node.Inputs["Script"].Expression is LiteralExpression { Value: string { Length: > 0 } text } ? new JavaScriptExpression(text) : null;

    /// <summary>Every expression of an activity.</summary>
    public static IEnumerable<Expression> ExpressionsOf(ActivityNode node) =>
        node.Inputs.Values.Select(binding => binding.Expression).Concat(node.Cases.Select(@case => @case.Condition))
            .Concat((node.Machine?.Transitions ?? []).Select(transition => transition.Condition).OfType<Expression>())
            .Concat(ScriptOf(node) is { } script ? [script] : []);

    /// <summary>What an expression refers to.</summary>
    public static ScriptNames NamesIn(Expression expression)
    {
        var names = new ScriptNames();
        switch (expression)
        {
            case JavaScriptExpression { Program: { } program }:
                Read(program, names);
                break;
            case LiquidExpression { SyntaxError: null } liquid:
                foreach (var match in TemplateNames().Matches(liquid.Source).Cast<Match>())
                {
                    (match.Groups[1].Value == "Variables" ? names.Variables : names.Inputs).Add(match.Groups[2].Value);
                }

                break;
            case InputExpression { Name: { Length: > 0 } input }:
                names.Inputs.Add(input);
                break;
            case OutputExpression output:
                names.Outputs.Add(output.ActivityId);
                break;
        }

        return names;
    }

    private static void Read(Node program, ScriptNames names)
    {
        var all = Within(program).ToList();
        var own = all.OfType<FunctionDeclaration>().Select(function => function.Id?.Name)
            .Concat(all.OfType<VariableDeclarator>().Select(variable => (variable.Id as Identifier)?.Name)).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var call in all.OfType<CallExpression>())
        {
            if (call.Callee is Identifier { Name: var function } && !own.Contains(function))
            {
                Read(function, call.Arguments.Count > 0 ? (call.Arguments[0] as StringLiteral)?.Value : null, names);
            }
        }

        foreach (var member in all.OfType<MemberExpression>())
        {
            if (member is { Computed: false, Object: Identifier { Name: "variables" }, Property: Identifier { Name: var name } } && !own.Contains("variables"))
            {
                names.Variables.Add(name);
            }
        }
    }

    private static void Read(string function, string? argument, ScriptNames names)
    {
        switch (function)
        {
            case "getVariable" when argument is not null:
                names.Variables.Add(argument);
                break;
            case "setVariable" when argument is not null:
                names.Made.Add(argument);
                break;
            case "getInput" when argument is not null:
                names.Inputs.Add(argument);
                break;
            case "getOutputFrom" when argument is not null:
                names.Outputs.Add(argument);
                break;
            case "getLastResult":
                names.Outputs.Add(null);
                break;
            default:
                if (Accessor().Match(function) is { Success: true } accessor && !Known.Contains(accessor.Groups[1].Value))
                {
                    names.Accessors.Add(accessor.Groups[1].Value);
                }

                break;
        }
    }

    private static IEnumerable<Node> Within(Node node)
    {
        yield return node;
        foreach (var child in node.ChildNodes)
        {
            foreach (var inner in child is null ? [] : Within(child))
            {
                yield return inner;
            }
        }
    }

    [GeneratedRegex("^get([A-Z][A-Za-z0-9]*)$")]
    private static partial Regex Accessor();

    [GeneratedRegex(@"\b(Variables|Input)\.([A-Za-z_]\w*)")]
    private static partial Regex TemplateNames();
}
