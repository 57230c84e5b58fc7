using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Acornima;
using Acornima.Ast;
using Jint;
using Jint.Native;
using Jint.Runtime;

namespace StrongCities.Engine.Expressions;

/// <summary>A script: an expression, or statements with a top-level <c>return</c>. Parsed once, run in a fresh engine each time.</summary>
internal sealed partial class JavaScriptExpression : Expression
{
    private static readonly ScriptPreparationOptions Preparation = new()
    {
        ParsingOptions = new ScriptParsingOptions { AllowReturnOutsideFunction = true },
    };

    private readonly Prepared<Script>? script;
    private readonly FrozenSet<string> words;

    public JavaScriptExpression(string source)
    {
        words = Words().Matches(source).Select(match => match.Value).ToFrozenSet(StringComparer.Ordinal);
        try
        {
            script = Jint.Engine.PrepareScript(source, options: Preparation);
        }
        catch (Exception exception) when (exception is ScriptPreparationException or ParseErrorException)
        {
            SyntaxError = exception.InnerException?.Message ?? exception.Message;
        }
    }

    public override string? SyntaxError { get; }

    /// <summary>The script as parsed, for those who look at a definition without running it.</summary>
    public Script? Program => script?.Program;

    public override object? Evaluate(EvaluationScope scope)
    {
        if (script is not { } prepared)
        {
            throw new EvaluationException(SyntaxError!);
        }

        return scope.Evaluations.Run(() => Run(prepared, scope));
    }

    private object? Run(in Prepared<Script> prepared, EvaluationScope scope)
    {
        var host = new JavaScriptHost(scope, words);
        try
        {
            var value = host.Engine.Evaluate(prepared).UnwrapIfPromise();
            host.CopyVariablesBack();
            return JavaScriptValues.ToEngine(value);
        }
        catch (Exception exception) when (exception is TimeoutException or MemoryLimitExceededException)
        {
            throw new BreachException(exception.Message, exception);
        }
        catch (Exception exception) when (exception is JintException or InvalidOperationException)
        {
            throw new EvaluationException(exception.Message, exception);
        }
    }

    [GeneratedRegex(@"[A-Za-z_$][A-Za-z0-9_$]*")]
    private static partial Regex Words();
}
