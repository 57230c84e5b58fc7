using StrongCities.Engine.Definitions;
using StrongCities.Engine.Expressions;

namespace StrongCities.Engine.Activities;

/// <summary>One activity as a definition uses it, for looking at before anything runs.</summary>
public sealed class ActivityUse
{
    private readonly ActivityNode node;

    internal ActivityUse(ActivityNode node) => this.node = node;

    /// <summary>What people call it.</summary>
    public string DisplayName => node.DisplayName;

    /// <summary>An input that is written down, not worked out.</summary>
    /// <typeparam name="T">What it is converted to.</typeparam>
    /// <param name="input">As in the descriptor, without case.</param>
    /// <returns>The value, or the type's default where it is worked out when the workflow runs, or missing.</returns>
    public T? Written<T>(string input) => node.Inputs.GetValueOrDefault(input)?.Expression switch
    {
        LiteralExpression literal => Conversion.To<T>(literal.Value),
        ObjectExpression json => Conversion.To<T>(json.Value),
        _ => default,
    };

    /// <summary>Where a port leads.</summary>
    /// <param name="port">As drawn.</param>
    /// <returns>Ids of activities; empty where nothing is drawn.</returns>
    public IReadOnlyList<string> After(string port) => After(node, port);

    internal static IReadOnlyList<string> After(ActivityNode node, string port) =>
        node.Parent?.Flow is { } flow ? [.. flow.From(node).Where(connection => connection.Port == port).Select(connection => connection.Target.Id)] : [];
}

/// <summary>Why an activity must not be used as a definition uses it.</summary>
/// <param name="Message">What is wrong.</param>
/// <param name="Mend">How to mend it.</param>
public sealed record Misuse(string Message, string Mend);
