using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text.Json.Nodes;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Expressions;

namespace StrongCities.Engine.Definitions;

/// <summary>A definition compiled for running: immutable, shared by all its instances.</summary>
public sealed class WorkflowGraph
{
    /// <summary>Scripts put together at run time may be many; then the cache starts anew.</summary>
    private const int MaxScripts = 1000;

    private readonly ConcurrentDictionary<string, JavaScriptExpression> scripts = new(StringComparer.Ordinal);
    private readonly FrozenDictionary<string, ActivityNode> byNodeId;
    private readonly FrozenDictionary<string, ActivityNode> byActivityId;
    private readonly FrozenDictionary<string, ActivityNode> byName;

    internal WorkflowGraph(WorkflowDefinition definition, IReadOnlyList<ActivityNode> nodes)
    {
        Definition = definition;
        Nodes = nodes;
        Inputs = InputDeclaration.ReadAll(definition.Source["inputs"]);
        InputsByName = Inputs.DistinctBy(input => input.Name, StringComparer.OrdinalIgnoreCase)
            .ToFrozenDictionary(input => input.Name, StringComparer.OrdinalIgnoreCase);
        Outputs = (ElsaJson.List(definition.Source["outputs"]) ?? [])
            .Select(output => (output as JsonObject).Text("name")).OfType<string>().ToFrozenSet(StringComparer.Ordinal);
        ContinuesWithIncidents = definition.Source.Object("options").Text("incidentStrategyType") is { } strategy
            && strategy.Contains("ContinueWithIncidentsStrategy", StringComparison.Ordinal);
        Activation = ActivationStrategies.Read(definition.Source.Object("options").Text("activationStrategyType"));
        NamedOutputs = [.. nodes.Where(node => node.Name is not null)
            .SelectMany(node => node.Activity.Descriptor.Outputs.Select(output => (node.Name!, output.Name)))];
        byNodeId = nodes.ToFrozenDictionary(node => node.NodeId, StringComparer.Ordinal);
        byActivityId = nodes.DistinctBy(node => node.Id, StringComparer.Ordinal).ToFrozenDictionary(node => node.Id, StringComparer.Ordinal);
        byName = nodes.Where(node => node.Name is not null).DistinctBy(node => node.Name!, StringComparer.Ordinal)
            .ToFrozenDictionary(node => node.Name!, StringComparer.Ordinal);
    }

    /// <summary>What it was compiled from.</summary>
    public WorkflowDefinition Definition { get; }

    /// <summary>Which other running instances keep a new one from starting.</summary>
    public ActivationStrategy Activation { get; }

    /// <summary>The synthetic activity that owns the definition's root.</summary>
    internal ActivityNode Root => Nodes[0];

    /// <summary>Every activity, parents before children.</summary>
    internal IReadOnlyList<ActivityNode> Nodes { get; }

    /// <summary>Workflow inputs as declared.</summary>
    internal IReadOnlyList<InputDeclaration> Inputs { get; }

    /// <summary>Declared workflow inputs, names without case.</summary>
    internal FrozenDictionary<string, InputDeclaration> InputsByName { get; }

    /// <summary>Names of declared workflow outputs.</summary>
    internal FrozenSet<string> Outputs { get; }

    /// <summary>Whether an incident leaves the instance running.</summary>
    internal bool ContinuesWithIncidents { get; }

    /// <summary>Outputs that scripts can read as <c>get{Output}From{Activity}</c>.</summary>
    internal IReadOnlyList<(string Activity, string Output)> NamedOutputs { get; }

    /// <summary>Compiles a definition. Unknown activity types compile, and fault when reached.</summary>
    /// <param name="definition">As read.</param>
    /// <param name="catalog">The activity types there are.</param>
    /// <param name="resolve">Finds workflows that it uses as activities; without it there are none.</param>
    /// <param name="maxDepth">How deep workflows may be used as activities. From 1.</param>
    /// <returns>The graph, or the errors that prevent it (such as two activities with one id).</returns>
    public static GraphCompilation Compile(
        WorkflowDefinition definition, ActivityCatalog catalog, ResolveWorkflow? resolve = null, int maxDepth = 16) =>
        new GraphCompiler(definition, catalog, resolve, maxDepth).Compile();

    /// <summary>A script that an activity runs, parsed once. Most are literals, so there are few.</summary>
    internal JavaScriptExpression Script(string source)
    {
        if (scripts.Count >= MaxScripts)
        {
            scripts.Clear();
        }

        return scripts.GetOrAdd(source, static text => new JavaScriptExpression(text));
    }

    /// <summary>Finds an activity by its path.</summary>
    internal ActivityNode? ByNodeId(string nodeId) => byNodeId.GetValueOrDefault(nodeId);

    /// <summary>Finds an activity by id, or by name as scripts do.</summary>
    internal ActivityNode? ByIdOrName(string idOrName) => byActivityId.GetValueOrDefault(idOrName) ?? byName.GetValueOrDefault(idOrName);
}

/// <summary>A graph, or why there is none.</summary>
/// <param name="Graph"><see langword="null"/> when a problem is an error.</param>
/// <param name="Problems">Errors and warnings.</param>
public sealed record GraphCompilation(WorkflowGraph? Graph, IReadOnlyList<DefinitionProblem> Problems);
