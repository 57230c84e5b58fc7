using System.Collections.Frozen;
using System.Text.Json.Nodes;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Expressions;

namespace StrongCities.Engine.Definitions;

/// <summary>One activity of a compiled definition. Immutable once the graph is compiled.</summary>
internal sealed class ActivityNode
{
    /// <summary>Unique within its container.</summary>
    public required string Id { get; init; }

    /// <summary>The colon-joined path of ids from the root.</summary>
    public required string NodeId { get; init; }

    /// <summary>Its place in the graph's list of nodes.</summary>
    public required int Index { get; init; }

    /// <summary>The type as journal and incidents name it.</summary>
    public required string Type { get; init; }

    /// <summary>The type's version.</summary>
    public required int Version { get; init; }

    /// <summary>Its name in the definition.</summary>
    public required string? Name { get; init; }

    /// <summary>What people call it: name, display text or id.</summary>
    public required string DisplayName { get; init; }

    /// <summary>How it behaves.</summary>
    public required Activity Activity { get; init; }

    /// <summary>What contains it; <see langword="null"/> at the root.</summary>
    public required ActivityNode? Parent { get; init; }

    /// <summary>How deep it is nested; 0 at the root.</summary>
    public int Depth { get; init; }

    /// <summary>Whether its trigger starts instances.</summary>
    public bool CanStartWorkflow { get; init; }

    /// <summary>Not null when reaching it ends the burst: the version asked for does not exist.</summary>
    public string? BrokenBecause { get; init; }

    /// <summary>Its JSON, for plain properties.</summary>
    public required JsonObject Json { get; init; }

    /// <summary>What its records may show.</summary>
    public LogPersistence LogPersistence => field ??= LogPersistence.Of(this);

    /// <summary>Inputs by name, without case.</summary>
    public FrozenDictionary<string, InputBinding> Inputs { get; set; } = FrozenDictionary<string, InputBinding>.Empty;

    /// <summary>Where outputs go: output name, without case, to the id of a variable or the name of a workflow output.</summary>
    public FrozenDictionary<string, string> OutputTargets { get; set; } = FrozenDictionary<string, string>.Empty;

    /// <summary>Nested activities by the member that holds them; a port that is not filled is null or missing.</summary>
    public FrozenDictionary<string, IReadOnlyList<ActivityNode?>> Ports { get; set; } =
        FrozenDictionary<string, IReadOnlyList<ActivityNode?>>.Empty;

    /// <summary>Variables of this scope.</summary>
    public IReadOnlyList<VariableDeclaration> Variables { get; set; } = [];

    /// <summary>Labelled conditions of a switch.</summary>
    public IReadOnlyList<SwitchCase> Cases { get; set; } = [];

    /// <summary>The connections, when it is a flowchart.</summary>
    public FlowConnections? Flow { get; set; }

    /// <summary>States and transitions, when it is a state machine.</summary>
    public MachineStates? Machine { get; set; }

    /// <summary>The activities of a port, in order.</summary>
    public IReadOnlyList<ActivityNode?> Port(string name) => Ports.GetValueOrDefault(name, []);

    public override string ToString() => NodeId;
}

/// <summary>An input's expression, compiled.</summary>
internal sealed record InputBinding(InputDescriptor Descriptor, Expression Expression, DataType Type);

/// <summary>A case of a switch.</summary>
internal sealed record SwitchCase(string Label, Expression Condition);
