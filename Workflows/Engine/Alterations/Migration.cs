using StrongCities.Engine.Definitions;
using StrongCities.Engine.Execution;

namespace StrongCities.Engine.Alterations;

/// <summary>Puts an instance onto another version of its definition.</summary>
internal static class Migration
{
    /// <summary>Why it cannot be done, or null.</summary>
    public static string? Refuses(MigrateWorkflow migration, InstanceState state, WorkflowGraph graph)
    {
        if (migration.Target is not { } target || target.Definition.DefinitionId != state.DefinitionId)
        {
            return $"Workflow definition with ID {state.DefinitionId} and version {migration.TargetVersion} not found";
        }

        var missing = state.Executions.Where(execution => Counterpart(execution.NodeId, graph, target) is null)
            .Select(execution => graph.ByNodeId(execution.NodeId)?.DisplayName ?? execution.NodeId).Distinct().ToList();
        return missing.Count == 0 ? null
            : $"Version {migration.TargetVersion} has no activity of the same id and type as these, which are open: {string.Join(", ", missing)}. Cancel or complete them first";
    }

    /// <summary>The state on the other version.</summary>
    public static InstanceState Of(InstanceState state, WorkflowGraph graph, WorkflowGraph target) => state.On(
        target,
        [.. state.Executions.Select(execution => execution with { NodeId = Counterpart(execution.NodeId, graph, target)!.NodeId })],
        [.. state.Bookmarks.Select(bookmark => bookmark with
        {
            ActivityNodeId = Counterpart(bookmark.ActivityNodeId, graph, target)?.NodeId ?? bookmark.ActivityNodeId,
        })]);

    private static ActivityNode? Counterpart(string nodeId, WorkflowGraph graph, WorkflowGraph target)
    {
        var node = graph.ByNodeId(nodeId);
        return node is null ? null
            : node.Parent is null ? target.Root
            : target.ByNodeId(nodeId) is { } same && same.Type == node.Type ? same
            : target.Nodes.FirstOrDefault(other => other.Id == node.Id && other.Type == node.Type);
    }
}
