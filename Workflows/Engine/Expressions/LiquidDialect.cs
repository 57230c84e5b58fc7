using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using DotLiquid;
using DotLiquid.NamingConventions;

namespace StrongCities.Engine.Expressions;

/// <summary>
/// DotLiquid set up to behave as Elsa's Fluid. Its settings are static for the whole process, so they are made in
/// this one place, before the first template is parsed.
/// </summary>
internal static partial class LiquidDialect
{
    public const SyntaxCompatibility Level = SyntaxCompatibility.DotLiquid22a;

    private const string DateFormat = "yyyy-MM-dd HH:mm:ss'Z'";

    private static readonly ElsaNaming Naming = new();

    private static readonly FrozenSet<string> Filters = new[] { typeof(StandardFilters), typeof(LiquidFilters), typeof(LiquidMath) }
        .SelectMany(type => type.GetMethods()).Select(method => Naming.GetMemberName(method.Name)).ToFrozenSet(StringComparer.Ordinal);

    static LiquidDialect()
    {
        Template.NamingConvention = Naming;
        Template.DefaultSyntaxCompatibilityLevel = Level;
        Template.DefaultIsThreadSafe = true;
        Template.RegexTimeOut = TimeSpan.FromSeconds(1);
        Template.RegisterValueTypeTransformer(typeof(LiquidObject), _ => "");
        Template.RegisterValueTypeTransformer(typeof(decimal), value => LiquidMath.Text((decimal)value));
        Template.RegisterValueTypeTransformer(typeof(DateTime), value => ((DateTime)value).ToString(DateFormat, CultureInfo.InvariantCulture));
        Template.RegisterValueTypeTransformer(typeof(DateTimeOffset),
            value => ((DateTimeOffset)value).UtcDateTime.ToString(DateFormat, CultureInfo.InvariantCulture));
    }

    /// <exception cref="DotLiquid.Exceptions.SyntaxException">It is no template.</exception>
    public static Template Parse(string source)
    {
        var template = Template.Parse(source, Level);
        template.MakeThreadSafe();
        return template;
    }

    /// <summary>Filters that a template names and nobody has, with or without an argument: Fluid lets the value pass.</summary>
    public static IReadOnlyList<(string Name, bool TakesArgument)> UnknownFilters(string source) =>
        [.. FilterNames().Matches(source).Select(match => (Name: match.Groups[1].Value, TakesArgument: match.Groups[2].Success))
            .Where(filter => !Filters.Contains(filter.Name)).Distinct()];

    [GeneratedRegex(@"\|\s*([A-Za-z_]\w*)\s*(:)?")]
    private static partial Regex FilterNames();

    /// <summary>Filters in snake case, everything else by its exact name.</summary>
    private sealed class ElsaNaming : INamingConvention
    {
        private readonly RubyNamingConvention ruby = new();

        // DotLiquid asks for every filter's name at every render, and finding one takes two regular expressions.
        private readonly ConcurrentDictionary<string, string> names = new(StringComparer.Ordinal);

        public StringComparer StringComparer => StringComparer.Ordinal;

        public string GetMemberName(string name) => names.GetOrAdd(name, ruby.GetMemberName);

        public bool OperatorEquals(string testedOperator, string referenceOperator) => ruby.OperatorEquals(testedOperator, referenceOperator);
    }
}
