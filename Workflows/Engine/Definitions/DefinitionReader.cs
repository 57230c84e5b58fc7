namespace StrongCities.Engine.Definitions;

/// <summary>Reads Elsa 3 definition JSON.</summary>
public static class DefinitionReader
{
    /// <summary>Reads one definition. Never throws on bad input.</summary>
    /// <param name="utf8Json">The JSON, plain or wrapped in <c>{"model": …}</c>.</param>
    /// <param name="source">Where it came from, for messages.</param>
    /// <returns>The definition, or the problems.</returns>
    public static DefinitionReading Read(ReadOnlyMemory<byte> utf8Json, string source) => throw new NotImplementedException();
}
