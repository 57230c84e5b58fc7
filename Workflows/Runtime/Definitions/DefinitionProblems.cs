using StrongCities.Engine.Definitions;

namespace StrongCities.Runtime.Definitions;

/// <summary>What was wrong with definition files when they were last loaded, for operators to look at.</summary>
public sealed class DefinitionProblems
{
    private volatile IReadOnlyList<DefinitionProblem> items = [];

    /// <summary>Errors and warnings, in the order of the files.</summary>
    public IReadOnlyList<DefinitionProblem> Items => items;

    internal void Replace(IReadOnlyList<DefinitionProblem> found) => items = found;
}
