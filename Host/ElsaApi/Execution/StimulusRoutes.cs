using StrongCities.Host.ElsaApi.Instances;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Triggers;

namespace StrongCities.Host.ElsaApi.Execution;

/// <summary>Events and finished tasks. As in Elsa, it is no error when nobody waits for them.</summary>
internal static class StimulusRoutes
{
    public static void MapStimuli(this RouteGroupBuilder group)
    {
        group.MapPost("/events/{eventName}/trigger", TriggerAsync);
        group.MapPost("/tasks/{taskId}/complete", CompleteAsync);
    }

    private static Task<IResult> TriggerAsync(
        HttpRequest request, string eventName, PublishEvent publish, InstanceApiOptions options, CancellationToken cancellation) =>
        ElsaBody.WithAsync(request, options.MaxBody, required: true, async body =>
        {
            var happened = new PublishEventRequest(eventName, body.Node("input")?.DeepClone())
            {
                CorrelationId = body.Text("correlationId"),
                InstanceId = body.Text("workflowInstanceId"),
                ActivityInstanceId = body.Text("activityInstanceId"),
            };
            var mode = body.Choice<ExecutionMode>("workflowExecutionMode") ?? ExecutionMode.Asynchronous;
            if (body.Refusal is { } refusal)
            {
                return refusal;
            }

            await (mode == ExecutionMode.Synchronous ? publish.RunAsync(happened, cancellation) : publish.LaterAsync(happened, cancellation));
            return Results.Ok();
        });

    private static Task<IResult> CompleteAsync(
        HttpRequest request, string taskId, CompleteTask complete, InstanceApiOptions options, CancellationToken cancellation) =>
        ElsaBody.WithAsync(request, options.MaxBody, required: true, async body =>
        {
            await complete.RunAsync(taskId, body.Node("result")?.DeepClone(), cancellation);
            return Results.Ok();
        });

    /// <summary>Whether the caller waits for what it sets going.</summary>
    private enum ExecutionMode
    {
        Asynchronous,
        Synchronous,
    }
}
