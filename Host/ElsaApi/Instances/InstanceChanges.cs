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
        group.MapPost("/cancel/workflow-instances/{id}", CancelAsync);
        group.MapPost("/bulk-actions/cancel/workflow-instances", BulkCancelAsync);
        group.MapDelete("/workflow-instances/{id}", DeleteAsync);
        group.MapPost("/bulk-actions/delete/workflow-instances/by-id", BulkDeleteAsync);
    }

    private static async Task<IResult> CancelAsync(
        string id, CallingAuthor caller, CancelInstance cancel, FindInstances find, RunActs acts, CancellationToken cancellation)
    {
        if (await find.OneAsync(id, cancellation) is not null && await cancel.RunAsync(new CancelRequest(id), cancellation) is InstanceCancelled)
        {
            acts.Cancelled(caller.Author, id);
        }

        return Results.Ok();
    }

    private static async Task<IResult> DeleteAsync(
        string id, CallingAuthor caller, DeleteInstances delete, FindInstances find, RunActs acts, CancellationToken cancellation)
    {
        if (await find.OneAsync(id, cancellation) is null || await delete.RunAsync(new InstanceFilter { Ids = [id] }, cancellation) == 0)
        {
            return Results.NotFound();
        }

        acts.Deleted(caller.Author, id);
        return Results.NoContent();
    }

    private static Task<IResult> BulkCancelAsync(
        HttpRequest request, CallingAuthor caller, CancelInstance cancel, FindInstances find, FindDefinitions definitions, RunActs acts, InstanceApiOptions options, CancellationToken cancellation) =>
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
                    if (await cancel.RunAsync(new CancelRequest(id), cancellation) is InstanceCancelled)
                    {
                        cancelled++;
                        acts.Cancelled(caller.Author, id);
                    }
                }

                return Results.Ok(new { Cancelled = cancelled });
            }));

    private static Task<IResult> BulkDeleteAsync(
        HttpRequest request, CallingAuthor caller, DeleteInstances delete, FindInstances find, RunActs acts, InstanceApiOptions options, CancellationToken cancellation) =>
        ElsaBody.WithAsync(request, options.MaxBody, required: true, async body =>
        {
            var filter = InstanceFilters.Read(body);
            if (body.Refusal is { } refusal)
            {
                return refusal;
            }

            if (filter.IsEmpty)
            {
                return ElsaProblem.BadRequest("No filter given: that would delete every instance. Send a JSON object whose ids lists at least one id, or another filter.");
            }

            var ids = await find.IdsAsync(filter, int.MaxValue, cancellation);
            var deleted = await delete.RunAsync(new InstanceFilter { Ids = ids }, cancellation);
            foreach (var id in ids)
            {
                acts.Deleted(caller.Author, id);
            }

            return Results.Ok(new { Deleted = deleted });
        });
}
