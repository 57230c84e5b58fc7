using System.Text.Json.Nodes;
using StrongCities.Engine.Activities;
using StrongCities.Host.ElsaApi.Definitions;
using StrongCities.Runtime.Definitions;
using StrongCities.Runtime.Instances;

namespace StrongCities.Host.ElsaApi.Execution;

/// <summary>Reads how a workflow is to be started.</summary>
internal static class StartBody
{
    /// <summary>Finds the version and goes on with the request to start it; <c>atOnce</c> when it is started now and says itself that there is none.</summary>
    public static Task<IResult> WithAsync(
        ElsaBody body, string definitionId, FindDefinitions find, bool atOnce, Func<StartRequest, Task<IResult>> run, CancellationToken cancellation)
    {
        if (body.Node("versionOptions") is JsonObject)
        {
            return Task.FromResult(ElsaProblem.BadRequest("Invalid request body. versionOptions is text, such as Latest, Published or a number."));
        }

        return DefinitionAnswers.WithVersionAsync(body.Text("versionOptions"), VersionOptions.Published, async version =>
        {
            var request = new StartRequest(definitionId, body.Object("input") ?? [])
            {
                InstanceId = body.Text("instanceId") ?? body.Text("workflowInstanceId"),
                CorrelationId = body.Text("correlationId"),
                Name = body.Text("name"),
                TriggerActivityId = body.Text("triggerActivityId"),
                Variables = body.Object("variables") ?? [],
                FlowchartMode = body.Choice<FlowchartMode>("flowchartMode"),
            };
            if (body.Refusal is { } refusal)
            {
                return refusal;
            }

            // Who starts at once finds the published version itself, without reading the whole of it.
            return atOnce && version == VersionOptions.Published
                ? await run(request)
                : await find.OneAsync(definitionId, version, cancellation) is { } row
                    ? await run(request with { DefinitionVersionId = row.Id })
                    : Results.NotFound();
        });
    }
}
