using System.Text.Json.Nodes;
using StrongCities.Engine.Execution;
using StrongCities.Host.ElsaApi.Definitions;
using StrongCities.Runtime.Instances;

namespace StrongCities.Host.ElsaApi.Instances;

/// <summary>What the activities of an instance did.</summary>
internal static class ActivityExecutionRoutes
{
    public static void MapActivityExecutions(this RouteGroupBuilder group)
    {
        group.MapGet("/activity-executions/list", (HttpRequest request, ReadActivityRecords records) => ListAsync(request, records, ActivityRecordView.Full));
        group.MapGet("/activity-execution-summaries/list", (HttpRequest request, ReadActivityRecords records) => ListAsync(request, records, ActivityRecordView.Summary));
        group.MapGet("/activity-executions/count", CountAsync);
        group.MapGet("/activity-executions/by-id", (string? id, ReadActivityRecords records, CancellationToken cancellation) => OneAsync(id ?? "", records, cancellation));
        group.MapGet("/activity-executions/{id}", OneAsync);
        group.MapGet("/activity-executions/{id}/call-stack", CallStackAsync);
        group.MapPost("/activity-executions/report", ReportAsync).OnlyLooks();
    }

    private static async Task<IResult> ListAsync(HttpRequest request, ReadActivityRecords records, Func<string, ActivityRecord, JsonObject> view)
    {
        var query = QueryOf(ElsaBody.Of(request.Query), out var refusal);
        if (refusal is not null)
        {
            return refusal;
        }

        var found = await records.ListAsync(query, request.HttpContext.RequestAborted);
        return DefinitionView.Answer(new JsonObject
        {
            ["items"] = new JsonArray([.. found.Select(record => view(query.InstanceId, record))]),
            ["count"] = found.Count,
        });
    }

    private static async Task<IResult> CountAsync(HttpRequest request, ReadActivityRecords records) =>
        QueryOf(ElsaBody.Of(request.Query), out var refusal) is var query && refusal is not null ? refusal
        : Results.Ok(new { Count = await records.CountAsync(query, request.HttpContext.RequestAborted) });

    private static async Task<IResult> OneAsync(string id, ReadActivityRecords records, CancellationToken cancellation) =>
        await records.OneAsync(id, cancellation) is var (instanceId, record) ? DefinitionView.Answer(ActivityRecordView.Full(instanceId, record)) : Results.NotFound();

    private static async Task<IResult> CallStackAsync(HttpRequest request, string id, ReadActivityRecords records, CancellationToken cancellation)
    {
        var query = ElsaBody.Of(request.Query);
        var (skip, take) = (query.Number("skip") ?? 0, query.Number("take") ?? int.MaxValue);
        return query.Refusal ?? (await records.CallStackAsync(id, cancellation) is var (instanceId, stack)
            ? DefinitionView.Answer(new JsonObject
            {
                ["activityExecutionId"] = id,
                ["items"] = new JsonArray([.. stack.Skip(skip).Take(take).Select(record => ActivityRecordView.Full(instanceId, record))]),
                ["totalCount"] = stack.Count,
            })
            : Results.NotFound());
    }

    private static Task<IResult> ReportAsync(HttpRequest request, ReadActivityRecords records, InstanceApiOptions options) =>
        ElsaBody.WithAsync(request, options.MaxBody, required: true, async body =>
        {
            var query = new ActivityRecordQuery(body.Text("workflowInstanceId") ?? "") { NodeIds = body.Texts("activityNodeIds") };
            return body.Refusal ?? DefinitionView.Answer(ActivityRecordView.Report(await records.ListAsync(query, request.HttpContext.RequestAborted)));
        });

    private static ActivityRecordQuery QueryOf(ElsaBody query, out IResult? refusal)
    {
        var wanted = new ActivityRecordQuery(query.Text("workflowInstanceId") ?? "")
        {
            ActivityId = query.Text("activityId"),
            NodeIds = query.Texts("activityNodeId", "activityNodeIds"),
            Completed = query.Flag("completed"),
        };
        refusal = query.Refusal;
        return wanted;
    }
}
