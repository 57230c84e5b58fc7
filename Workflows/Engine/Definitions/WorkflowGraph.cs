using StrongCities.Engine.Activities;

namespace StrongCities.Engine.Definitions;

/// <summary>A definition compiled for running: immutable, shared by all its instances.</summary>
public sealed class WorkflowGraph
{
    private WorkflowGraph(WorkflowDefinition definition) => Definition = definition;

    /// <summary>What it was compiled from.</summary>
    public WorkflowDefinition Definition { get; }

    /// <summary>Compiles a definition. Unknown activity types compile, and fault when reached.</summary>
    /// <param name="definition">As read.</param>
    /// <param name="catalog">The activity types there are.</param>
    /// <returns>The graph, or the errors that prevent it (such as two activities with one id).</returns>
    public static GraphCompilation Compile(WorkflowDefinition definition, ActivityCatalog catalog) => throw new NotImplementedException();
}

/// <summary>A graph, or why there is none.</summary>
/// <param name="Graph"><see langword="null"/> when a problem is an error.</param>
/// <param name="Problems">Errors and warnings.</param>
public sealed record GraphCompilation(WorkflowGraph? Graph, IReadOnlyList<DefinitionProblem> Problems);
