using System.Globalization;
using System.Text;
using DotLiquid;
using DotLiquid.Exceptions;

namespace StrongCities.Engine.Expressions;

/// <summary>
/// Short texts with named values that people write outside of workflows. Liquid as in a workflow, but a small part of it: conditions, loops and
/// filters that only shape a value. Nothing can be assigned, so that a text can't grow by itself; every name must be known, also where a
/// condition keeps it from being written.
/// </summary>
public static class TextTemplate
{
    /// <summary>Writes a text. Changes nothing and throws nothing.</summary>
    /// <param name="source">As somebody typed it.</param>
    /// <param name="values">Texts, numbers or lists of texts, by name; a known name may have nothing behind it.</param>
    /// <param name="limits">Where writing is stopped.</param>
    /// <returns>The text, or what is wrong.</returns>
    public static TextResult Write(string source, IReadOnlyDictionary<string, object?> values, TextLimits limits)
    {
        try
        {
            return TextTemplateRules.FaultOf(source, values.Keys) is { } fault ? fault : Render(LiquidDialect.Parse(source), values, limits);
        }
        catch (SyntaxException exception)
        {
            return new TextFault(TextFaultKind.Syntax, exception.Message);
        }
        catch (MaximumIterationsExceededException)
        {
            return new TextFault(TextFaultKind.Loop, Number(limits.MaxIterations));
        }
        catch (System.Exception exception) when (exception is OperationCanceledException or TimeoutException)
        {
            return new TextFault(TextFaultKind.Slow, "");
        }
        catch (System.Exception exception) when (exception is not OutOfMemoryException)
        {
            // What the library does not foresee is the template's fault too: whoever writes a mail must go on.
            return new TextFault(TextFaultKind.Syntax, exception.Message);
        }
    }

    private static TextResult Render(Template template, IReadOnlyDictionary<string, object?> values, TextLimits limits)
    {
        using var timeout = new CancellationTokenSource(limits.MaxTime);
        var context = new Context(
            [Hash.FromDictionary(values.ToDictionary(value => value.Key, value => value.Value))], [], [], ErrorsOutputMode.Rethrow,
            limits.MaxIterations, CultureInfo.InvariantCulture, timeout.Token)
        {
            SyntaxCompatibilityLevel = LiquidDialect.Level,
        };
        context.AddFilters(typeof(LiquidFilters), typeof(LiquidMath));
        using var text = new Bounded(limits.MaxLength);
        try
        {
            template.Render(text, new RenderParameters(CultureInfo.InvariantCulture)
            {
                Context = context,
                SyntaxCompatibilityLevel = LiquidDialect.Level,
                ErrorsOutputMode = ErrorsOutputMode.Rethrow,
            });
            return new TextWritten(text.ToString());
        }
        catch (InvalidOperationException) when (text.IsFull)
        {
            return new TextFault(TextFaultKind.TooLong, Number(limits.MaxLength));
        }
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Stops the writing at a length, before the text fills the memory.</summary>
    private sealed class Bounded(int most) : TextWriter(CultureInfo.InvariantCulture)
    {
        private readonly StringBuilder written = new();

        public bool IsFull { get; private set; }

        public override Encoding Encoding => Encoding.Unicode;

        public override void Write(char value) => Write([value]);

        public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

        public override void Write(string? value) => Write(value.AsSpan());

        public override void Write(ReadOnlySpan<char> buffer)
        {
            if (written.Length + buffer.Length > most)
            {
                IsFull = true;
                throw new InvalidOperationException("The text is too long.");
            }

            written.Append(buffer);
        }

        public override string ToString() => written.ToString();
    }
}

/// <summary>Where the writing of a <see cref="TextTemplate"/> is stopped.</summary>
/// <param name="MaxLength">Characters.</param>
/// <param name="MaxIterations">Turns of a loop; none may stand within another.</param>
/// <param name="MaxTime">How long it may take.</param>
public sealed record TextLimits(int MaxLength, int MaxIterations, TimeSpan MaxTime);

/// <summary>What came of a <see cref="TextTemplate"/>.</summary>
public abstract record TextResult;

/// <summary>A text.</summary>
/// <param name="Text">As written, not yet cleaned.</param>
public sealed record TextWritten(string Text) : TextResult;

/// <summary>No text.</summary>
/// <param name="Kind">Why.</param>
/// <param name="What">The words at fault, or the limit.</param>
public sealed record TextFault(TextFaultKind Kind, string What) : TextResult;

/// <summary>Why a text can't be written.</summary>
public enum TextFaultKind
{
    /// <summary>It is no template.</summary>
    Syntax,

    /// <summary>It names a value or filter that there is not.</summary>
    Unknown,

    /// <summary>It uses a tag that these texts don't have.</summary>
    Tag,

    /// <summary>A loop has too many turns.</summary>
    Loop,

    /// <summary>It takes too long to write.</summary>
    Slow,

    /// <summary>It is too long.</summary>
    TooLong,
}
