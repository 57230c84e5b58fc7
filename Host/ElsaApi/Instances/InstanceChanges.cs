using StrongCities.Engine.Execution;
using StrongCities.Host.ElsaApi.Definitions;
using StrongCities.Runtime.Definitions;
using StrongCities.Runtime.Instances;

namespace StrongCities.Host.ElsaApi.Instances;

/// <summary>Cancelling and deleting instances. As in Elsa, cancelling what is not there is no error.</summary>
internal static class InstanceChanges
{
    public static void MapInstanceChanges(this RouteGroupBuilder group)
    {
        group.MapPost("/cancel/workflow-instances/{id}", async (string id, CancelInstance cancel, FindInstances find, CancellationToken cancellation) =>
        {
            if (await find.OneAsync(id, cancellation) is not null)
            {
                await cancel.RunAsync(new CancelRequest(id), cancellation);
            }

            return Results.Ok();
        });
        group.MapPost("/bulk-actions/cancel/workflow-instances", BulkCancelAsync);
        group.MapDelete("/workflow-instances/{id}", async (string id, DeleteInstances delete, FindInstances find, CancellationToken cancellation) =>
            await find.OneAsync(id, cancellation) is not null && await delete.RunAsync(new InstanceFilter { Ids = [id] }, cancellation) > 0 ? Results.NoContent() : Results.NotFound());
        group.MapPost("/bulk-actions/delete/workflow-instances/by-id", BulkDeleteAsync);
    }

    private static Task<IResult> BulkCancelAsync(
        HttpRequest request, CancelInstance cancel, FindInstances find, FindDefinitions definitions, InstanceApiOptions options, CancellationToken cancellation) =>
        ElsaBody.WithAsync(request, options.MaxBody, required: true, body => DefinitionAnswers.WithVersionAsync(
            body.Text("versionOptions"), VersionOptions.All, async version =>
            {
                var filter = InstanceFilters.Read(body);
                if (body.Text("definitionId") is { } definitionId && version != VersionOptions.All)
                {
                    var row = await definitions.OneAsync(definitionId, version, cancellation);
                    filter = filter with { DefinitionVersionIds = [.. filter.DefinitionVersionIds, row?.Id ?? ""] };
                }

                if (body.Refusal is { } refusal)
                {
                    return refusal;
                }

                var cancelled = 0;
                foreach (var id in filter.IsEmpty ? [] : await find.IdsAsync(filter with { Statuses = [WorkflowStatus.Running] }, options.MaxBulk, cancellation))
                {
                    cancelled += await cancel.RunAsync(new CancelRequest(id), cancellation) is InstanceCancelled ? 1 : 0;
                }

                return Results.Ok(new { Cancelled = cancelled });
            }));

    private static Task<IResult> BulkDeleteAsync(HttpRequest request, DeleteInstances delete, FindInstances find, InstanceApiOptions options, CancellationToken cancellation) =>
        ElsaBody.WithAsync(request, options.MaxBody, required: true, async body =>
        {
            var filter = InstanceFilters.Read(body);
            return body.Refusal
                ?? (filter.IsEmpty
                    ? ElsaProblem.BadRequest("No filter given: that would delete every instance. Send a JSON object whose ids lists at least one id, or another filter.")
                    : Results.Ok(new { Deleted = await delete.RunAsync(new InstanceFilter { Ids = await find.IdsAsync(filter, int.MaxValue, cancellation) }, cancellation) }));
        });
}
