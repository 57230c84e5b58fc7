using System.Globalization;
using DotLiquid;
using DotLiquid.Exceptions;

namespace StrongCities.Engine.Expressions;

/// <summary>A Liquid template. As in Elsa, one that does not parse has the parser's message as its text.</summary>
internal sealed class LiquidExpression : Expression
{
    private readonly Template? template;
    private readonly string source;
    private readonly IReadOnlyList<(string Name, bool TakesArgument)> unknownFilters = [];

    public LiquidExpression(string source)
    {
        this.source = source;
        try
        {
            template = LiquidDialect.Parse(source);
            unknownFilters = LiquidDialect.UnknownFilters(source);
        }
        catch (SyntaxException exception)
        {
            SyntaxError = exception.Message;
        }
    }

    public override string? SyntaxError { get; }

    /// <summary>The template's text.</summary>
    public string Source => source;

    public override object? Evaluate(EvaluationScope scope)
    {
        if (template is null)
        {
            return $"\n{SyntaxError}\nSource:\n{source}\n";
        }

        return scope.Evaluations.Run(() => Render(template, scope));
    }

    private string? Render(Template parsed, EvaluationScope scope)
    {
        var limits = scope.Limits;
        using var timeout = new CancellationTokenSource(limits.ScriptTimeout);
        var context = new Context(
            [LiquidValues.Globals(scope)], [], Hash.FromDictionary(new Dictionary<string, object> { [LiquidFilters.Now] = scope.Now }),
            ErrorsOutputMode.Rethrow, limits.MaxTemplateIterations, CultureInfo.InvariantCulture, timeout.Token)
        {
            SyntaxCompatibilityLevel = LiquidDialect.Level,
            UseRubyDateFormat = true,
        };
        context.AddFilters(typeof(LiquidFilters), typeof(LiquidMath));
        foreach (var (name, takesArgument) in unknownFilters)
        {
            if (takesArgument)
            {
                context.AddFilter<object?, object?, object?>(name, (value, _) => value);
            }
            else
            {
                context.AddFilter<object?, object?>(name, value => value);
            }
        }

        try
        {
            var text = parsed.Render(new RenderParameters(CultureInfo.InvariantCulture)
            {
                Context = context,
                SyntaxCompatibilityLevel = LiquidDialect.Level,
                ErrorsOutputMode = ErrorsOutputMode.Rethrow,
            });
            return source.Length == 0 ? null : text;
        }
        catch (OperationCanceledException exception)
        {
            throw new BreachException($"The template ran longer than {limits.ScriptTimeout.TotalSeconds} s and was stopped.", exception);
        }
        catch (TimeoutException exception)
        {
            throw new BreachException(exception.Message, exception);
        }
        catch (Exception exception) when (exception is ApplicationException or InvalidOperationException or FormatException
            or OverflowException or System.ArgumentException)
        {
            throw new EvaluationException(exception.Message, exception);
        }
    }
}
