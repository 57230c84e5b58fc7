using System.Text.Json;
using System.Text.Json.Nodes;
using StrongCities.Engine.Definitions;
using StrongCities.Runtime.Definitions;

namespace StrongCities.Host.ElsaApi.Definitions;

/// <summary>Changing one definition.</summary>
internal static class DefinitionChanges
{
    public static void MapDefinitionChanges(this RouteGroupBuilder group)
    {
        group.MapPost("/workflow-definitions", SaveAsync);
        group.MapPost("/workflow-definitions/{definitionId}/publish", PublishAsync);
        group.MapPost("/workflow-definitions/{definitionId}/retract", RetractAsync);
        group.MapPost("/workflow-definitions/{definitionId}/revert/{version:int}", RevertAsync);
        group.MapPost("/workflow-definitions/{definitionId}/update-references", UpdateReferencesAsync);
        group.MapDelete("/workflow-definitions/{definitionId}", DeleteAsync);
        group.MapDelete("/workflow-definitions/{definitionId}/version/{version:int}", DeleteVersionByNumberAsync);
        group.MapDelete("/workflow-definition-versions/{id}", DeleteVersionAsync);
    }

    private static Task<IResult> SaveAsync(HttpRequest request, CallingAuthor caller, SaveDefinition save, DefinitionView view, DefinitionApiOptions options) =>
        DefinitionBody.WithJsonAsync(request, options.MaxBody, async body =>
        {
            if (Wish.Of(body) is not { } wish)
            {
                return ElsaProblem.BadRequest("There is no workflow in the body. Send a JSON object with the definition as its member model.");
            }

            return DefinitionAnswers.Of(
                await save.RunAsync(body, wish.Publish, caller.Author, request.HttpContext.RequestAborted),
                stored => DefinitionView.Answer(Saved(stored, view)));
        });

    private static async Task<IResult> PublishAsync(
        string definitionId, CallingAuthor caller, PublishDefinition publish, DefinitionView view, CancellationToken cancellation) =>
        DefinitionAnswers.Of(await publish.RunAsync(definitionId, caller.Author, looked: null, cancellation), stored => DefinitionView.Answer(Saved(stored, view)));

    private static async Task<IResult> RetractAsync(
        string definitionId, CallingAuthor caller, RetractDefinition retract, DefinitionView view, CancellationToken cancellation) =>
        DefinitionAnswers.Of(await retract.RunAsync(definitionId, caller.Author, cancellation), stored => DefinitionView.Answer(view.Full(stored.Row)));

    private static async Task<IResult> RevertAsync(
        string definitionId, int version, CallingAuthor caller, RevertDefinition revert, DefinitionView view, HttpResponse response, CancellationToken cancellation) =>
        DefinitionAnswers.Of(await revert.RunAsync(definitionId, version, caller.Author, cancellation), stored =>
        {
            response.Headers.Location = $"/elsa/api/workflow-definitions/by-id/{Uri.EscapeDataString(stored.Row.Id)}";
            return DefinitionView.Answer(view.Summary(stored.Row, withLinks: false), StatusCodes.Status201Created);
        });

    private static async Task<IResult> UpdateReferencesAsync(
        string definitionId, CallingAuthor caller, UpdateReferences references, CancellationToken cancellation) =>
        await references.RunAsync(definitionId, caller.Author, cancellation) is { } changed ? Results.Ok(new { AffectedWorkflows = changed }) : Results.NotFound();

    private static async Task<IResult> DeleteAsync(string definitionId, CallingAuthor caller, DeleteDefinitions delete, CancellationToken cancellation) =>
        await delete.RunAsync([definitionId], caller.Author, cancellation) > 0 ? Results.NoContent() : Results.NotFound();

    private static async Task<IResult> DeleteVersionAsync(string id, CallingAuthor caller, DeleteDefinitions delete, CancellationToken cancellation) =>
        await delete.VersionsAsync([id], caller.Author, cancellation) > 0 ? Results.NoContent() : Results.NotFound();

    private static async Task<IResult> DeleteVersionByNumberAsync(
        string definitionId, int version, CallingAuthor caller, FindDefinitions find, DeleteDefinitions delete, CancellationToken cancellation) =>
        await find.OneAsync(definitionId, new VersionOptions(VersionKind.Specific, version), cancellation) is { } row
            && await delete.VersionsAsync([row.Id], caller.Author, cancellation) > 0 ? Results.Ok() : Results.NotFound();

    private static JsonObject Saved(DefinitionStored stored, DefinitionView view) => new()
    {
        ["workflowDefinition"] = view.Full(stored.Row),
        ["alreadyPublished"] = stored.AlreadyPublished,
        ["consumingWorkflowCount"] = stored.UpdatedConsumers.Count,
        ["validationErrors"] = new JsonArray([.. stored.Warnings.Select(Warning)]),
    };

    private static JsonObject Warning(DefinitionProblem problem) => new() { ["message"] = $"{problem.Message} {problem.Mend}", ["place"] = problem.Place };

    /// <summary>What a save asks for, beside the definition.</summary>
    private sealed record Wish(bool Publish)
    {
        /// <returns><see langword="null"/> when there is no definition; text that is no JSON is left for the use case to complain about.</returns>
        public static Wish? Of(byte[] body)
        {
            try
            {
                using var json = JsonDocument.Parse(body, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 256 });
                var members = json.RootElement.ValueKind == JsonValueKind.Object
                    ? json.RootElement.EnumerateObject().ToLookup(member => member.Name, member => member.Value.ValueKind, StringComparer.OrdinalIgnoreCase)
                    : null;
                return members is null || members["model"].FirstOrDefault() != JsonValueKind.Object ? null
                    : new Wish(members["publish"].FirstOrDefault() == JsonValueKind.True);
            }
            catch (JsonException)
            {
                return new Wish(false);
            }
        }
    }
}
