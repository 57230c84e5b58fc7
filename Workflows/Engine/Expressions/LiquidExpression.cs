namespace StrongCities.Engine.Expressions;

/// <summary>Stub.</summary>
internal sealed class LiquidExpression(string source) : Expression
{
    public override object? Evaluate(EvaluationScope scope) => source;
}
