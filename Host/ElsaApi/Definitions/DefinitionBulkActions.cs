using System.Text.Json.Serialization;
using StrongCities.Runtime.Definitions;

namespace StrongCities.Host.ElsaApi.Definitions;

/// <summary>Changing many definitions, and reading them all again.</summary>
internal static class DefinitionBulkActions
{
    public static void MapDefinitionBulkActions(this RouteGroupBuilder group)
    {
        group.MapPost("/bulk-actions/delete/workflow-definitions/by-definition-id", DeleteAsync);
        group.MapPost("/bulk-actions/delete/workflow-definitions/by-id", DeleteVersionsAsync);
        group.MapPost("/bulk-actions/publish/workflow-definitions/by-definition-ids", PublishAsync);
        group.MapPost("/bulk-actions/retract/workflow-definitions/by-definition-ids", RetractAsync);
        group.MapPost("/actions/workflow-definitions/refresh", RefreshAsync);
        group.MapPost("/actions/workflow-definitions/reload", ReloadAsync);
    }

    private static Task<IResult> DeleteAsync(HttpRequest request, CallingAuthor caller, DeleteDefinitions delete, DefinitionApiOptions options) =>
        DefinitionBody.WithIdsAsync(request, options.MaxBody, "definitionIds", async ids => DefinitionAnswers.RefuseEmpty(ids, "definitionIds")
            ?? Results.Ok(new { Deleted = await delete.RunAsync(ids!, caller.Author, request.HttpContext.RequestAborted) }));

    private static Task<IResult> DeleteVersionsAsync(HttpRequest request, CallingAuthor caller, DeleteDefinitions delete, DefinitionApiOptions options) =>
        DefinitionBody.WithIdsAsync(request, options.MaxBody, "ids", async ids => DefinitionAnswers.RefuseEmpty(ids, "ids")
            ?? Results.Ok(new { Deleted = await delete.VersionsAsync(ids!, caller.Author, request.HttpContext.RequestAborted) }));

    private static Task<IResult> PublishAsync(HttpRequest request, CallingAuthor caller, PublishDefinition publish, DefinitionApiOptions options) =>
        DefinitionBody.WithIdsAsync(request, options.MaxBody, "definitionIds", async ids =>
        {
            if (DefinitionAnswers.RefuseEmpty(ids, "definitionIds") is { } refusal)
            {
                return refusal;
            }

            var outcome = new Published([], [], [], [], [], [], []);
            foreach (var id in ids!.Distinct(StringComparer.Ordinal))
            {
                outcome.Add(id, await publish.RunAsync(id, caller.Author, looked: null, request.HttpContext.RequestAborted));
            }

            return Results.Ok(outcome);
        });

    private static Task<IResult> RetractAsync(HttpRequest request, CallingAuthor caller, RetractDefinition retract, DefinitionApiOptions options) =>
        DefinitionBody.WithIdsAsync(request, options.MaxBody, "definitionIds", async ids =>
        {
            if (DefinitionAnswers.RefuseEmpty(ids, "definitionIds") is { } refusal)
            {
                return refusal;
            }

            var results = new Dictionary<string, DefinitionResult>(StringComparer.Ordinal);
            foreach (var id in ids!)
            {
                results.TryAdd(id, await retract.RunAsync(id, caller.Author, request.HttpContext.RequestAborted));
            }

            string[] Of<T>() => [.. results.Where(result => result.Value is T).Select(result => result.Key)];
            return Results.Ok(new
            {
                Retracted = Of<DefinitionStored>(),
                AlreadyRetracted = Of<DefinitionRefused>(),
                Skipped = Array.Empty<string>(),
                NotPublished = Of<DefinitionRefused>(),
                NotFound = Of<NoSuchDefinition>(),
            });
        });

    private static Task<IResult> RefreshAsync(HttpRequest request, RefreshTriggers refresh, DefinitionApiOptions options) =>
        DefinitionBody.WithIdsAsync(request, options.MaxBody, "definitionIds", async ids =>
        {
            var refreshed = await refresh.RunAsync(ids is { Count: > 0 } ? ids : null, request.HttpContext.RequestAborted);
            return Results.Ok(new { Refreshed = refreshed, NotFound = (ids ?? []).Except(refreshed) });
        });

    private static async Task<IResult> ReloadAsync(LoadDefinitions load, RefreshTriggers refresh, CancellationToken cancellation)
    {
        await load.RunAsync(cancellation);
        await refresh.RunAsync(null, cancellation);
        return Results.Ok();
    }

    /// <summary>In Elsa's shape; beside what failed, why, which Elsa keeps to itself.</summary>
    private sealed record Published(
        [property: JsonPropertyName("published")] List<string> PublishedIds,
        List<string> AlreadyPublished,
        List<string> NotFound,
        List<string> Skipped,
        List<string> UpdatedConsumers,
        List<string> Failed,
        Dictionary<string, IEnumerable<string>> Warnings)
    {
        public void Add(string id, DefinitionResult result)
        {
            switch (result)
            {
                case DefinitionStored { AlreadyPublished: true }:
                    AlreadyPublished.Add(id);
                    break;
                case DefinitionStored stored:
                    PublishedIds.Add(id);
                    UpdatedConsumers.AddRange(stored.UpdatedConsumers);
                    break;
                case DefinitionAwaitsSecond:
                    Skipped.Add(id);
                    Warnings[id] = ["It awaits a second person, who publishes it on the page \"Versions\" of this workflow."];
                    break;
                case DefinitionRefused refused:
                    Failed.Add(id);
                    Warnings[id] = refused.Problems.Select(problem => $"{problem.Message} {problem.Mend}");
                    break;
                default:
                    NotFound.Add(id);
                    break;
            }
        }
    }
}
