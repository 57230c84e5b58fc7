using System.Text.Json.Nodes;
using StrongCities.Engine.Execution;
using StrongCities.Host.ElsaApi.Definitions;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Host.ElsaApi.Instances;

/// <summary>An instance's history.</summary>
internal static class JournalRoutes
{
    public static void MapJournal(this RouteGroupBuilder group)
    {
        group.MapGet("/workflow-instances/{id}/journal", (HttpRequest request, string id, ReadJournal journal, InstanceApiOptions options) =>
            PageAsync(id, ElsaBody.Of(request.Query), null, journal, options, request.HttpContext.RequestAborted));
        group.MapPost("/workflow-instances/{id}/journal", (HttpRequest request, string id, ReadJournal journal, InstanceApiOptions options) =>
            ElsaBody.WithAsync(request, options.MaxBody, required: false, body =>
                PageAsync(id, ElsaBody.Of(request.Query), body, journal, options, request.HttpContext.RequestAborted))).OnlyLooks();
        group.MapGet("/workflow-instances/{id}/journal/{activityId}", LastAsync);
    }

    private static async Task<IResult> PageAsync(
        string id, ElsaBody query, ElsaBody? body, ReadJournal journal, InstanceApiOptions options, CancellationToken cancellation)
    {
        var take = Math.Clamp(query.Number("take") ?? query.Number("pageSize") ?? options.DefaultPageSize, 1, options.MaxPageSize);
        var skip = query.Number("skip") ?? (int)Math.Min((long)(query.Number("page") ?? 0) * take, int.MaxValue);
        var filter = ElsaBody.Of(body?.Object("filter") ?? []);
        var wanted = new JournalQuery(id, skip, take)
        {
            ActivityIds = filter.Texts("activityIds"),
            NodeIds = filter.Texts("activityNodeIds"),
            ExcludedActivityTypes = filter.Texts("excludedActivityTypes"),
            EventNames = filter.Texts("eventNames"),
        };
        if ((query.Refusal ?? body?.Refusal ?? filter.Refusal) is { } refusal)
        {
            return refusal;
        }

        var page = await journal.PageAsync(wanted, cancellation);
        return DefinitionView.Answer(new JsonObject
        {
            ["items"] = new JsonArray([.. page.Items.Select(entry => Entry(id, entry, "nodeId"))]),
            ["totalCount"] = page.Total,
        });
    }

    private static async Task<IResult> LastAsync(string id, string activityId, ReadJournal journal, FindInstances find, CancellationToken cancellation)
    {
        if (await journal.LastAsync(id, activityId, cancellation) is not { } last || await find.OneAsync(id, cancellation) is not { } row)
        {
            return Results.NotFound();
        }

        var json = Entry(id, last, "activityNodeId");
        Add(json, row);
        return DefinitionView.Answer(json);
    }

    private static void Add(JsonObject json, InstanceRow row)
    {
        json["workflowDefinitionId"] = row.DefinitionId;
        json["workflowDefinitionVersionId"] = row.DefinitionVersionId;
        json["workflowInstanceId"] = row.Id;
        json["workflowVersion"] = row.DefinitionVersion;
    }

    private static JsonObject Entry(string instanceId, JournalEntry entry, string nodeIdMember)
    {
        var json = new JsonObject
        {
            ["id"] = $"{instanceId}:{entry.Sequence}",
            ["activityInstanceId"] = entry.ActivityInstanceId,
            ["activityId"] = entry.ActivityId,
            ["activityType"] = entry.ActivityType,
            ["activityTypeVersion"] = entry.ActivityTypeVersion,
            [nodeIdMember] = entry.ActivityNodeId,
            ["timestamp"] = entry.Timestamp,
            // Elsa counts from 0.
            ["sequence"] = entry.Sequence - 1,
            ["eventName"] = entry.EventName,
        };
        InstanceStateView.Optional(
            json,
            ("parentActivityInstanceId", entry.ParentActivityInstanceId),
            ("activityName", entry.ActivityName),
            ("message", entry.Message),
            ("payload", entry.Payload?.DeepClone() ?? FaultOf(entry.EventName, entry.Message)));
        return json;
    }

    private static JsonObject? FaultOf(string eventName, string? message) => eventName == "Faulted"
        ? new JsonObject { ["exception"] = "ActivityFault", ["message"] = message, ["source"] = "StrongCities.Engine", ["data"] = new JsonObject() }
        : null;
}
