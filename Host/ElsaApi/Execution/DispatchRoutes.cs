using StrongCities.Host.ElsaApi.Instances;
using StrongCities.Runtime.Definitions;
using StrongCities.Runtime.Instances;

namespace StrongCities.Host.ElsaApi.Execution;

/// <summary>Starts workflows in the background.</summary>
internal static class DispatchRoutes
{
    public static void MapDispatch(this RouteGroupBuilder group)
    {
        group.MapPost("/workflow-definitions/{definitionId}/dispatch", DispatchAsync);
        group.MapPost("/workflow-definitions/{definitionId}/bulk-dispatch", BulkAsync);
    }

    private static Task<IResult> DispatchAsync(
        HttpRequest request, string definitionId, FindDefinitions find, DispatchInstances dispatch, InstanceApiOptions options, CancellationToken cancellation) =>
        ElsaBody.WithAsync(request, options.MaxBody, required: true, body => StartBody.WithAsync(
            body, definitionId, find, atOnce: false, async start => Results.Ok(new { WorkflowInstanceId = (await dispatch.RunAsync(start, 1, cancellation))[0] }), cancellation));

    private static Task<IResult> BulkAsync(
        HttpRequest request, string definitionId, FindDefinitions find, DispatchInstances dispatch, InstanceApiOptions options, CancellationToken cancellation) =>
        ElsaBody.WithAsync(request, options.MaxBody, required: true, body =>
        {
            var count = body.Number("count") ?? 1;
            if (count < 1 || count > options.MaxBulk)
            {
                body.Refuse("count", $"Dispatch 1 to {options.MaxBulk} at once.");
            }

            return StartBody.WithAsync(
                body, definitionId, find, atOnce: false, async start => Results.Ok(new { WorkflowInstanceIds = await dispatch.RunAsync(start, count, cancellation) }), cancellation);
        });
}
