using System.Globalization;
using System.Text.Json.Nodes;
using StrongCities.Host.ElsaApi.Definitions;
using StrongCities.Host.ElsaApi.Instances;
using StrongCities.Runtime.Persistence;
using StrongCities.Runtime.Triggers;

namespace StrongCities.Host.ElsaApi.Execution;

/// <summary>Stimuli that nothing ever waited for.</summary>
internal static class DeadLetterRoutes
{
    public static void MapDeadLetters(this RouteGroupBuilder group)
    {
        group.MapGet("/bookmark-queue/dead-letters", ListAsync);
        group.MapGet("/bookmark-queue/dead-letters/{id}", async (string id, DeadStimuli dead, CancellationToken cancellation) =>
            IdOf(id) is { } row && await dead.OneAsync(row, cancellation) is { } found ? DefinitionView.Answer(View(found)) : Results.NotFound());
        group.MapDelete("/bookmark-queue/dead-letters/{id}", async (string id, DeadStimuli dead, CancellationToken cancellation) =>
            IdOf(id) is { } row && await dead.DeleteAsync(row, cancellation) ? Results.NoContent() : Results.NotFound());
        group.MapPost("/bookmark-queue/dead-letters/{id}/replay", async (string id, DeadStimuli dead, CancellationToken cancellation) =>
            IdOf(id) is { } row && await dead.ReplayAsync(row, cancellation) ? Results.Ok() : Results.NotFound());
    }

    private static async Task<IResult> ListAsync(HttpRequest request, DeadStimuli dead, InstanceApiOptions options)
    {
        var query = ElsaBody.Of(request.Query);
        var take = Math.Clamp(query.Number("pageSize") ?? options.DefaultPageSize, 1, options.MaxPageSize);
        var skip = (int)Math.Min((long)(query.Number("page") ?? 0) * take, int.MaxValue);
        if (query.Refusal is { } refusal)
        {
            return refusal;
        }

        var (items, total) = await dead.ListAsync(skip, take, request.HttpContext.RequestAborted);
        return DefinitionView.Answer(new JsonObject { ["items"] = new JsonArray([.. items.Select(View)]), ["totalCount"] = total });
    }

    private static long? IdOf(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    private static JsonObject View(WaitingStimulusRow row)
    {
        var json = new JsonObject
        {
            ["id"] = row.Id.ToString(CultureInfo.InvariantCulture),
            ["createdAt"] = row.CreatedAt,
            ["deadLetteredAt"] = row.DeadAt,
            ["reason"] = "Nothing waited for it in time.",
        };
        InstanceStateView.Optional(
            json,
            ("stimulusHash", row.Hash),
            ("correlationId", row.CorrelationId),
            ("workflowInstanceId", row.InstanceId),
            ("bookmarkId", row.BookmarkId));
        return json;
    }
}
