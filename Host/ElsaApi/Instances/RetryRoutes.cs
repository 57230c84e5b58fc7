using System.Globalization;
using System.Text.Json.Nodes;
using StrongCities.Engine.Execution;
using StrongCities.Host.ElsaApi.Definitions;
using StrongCities.Runtime.Instances;

namespace StrongCities.Host.ElsaApi.Instances;

/// <summary>How often a request was sent again, which the journal knows.</summary>
internal static class RetryRoutes
{
    public static void MapRetries(this RouteGroupBuilder group) => group.MapGet("/resilience/retries/{activityInstanceId}", ListAsync);

    private static async Task<IResult> ListAsync(
        HttpRequest request, string activityInstanceId, ReadActivityRecords records, ReadJournal journal, InstanceApiOptions options)
    {
        var query = ElsaBody.Of(request.Query);
        var take = Math.Clamp(query.Number("pageSize") ?? query.Number("take") ?? options.DefaultPageSize, 1, options.MaxPageSize);
        var skip = query.Number("skip") ?? (int)Math.Min((long)(query.Number("page") ?? 0) * take, int.MaxValue);
        if (query.Refusal is { } refusal)
        {
            return refusal;
        }

        List<JsonObject> attempts = [];
        if (await records.OneAsync(activityInstanceId, request.HttpContext.RequestAborted) is var (instanceId, record))
        {
            var page = await journal.PageAsync(
                new JournalQuery(instanceId, 0, options.MaxPageSize) { ActivityIds = [record.ActivityId], EventNames = ["Retried", "Error"] },
                request.HttpContext.RequestAborted);
            attempts.AddRange(page.Items.Where(entry => entry.ActivityInstanceId == activityInstanceId).SelectMany(entry => View(instanceId, entry)));
        }

        return DefinitionView.Answer(new JsonObject
        {
            ["items"] = new JsonArray([.. attempts.Skip(skip).Take(take)]),
            ["totalCount"] = attempts.Count,
            ["links"] = new JsonArray(),
        });
    }

    private static IEnumerable<JsonObject> View(string instanceId, JournalEntry entry) =>
        from attempt in (entry.Payload?["attempts"] as JsonArray ?? []).OfType<JsonObject>()
        let number = (int)attempt["attemptNumber"]!
        select new JsonObject
        {
            ["id"] = string.Create(CultureInfo.InvariantCulture, $"{entry.ActivityInstanceId}:{entry.Sequence}:{number}"),
            ["activityInstanceId"] = entry.ActivityInstanceId,
            ["activityId"] = entry.ActivityId,
            ["workflowInstanceId"] = instanceId,
            ["attemptNumber"] = number,
            ["retryDelay"] = attempt["retryDelay"]!.DeepClone(),
            ["details"] = new JsonObject { ["result"] = attempt["result"]?.DeepClone() },
        };
}
