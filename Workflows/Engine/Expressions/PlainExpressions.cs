using System.Text.Json.Nodes;
using StrongCities.Engine.Definitions;

namespace StrongCities.Engine.Expressions;

/// <summary>A value written into the definition.</summary>
internal sealed class LiteralExpression(object? value) : Expression
{
    /// <summary>The value, for those who look at a definition without running it.</summary>
    public object? Value => value;

    public override object? Evaluate(EvaluationScope scope) => value;
}

/// <summary>JSON, or text that holds JSON. Text that does not stays text.</summary>
internal sealed class ObjectExpression(JsonNode? json) : Expression
{
    private readonly object? value =
        Values.FromJson(json) is string text && ElsaJson.TryParse(text, out var parsed) ? Values.FromJson(parsed) : Values.FromJson(json);

    /// <inheritdoc cref="LiteralExpression.Value"/>
    public object? Value => value;

    public override object? Evaluate(EvaluationScope scope) => value;
}

/// <summary>A variable, looked up by id in the nearest scope.</summary>
internal sealed class VariableExpression(JsonObject? reference) : Expression
{
    /// <summary>The variable's id.</summary>
    public string Id { get; } = reference.Text("id") ?? "";

    public override object? Evaluate(EvaluationScope scope) =>
        scope.TryGetVariableById(Id, out var value) ? value
            : throw new EvaluationException($"Failed to retrieve memory block with reference {Id}");
}

/// <summary>A workflow input, by name without case.</summary>
internal sealed class InputExpression(JsonObject? reference) : Expression
{
    /// <summary>The input's name.</summary>
    public string Name { get; } = reference.Text("name") ?? "";

    public override object? Evaluate(EvaluationScope scope) => scope.WorkflowInput(Name);
}

/// <summary>What an activity put out in this burst.</summary>
internal sealed class OutputExpression(JsonObject? reference) : Expression
{
    /// <summary>The activity's id, or its name.</summary>
    public string ActivityId { get; } = reference.Text("activityId") ?? "";

    private readonly string outputName = reference.Text("outputName") ?? reference.Text("activityOutputName") ?? "Result";

    public override object? Evaluate(EvaluationScope scope) => scope.OutputOf(ActivityId, outputName);
}

/// <summary>Code that would run on the host. It is refused when reached, with a clear incident.</summary>
internal sealed class RefusedExpression(string language) : Expression
{
    /// <summary>What it is written in.</summary>
    public string Language => language;

    public override object? Evaluate(EvaluationScope scope) => throw new EvaluationException(
        $"{language} expressions run arbitrary code on the server and are switched off here. Use JavaScript or Liquid instead.");
}

/// <summary>An expression type that nobody knows. As in Elsa its value is null.</summary>
internal sealed class UnknownExpression(string type) : Expression
{
    /// <summary>What the definition calls it.</summary>
    public string Type => type;

    public override object? Evaluate(EvaluationScope scope) => null;
}
