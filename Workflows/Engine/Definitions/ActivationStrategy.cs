namespace StrongCities.Engine.Definitions;

/// <summary>Which other running instances keep a new one from starting.</summary>
public enum ActivationStrategy
{
    /// <summary>None.</summary>
    AllowAlways,

    /// <summary>One of the same definition.</summary>
    Singleton,

    /// <summary>One with the same correlation id, of any definition.</summary>
    Correlation,

    /// <summary>One of the same definition with the same correlation id.</summary>
    CorrelatedSingleton,
}

/// <summary>Reads a definition's strategy.</summary>
internal static class ActivationStrategies
{
    /// <summary>Elsa writes the name of a class, short or with namespace and assembly, such as <c>SingletonStrategy</c>.</summary>
    /// <param name="typeName">The option <c>activationStrategyType</c>.</param>
    /// <returns>What it names; <see cref="ActivationStrategy.AllowAlways"/> for nothing and for unknown names.</returns>
    public static ActivationStrategy Read(string? typeName)
    {
        var name = (typeName ?? "").Split(',')[0].Split('.')[^1].Trim();
        name = name.EndsWith("Strategy", StringComparison.Ordinal) ? name[..^"Strategy".Length] : name;
        return Enum.TryParse<ActivationStrategy>(name, ignoreCase: true, out var strategy) && Enum.IsDefined(strategy)
            ? strategy : ActivationStrategy.AllowAlways;
    }
}
