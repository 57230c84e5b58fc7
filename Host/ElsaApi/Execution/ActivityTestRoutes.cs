using System.Text.Json.Nodes;
using StrongCities.Host.ElsaApi.Definitions;
using StrongCities.Host.ElsaApi.Instances;
using StrongCities.Runtime.Definitions;

namespace StrongCities.Host.ElsaApi.Execution;

/// <summary>Tries one activity of a definition by itself. Nothing of it is kept or leaves the host.</summary>
internal static class ActivityTestRoutes
{
    public static void MapActivityTests(this RouteGroupBuilder group) => group.MapPost("/tests/activities", TryAsync);

    private static Task<IResult> TryAsync(HttpRequest request, FindDefinitions find, TryActivity tryActivity, InstanceApiOptions options, CancellationToken cancellation) =>
        ElsaBody.WithAsync(request, options.MaxBody, required: true, async body =>
        {
            var definition = ElsaBody.Of(body.Object("workflowDefinitionHandle") ?? []);
            var activity = ElsaBody.Of(body.Object("activityHandle") ?? []);
            if ((body.Refusal ?? definition.Refusal) is { } refusal)
            {
                return refusal;
            }

            return await DefinitionAnswers.WithVersionAsync(definition.Text("versionOptions"), VersionOptions.Latest, async version =>
            {
                var row = definition.Text("definitionVersionId") is { } versionId ? await find.ByIdAsync(versionId, cancellation)
                    : await find.OneAsync(definition.Text("definitionId") ?? "", version, cancellation);
                if (row is null)
                {
                    return ElsaProblem.BadRequest("Workflow definition not found.");
                }

                var wanted = activity.Text("activityId") ?? activity.Text("activityNodeId")?.Split(':')[^1] ?? "";
                if (await tryActivity.RunAsync(row, wanted, cancellation) is not { } record)
                {
                    return ElsaProblem.BadRequest($"Activity {wanted} not found in the definition.");
                }

                var json = new JsonObject
                {
                    ["activityState"] = record.ActivityState?.DeepClone() ?? new JsonObject(),
                    ["outputs"] = record.Outputs?.DeepClone() ?? new JsonObject(),
                    ["payload"] = record.Payload?.DeepClone() ?? new JsonObject(),
                    ["status"] = record.Status.ToString(),
                };
                InstanceStateView.Optional(
                    json, ("exception", record.Exception is { } failure ? InstanceStateView.Exception(failure.Type, failure.Message, failure.Detail) : null));
                return DefinitionView.Answer(json);
            });
        });
}
