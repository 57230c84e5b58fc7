using System.Text.Json.Nodes;
using StrongCities.Engine.Alterations;
using StrongCities.Host.ElsaApi.Instances;
using StrongCities.Runtime.Alterations;

namespace StrongCities.Host.ElsaApi.Alterations;

/// <summary>Alterations in Elsa's shapes.</summary>
internal static class AlterationView
{
    /// <summary>How one instance fared.</summary>
    public static JsonObject Result(string instanceId, InstanceAltered? result) => new()
    {
        ["workflowInstanceId"] = instanceId,
        ["log"] = new JsonObject
        {
            ["logEntries"] = result is null
                ? new JsonArray(new JsonObject { ["message"] = $"Workflow instance with ID {instanceId} not found", ["logLevel"] = "Error" })
                : Log(result.Log),
        },
        ["workflowHasScheduledWork"] = result?.HasScheduledWork ?? false,
        ["isSuccessful"] = result?.IsSuccessful ?? false,
    };

    /// <summary>A plan and its jobs.</summary>
    public static JsonObject Plan(AlterationPlanView view)
    {
        var filter = view.Plan.Submitted.DeepClone().AsObject();
        filter["emptyFilterSelectsAll"] = view.Plan.SelectsAll;
        filter["isSystem"] ??= false;
        var plan = new JsonObject
        {
            ["id"] = view.Plan.Id,
            ["alterations"] = view.Plan.Alterations.DeepClone(),
            ["workflowInstanceFilter"] = filter,
            ["status"] = view.Status,
            ["createdAt"] = view.CreatedAt,
        };
        InstanceStateView.Optional(plan, ("startedAt", view.StartedAt), ("completedAt", view.CompletedAt));
        return new JsonObject { ["plan"] = plan, ["jobs"] = new JsonArray([.. view.Jobs.Select(Job)]) };
    }

    private static JsonObject Job(AlterationJobView job)
    {
        var json = new JsonObject
        {
            ["id"] = job.Id,
            ["planId"] = job.PlanId,
            ["workflowInstanceId"] = job.InstanceId,
            ["status"] = job.Status,
            ["log"] = Log(job.Log),
            ["tenantId"] = "",
            ["createdAt"] = job.CreatedAt,
        };
        InstanceStateView.Optional(json, ("startedAt", job.StartedAt), ("completedAt", job.CompletedAt));
        return json;
    }

    private static JsonArray Log(IReadOnlyList<AlterationLogEntry> log) => new([.. log.Select(entry => new JsonObject
    {
        ["message"] = entry.Message,
        ["logLevel"] = entry.IsSuccessful ? "Information" : "Error",
        ["timestamp"] = entry.Timestamp,
        ["eventName"] = entry.EventName,
    })]);
}
