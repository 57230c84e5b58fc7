using System.Text.Json.Nodes;
using StrongCities.Engine.Definitions;
using StrongCities.Engine.Expressions;

namespace StrongCities.Engine.Execution;

/// <summary>What a state holds beyond its public members, for people to look at.</summary>
/// <param name="Executions">Open executions, parents before children, and the root for ever.</param>
/// <param name="Variables">The workflow's own variables.</param>
/// <param name="Input">Workflow inputs that survive suspension.</param>
/// <param name="JournalSequence">The last journal sequence used.</param>
public sealed record InstanceView(
    IReadOnlyList<OpenExecution> Executions, IReadOnlyList<VariableValue> Variables, JsonObject Input, long JournalSequence)
{
    /// <summary>Looks into a state.</summary>
    /// <param name="state">The state.</param>
    /// <param name="graph">What it runs on.</param>
    /// <returns>Copies; changing them changes nothing.</returns>
    public static InstanceView Of(InstanceState state, WorkflowGraph graph)
    {
        var values = state.Executions.FirstOrDefault(execution => execution.ParentId is null)?.Variables;
        return new InstanceView(
            [.. state.Executions.Select(execution => Execution(execution, state, graph))],
            [.. graph.Root.Variables.Select(variable => new VariableValue(
                variable.Id,
                variable.Name,
                values is not null && values.TryGetPropertyValue(variable.Id, out var value) ? value?.DeepClone() : Values.ToJson(variable.Default)))],
            state.Input.DeepClone().AsObject(),
            state.Sequence);
    }

    private static OpenExecution Execution(ExecutionState execution, InstanceState state, WorkflowGraph graph)
    {
        var node = graph.ByNodeId(execution.NodeId);
        return new OpenExecution(execution.Id, execution.ParentId, execution.NodeId, node?.Parent?.NodeId, execution.Status)
        {
            ActivityId = node?.Id,
            StartedAt = execution.Trace?.StartedAt ?? state.CreatedAt,
            CallStackDepth = execution.Trace?.Depth ?? 0,
            FaultCount = execution.Trace?.Faults ?? (execution.Status == ActivityStatus.Faulted ? 1 : 0),
            ActivityState = new JsonObject((execution.Inputs ?? []).Where(input => node?.LogPersistence.ShowsInput(input.Key) != false)
                .Select(input => KeyValuePair.Create(input.Key, input.Value?.DeepClone()))),
            Properties = execution.Properties?.DeepClone().AsObject() ?? [],
            Tag = execution.Tag?.DeepClone(),
        };
    }
}

/// <summary>An open execution.</summary>
/// <param name="Id">The execution.</param>
/// <param name="ParentId">The execution that contains it; <see langword="null"/> at the root.</param>
/// <param name="NodeId">The activity's path from the root.</param>
/// <param name="OwnerNodeId">The path of what contains the activity; <see langword="null"/> at the root.</param>
/// <param name="Status">Where it stands.</param>
public sealed record OpenExecution(string Id, string? ParentId, string NodeId, string? OwnerNodeId, ActivityStatus Status)
{
    /// <summary>The activity's id, or <see langword="null"/> when the definition has no such activity.</summary>
    public string? ActivityId { get; init; }

    /// <summary>When it ran first.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>How many executions came before it on its way.</summary>
    public int CallStackDepth { get; init; }

    /// <summary>Faults of it and of all in it.</summary>
    public int FaultCount { get; init; }

    /// <summary>Inputs as evaluated, without those that the definition excludes from logs.</summary>
    public JsonObject ActivityState { get; init; } = [];

    /// <summary>The activity's own state.</summary>
    public JsonObject Properties { get; init; } = [];

    /// <summary>What its container attached to it.</summary>
    public JsonNode? Tag { get; init; }
}

/// <summary>A variable as it stands.</summary>
/// <param name="Id">As expressions refer to it.</param>
/// <param name="Name">As people call it.</param>
/// <param name="Value">What was set and lasts, else the default.</param>
public sealed record VariableValue(string Id, string Name, JsonNode? Value);
