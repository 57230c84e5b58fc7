using System.Text.Json.Nodes;
using StrongCities.Engine.Execution;
using StrongCities.Host.ElsaApi.Definitions;
using StrongCities.Host.ElsaApi.Instances;
using StrongCities.Host.WorkflowCalls;
using StrongCities.Runtime.Definitions;
using StrongCities.Runtime.Http;
using StrongCities.Runtime.Instances;

namespace StrongCities.Host.ElsaApi.Execution;

/// <summary>
/// Runs a workflow until it waits or ends, and answers with its state. As in Elsa, a fault is status 500 with the same body, and a workflow
/// that writes an HTTP response answers the caller itself.
/// </summary>
internal static class ExecuteRoutes
{
    private const string InstanceHeader = "x-elsa-workflow-instance-id";
    private const string RefusedHeader = "x-elsa-workflow-cannot-start";

    public static void MapExecute(this RouteGroupBuilder group)
    {
        group.MapPost("/workflow-definitions/{definitionId}/execute", (HttpContext http, string definitionId, InstanceApiOptions options, ExecuteServices services) =>
            ElsaBody.WithAsync(http.Request, options.MaxBody, required: false, body => RunAsync(http, body, definitionId, services)));
        group.MapGet("/workflow-definitions/{definitionId}/execute", (HttpContext http, string definitionId, ExecuteServices services) =>
            RunAsync(http, ElsaBody.Of(http.Request.Query), definitionId, services)).ChangesThings();
    }

    private static Task<IResult> RunAsync(HttpContext http, ElsaBody body, string definitionId, ExecuteServices services) =>
        StartBody.WithAsync(body, definitionId, services.Definitions, atOnce: true, async request =>
        {
            // A caller who hangs up does not stop what it started.
            var id = request.InstanceId ?? Guid.CreateVersion7(services.Time.GetUtcNow()).ToString("n");
            var call = services.Calls.Begin(id, () => services.Start.RunAsync(request with { InstanceId = id }, CancellationToken.None));
            await Task.WhenAny(call.Reply, call.Run);
            if (call.Reply.IsCompletedSuccessfully)
            {
                WriteHeaders(http.Response, id, isRefused: false);
                return new WorkflowAnswer(await call.Reply);
            }

            var result = await call.Run;
            WriteHeaders(http.Response, (result as Started)?.State.Id, result is ActivationRefused);
            return result switch
            {
                Started { State: var state } => await AnswerAsync(http, state, services),
                ActivationRefused refused => Results.Ok(new { Message = $"Not started: another instance runs, and the activation strategy is {refused.Strategy}." }),
                DefinitionNotFound => Results.NotFound(),
                _ => ElsaProblem.Of(StatusCodes.Status409Conflict, $"There is an instance {request.InstanceId} already. Leave out instanceId to get a new one."),
            };
        }, http.RequestAborted);

    private static async Task<IResult> AnswerAsync(HttpContext http, InstanceState state, ExecuteServices services) => DefinitionView.Answer(
        new JsonObject { ["workflowState"] = await services.View.StateAsync(state, http.RequestAborted) },
        state.SubStatus == WorkflowSubStatus.Faulted ? StatusCodes.Status500InternalServerError : StatusCodes.Status200OK);

    private static void WriteHeaders(HttpResponse response, string? instanceId, bool isRefused)
    {
        response.Headers[RefusedHeader] = isRefused ? "True" : "False";
        response.Headers[InstanceHeader] = instanceId;
        response.Headers.AccessControlExposeHeaders = $"{InstanceHeader}, {RefusedHeader}";
    }

    /// <summary>What running needs.</summary>
    internal sealed record ExecuteServices(
        StartInstance Start, FindDefinitions Definitions, InstanceStateView View, LiveHttpCalls Calls, TimeProvider Time);

    /// <summary>The workflow's answer in place of ours.</summary>
    private sealed class WorkflowAnswer(HttpReply reply) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => WriteReply.RunAsync(httpContext.Response, reply, httpContext.RequestAborted);
    }
}
