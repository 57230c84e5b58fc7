using System.Text.Json.Nodes;

namespace StrongCities.Engine.Definitions;

/// <summary>What a definition says of another that it uses as an activity.</summary>
/// <param name="DefinitionId">The other's id, shared by its versions.</param>
/// <param name="VersionId">The version that it was drawn with, if said.</param>
public sealed record WorkflowReference(string? DefinitionId, string? VersionId)
{
    /// <summary>Every reference in a definition, also within containers; each once.</summary>
    /// <param name="definition">As read.</param>
    /// <returns>In the order of the JSON.</returns>
    public static IReadOnlyList<WorkflowReference> In(WorkflowDefinition definition) => [.. Search(definition.Source["root"]).Distinct()];

    /// <summary>The reference of one activity's JSON, or null when it is no workflow.</summary>
    internal static WorkflowReference? Of(JsonObject activity)
    {
        var reference = new WorkflowReference(activity.Text("workflowDefinitionId"), activity.Text("workflowDefinitionVersionId"));
        // Those that start workflows have an expression of that name, no text.
        return reference is { DefinitionId: null, VersionId: null } ? null : reference;
    }

    private static IEnumerable<WorkflowReference> Search(JsonNode? node)
    {
        if (node is JsonObject json && Of(json) is { } reference)
        {
            yield return reference;
        }

        var children = node switch
        {
            JsonObject members => members.Select(member => member.Value),
            JsonArray items => items,
            _ => [],
        };
        foreach (var nested in children.SelectMany(Search))
        {
            yield return nested;
        }
    }
}

/// <summary>Finds the version that a reference means: the one that it names, else the published, else the latest.</summary>
/// <param name="reference">What the consumer says.</param>
/// <returns>The version, or <see langword="null"/> when there is none: reaching the activity is an incident then.</returns>
public delegate WorkflowDefinition? ResolveWorkflow(WorkflowReference reference);
