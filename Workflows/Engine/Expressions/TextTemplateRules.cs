using System.Text.RegularExpressions;

namespace StrongCities.Engine.Expressions;

/// <summary>
/// Which part of Liquid a <see cref="TextTemplate"/> may use. Read from the source and not from what one rendering meets, so that a branch that no
/// sample takes is judged too.
/// </summary>
internal static partial class TextTemplateRules
{
    /// <summary>The parser goes one call deeper with each.</summary>
    private const int MostNested = 10;

    private static readonly HashSet<string> Openers = ["if", "unless", "case", "for"];

    private static readonly HashSet<string> Tags =
        ["if", "elsif", "else", "endif", "unless", "endunless", "case", "when", "endcase", "for", "endfor", "break", "continue"];

    /// <summary>None of these makes a text more than a little longer than what it is given.</summary>
    private static readonly HashSet<string> Filters = ["append", "capitalize", "default", "downcase", "first", "join", "last", "prepend", "size", "strip", "truncate", "upcase"];

    private static readonly HashSet<string> Keywords = ["true", "false", "nil", "null", "empty", "blank", "and", "or", "contains", "in", "reversed", "limit", "offset"];

    private static readonly HashSet<string> LoopMembers = ["first", "index", "index0", "last", "length", "rindex", "rindex0"];

    /// <summary>What a template may not say.</summary>
    /// <param name="source">The template.</param>
    /// <param name="known">Names of values.</param>
    /// <returns>The first fault, or <see langword="null"/>.</returns>
    public static TextFault? FaultOf(string source, IEnumerable<string> known)
    {
        // Shorthands of DotLiquid for a literal and a comment: in both anything could stand.
        if (source.Contains("{{{", StringComparison.Ordinal) || source.Contains("{#", StringComparison.Ordinal))
        {
            return new TextFault(TextFaultKind.Tag, source.Contains("{#", StringComparison.Ordinal) ? "{#" : "{{{");
        }

        if (Stray().Match(Token().Replace(source, "")) is { Success: true } stray)
        {
            return new TextFault(TextFaultKind.Syntax, stray.Value);
        }

        var names = new HashSet<string>(known, StringComparer.Ordinal);
        var loops = new Stack<string>();
        var depth = 0;
        foreach (Match token in Token().Matches(source))
        {
            var code = Quoted().Replace(token.Groups[1].Success ? token.Groups[1].Value : token.Groups[2].Value, "\"\"").Trim('-').Trim();
            var fault = code.Length == 0 || code.Replace("\"\"", "", StringComparison.Ordinal).AsSpan().IndexOfAny('"', '\'') >= 0
                ? new TextFault(TextFaultKind.Syntax, token.Value)
                : token.Groups[1].Success ? OfValue(code, names, loops) : OfTag(code, names, loops);
            var tag = token.Groups[1].Success ? "" : Word().Match(code).Value;
            depth += Openers.Contains(tag) ? 1 : tag.StartsWith("end", StringComparison.Ordinal) ? -1 : 0;
            if (fault is not null || depth > MostNested)
            {
                return fault ?? new TextFault(TextFaultKind.Syntax, token.Value);
            }
        }

        return null;
    }

    private static TextFault? OfValue(string code, HashSet<string> names, Stack<string> loops)
    {
        var parts = code.Split('|', StringSplitOptions.TrimEntries);
        foreach (var filter in parts.Skip(1))
        {
            var name = filter.Split(':', 2)[0].Trim();
            if (!Filters.Contains(name))
            {
                return new TextFault(TextFaultKind.Unknown, name);
            }
        }

        return parts[0].Length == 0
            ? new TextFault(TextFaultKind.Syntax, code)
            : OfNames(parts[0], names, loops) ?? parts.Skip(1).Select(filter => OfNames(filter.Split(':', 2).ElementAtOrDefault(1) ?? "", names, loops)).FirstOrDefault(fault => fault is not null);
    }

    private static TextFault? OfTag(string code, HashSet<string> names, Stack<string> loops)
    {
        var tag = Word().Match(code).Value;
        if (!Tags.Contains(tag))
        {
            return new TextFault(TextFaultKind.Tag, tag.Length > 0 ? tag : code);
        }

        var rest = code[tag.Length..];
        if (tag == "for")
        {
            if (Loop().Match(rest) is not { Success: true } loop)
            {
                return new TextFault(TextFaultKind.Syntax, code);
            }

            // The limit of turns holds for one loop: within another it would be squared.
            if (loops.Count > 0)
            {
                return new TextFault(TextFaultKind.Tag, code);
            }

            // Its turns are counted. As a value, a range could be as long as it likes before anything counts.
            var fault = OfNames(loop.Groups[2].Value.Replace("..", " ", StringComparison.Ordinal), names, loops);
            loops.Push(loop.Groups[1].Value);
            return fault;
        }

        if (tag == "endfor" && loops.Count > 0)
        {
            loops.Pop();
        }

        return OfNames(rest, names, loops);
    }

    private static TextFault? OfNames(string code, HashSet<string> names, Stack<string> loops)
    {
        // A name in brackets is looked up at its rendering, where nobody knows it beforehand; and no range stands here.
        if (code.Contains('[', StringComparison.Ordinal) || code.Contains("..", StringComparison.Ordinal))
        {
            return new TextFault(TextFaultKind.Unknown, code.Trim());
        }

        var unknown = Name().Matches(code).Select(match => match.Value).FirstOrDefault(name => !IsKnown(name, names, loops));
        return unknown is null ? null : new TextFault(TextFaultKind.Unknown, unknown);
    }

    private static bool IsKnown(string name, HashSet<string> names, Stack<string> loops) => name.Split('.') switch
    {
        [var only] => Keywords.Contains(only) || names.Contains(only) || loops.Contains(only),
        ["forloop", var member] => loops.Count > 0 && LoopMembers.Contains(member),
        [var list, "size"] => names.Contains(list),
        _ => false,
    };

    [GeneratedRegex(@"\{\{(.*?)\}\}|\{%(.*?)%\}", RegexOptions.Singleline)]
    private static partial Regex Token();

    [GeneratedRegex(@"\{\{|\}\}|\{%|%\}")]
    private static partial Regex Stray();

    [GeneratedRegex("\"[^\"]*\"|'[^']*'")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^\w+")]
    private static partial Regex Word();

    [GeneratedRegex(@"^\s+(\w+)\s+in\s+(.+)$", RegexOptions.Singleline)]
    private static partial Regex Loop();

    [GeneratedRegex(@"[\p{L}_][\w\-]*(?:\.[\w\-]+)*")]
    private static partial Regex Name();
}
