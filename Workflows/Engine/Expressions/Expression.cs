using System.Text.Json.Nodes;
using StrongCities.Engine.Definitions;

namespace StrongCities.Engine.Expressions;

/// <summary>An expression of a definition, parsed once. Evaluating it changes nothing in it.</summary>
internal abstract class Expression
{
    /// <summary>Why it does not parse, or <see langword="null"/>.</summary>
    public virtual string? SyntaxError => null;

    /// <summary>Its value.</summary>
    /// <param name="scope">Where it stands: variables, inputs, outputs, time.</param>
    /// <returns>An engine value, see <see cref="Values"/>, not yet converted to the input's type.</returns>
    /// <exception cref="EvaluationException">It has no value.</exception>
    public abstract object? Evaluate(EvaluationScope scope);

    /// <summary>Compiles an activity's input: the wrapper with an expression, or a plain scalar.</summary>
    /// <param name="json">The input's JSON.</param>
    /// <param name="otherwise">Its value when the definition says nothing.</param>
    public static Expression CompileInput(JsonNode? json, object? otherwise) => json switch
    {
        null => new LiteralExpression(Values.Of(otherwise)),
        JsonObject wrapper when wrapper.Object("expression") is { } expression => Compile(expression),
        JsonObject condition when condition["type"] is JsonValue => Compile(condition),
        JsonObject wrapper when wrapper["typeName"] is null => new LiteralExpression(null),
        JsonObject => new LiteralExpression(Values.Of(otherwise)),
        JsonArray when ElsaJson.List(json) is { } list => new LiteralExpression(list),
        _ => new LiteralExpression(Values.FromJson(json)),
    };

    /// <summary>Compiles <c>{"type": …, "value": …}</c>.</summary>
    public static Expression Compile(JsonObject json)
    {
        var value = json["value"];
        return json.Text("type") switch
        {
            "Literal" or null => new LiteralExpression(Values.FromJson(value)),
            "Object" or "Json" => new ObjectExpression(value),
            "Variable" => new VariableExpression(value as JsonObject),
            "Input" => new InputExpression(value as JsonObject),
            "Output" => new OutputExpression(value as JsonObject),
            "JavaScript" => new JavaScriptExpression(ElsaJson.Text(value) ?? ""),
            "Liquid" => new LiquidExpression(ElsaJson.Text(value) ?? ""),
            "CSharp" or "Python" => new RefusedExpression(json.Text("type")!),
            var unknown => new UnknownExpression(unknown),
        };
    }
}
