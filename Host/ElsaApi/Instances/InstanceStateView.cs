using System.Text.Json;
using System.Text.Json.Nodes;
using StrongCities.Engine.Definitions;
using StrongCities.Engine.Execution;
using StrongCities.Runtime.Definitions;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Host.ElsaApi.Instances;

/// <summary>An instance in Elsa's shape. Members with nothing to say are left out, as Elsa does.</summary>
internal sealed class InstanceStateView(DefinitionGraphs graphs)
{
    /// <summary>The instance and its state.</summary>
    public async Task<JsonObject> FullAsync(InstanceRow row, CancellationToken cancellation)
    {
        var json = new JsonObject
        {
            ["id"] = row.Id,
            ["definitionId"] = row.DefinitionId,
            ["definitionVersionId"] = row.DefinitionVersionId,
            ["version"] = row.DefinitionVersion,
            ["workflowState"] = await StateAsync(InstanceState.FromUtf8(row.State), cancellation),
            ["status"] = row.Status.ToString(),
            ["subStatus"] = row.SubStatus.ToString(),
            ["isExecuting"] = row.SubStatus == WorkflowSubStatus.Executing,
            ["incidentCount"] = row.IncidentCount,
            ["isSystem"] = false,
            ["createdAt"] = row.CreatedAt,
            ["updatedAt"] = row.UpdatedAt,
        };
        Optional(json, ("parentWorkflowInstanceId", row.ParentInstanceId), ("correlationId", row.CorrelationId), ("name", row.Name), ("finishedAt", row.FinishedAt));
        return json;
    }

    /// <summary>What Elsa calls the workflow state.</summary>
    public async Task<JsonObject> StateAsync(InstanceState state, CancellationToken cancellation)
    {
        var view = InstanceView.Of(state, await graphs.GetAsync(state.DefinitionVersionId, cancellation));
        var finished = state.Status == WorkflowStatus.Finished;
        var json = new JsonObject
        {
            ["id"] = state.Id,
            ["definitionId"] = state.DefinitionId,
            ["definitionVersionId"] = state.DefinitionVersionId,
            ["definitionVersion"] = state.DefinitionVersion,
            ["status"] = state.Status.ToString(),
            ["subStatus"] = state.SubStatus.ToString(),
            ["isExecuting"] = state.SubStatus == WorkflowSubStatus.Executing,
            ["bookmarks"] = new JsonArray([.. state.Bookmarks.Select(BookmarkOf)]),
            ["incidents"] = new JsonArray([.. state.Incidents.Select(IncidentOf)]),
            ["isSystem"] = false,
            ["completionCallbacks"] = new JsonArray([.. (finished ? [] : view.Executions).Where(execution => execution is { ParentId: not null, Status: ActivityStatus.Running }).Select(CallbackOf)]),
            ["activityExecutionContexts"] = new JsonArray([.. view.Executions.Reverse().Select(execution => ContextOf(execution, state, view))]),
            ["scheduledActivities"] = new JsonArray(),
            ["executionLogSequence"] = view.JournalSequence,
            ["input"] = view.Input,
            ["output"] = state.Output.DeepClone(),
            ["properties"] = new JsonObject(),
            ["createdAt"] = state.CreatedAt,
            ["updatedAt"] = state.UpdatedAt,
        };
        Optional(json, ("correlationId", state.CorrelationId), ("name", state.Name), ("finishedAt", finished ? state.UpdatedAt : null));
        return json;
    }

    /// <summary>An error in Elsa's shape.</summary>
    public static JsonObject Exception(string type, string message, string? detail)
    {
        var json = new JsonObject { ["type"] = type, ["message"] = message };
        if (detail is not null)
        {
            json["innerException"] = new JsonObject { ["type"] = type, ["message"] = detail };
        }

        return json;
    }

    /// <summary>Adds what there is to say.</summary>
    public static void Optional(JsonObject json, params ReadOnlySpan<(string Name, JsonNode? Value)> members)
    {
        foreach (var (name, value) in members)
        {
            if (value is not null)
            {
                json[name] = value;
            }
        }
    }

    private static JsonObject BookmarkOf(Bookmark bookmark)
    {
        var json = new JsonObject
        {
            ["id"] = bookmark.Id,
            ["name"] = bookmark.Name,
            ["hash"] = bookmark.Hash,
            ["activityId"] = bookmark.ActivityId,
            ["activityNodeId"] = bookmark.ActivityNodeId,
            ["activityInstanceId"] = bookmark.ActivityInstanceId,
            ["createdAt"] = bookmark.CreatedAt,
            ["autoBurn"] = bookmark.AutoBurn,
            ["autoComplete"] = true,
        };
        Optional(json, ("payload", PayloadOf(bookmark)), ("resumeAt", bookmark.DueAt));
        return json;
    }

    /// <summary>Elsa hashes members in Pascal case and shows them in camel case.</summary>
    private static JsonNode? PayloadOf(Bookmark bookmark) => bookmark.Payload is JsonObject payload
        ? new JsonObject(payload.Select(member => KeyValuePair.Create(JsonNamingPolicy.CamelCase.ConvertName(member.Key), member.Value?.DeepClone())))
        : bookmark.Payload?.DeepClone();

    private static JsonObject IncidentOf(Incident incident) => new()
    {
        ["activityId"] = incident.ActivityId,
        ["activityNodeId"] = incident.ActivityNodeId,
        ["activityType"] = incident.ActivityType,
        ["message"] = incident.Message,
        ["exception"] = Exception("ActivityFault", incident.Message, incident.Detail),
        ["timestamp"] = incident.Timestamp,
    };

    private static JsonObject CallbackOf(OpenExecution execution) => new()
    {
        ["ownerInstanceId"] = execution.ParentId,
        ["childNodeId"] = execution.NodeId,
        ["methodName"] = execution.CallStackDepth == 1 ? "OnRootCompletedAsync" : "OnChildCompletedAsync",
    };

    private static JsonObject ContextOf(OpenExecution execution, InstanceState state, InstanceView view)
    {
        var properties = execution.Properties;
        if (execution.ParentId is null && state.Status == WorkflowStatus.Running)
        {
            properties["Variables"] = new JsonObject(view.Variables.Select(variable => KeyValuePair.Create(variable.Id, variable.Value?.DeepClone())));
        }

        var json = new JsonObject
        {
            ["id"] = execution.Id,
            ["callStackDepth"] = execution.CallStackDepth,
            ["scheduledActivityNodeId"] = execution.NodeId,
            ["properties"] = properties,
            ["metadata"] = new JsonObject(),
            ["activityState"] = execution.ActivityState,
            ["dynamicVariables"] = new JsonArray(),
            ["status"] = execution.Status.ToString(),
            ["isExecuting"] = false,
            ["faultCount"] = execution.FaultCount,
            ["startedAt"] = execution.StartedAt,
        };
        Optional(
            json,
            ("parentContextId", execution.ParentId),
            ("ownerActivityNodeId", execution.OwnerNodeId),
            ("tag", execution.Tag),
            ("completedAt", execution.Status is ActivityStatus.Completed or ActivityStatus.Canceled ? state.UpdatedAt : null));
        return json;
    }
}
