using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;
using StrongCities.Runtime.Http;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Host.WorkflowCalls;

/// <summary>Serves one HTTP call: resumes the instance that waits for it, or starts the workflow that it triggers.</summary>
internal sealed class ServeCall(
    CallRoutes routes, IRuntimeDbFactory databases, StartInstance start, ResumeInstance resume, LiveHttpCalls calls,
    IAuthorizationService authorization, TimeProvider time, IOptions<WorkflowCallOptions> options)
{
    /// <summary>Serves it.</summary>
    /// <param name="http">The call.</param>
    /// <param name="path">Below the base path.</param>
    public async Task RunAsync(HttpContext http, string path)
    {
        var route = await routes.FindAsync(HttpCallPath(path), http.RequestAborted);
        var (waiting, triggers) = await FindAsync(http, HttpCall.Hash(route.Path, http.Request.Method));
        if (waiting.Count + triggers.Count == 0)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
        }
        else if (waiting.Count > 1 || (waiting.Count == 0 && triggers.Count > 1))
        {
            await AmbiguousAsync(http, waiting, triggers);
        }
        else if (await MayAsync(http, triggers) && await ReadAsync(http, route) is { } call)
        {
            await (waiting is [var bookmark]
                ? AnswerAsync(http, bookmark.InstanceId, async () =>
                    await resume.RunAsync(new ResumeRequest(bookmark.InstanceId, bookmark.Id, Input(call)), CancellationToken.None) is Resumed resumed ? resumed.State : null)
                : StartAsync(http, triggers[0], call));
        }
    }

    private static string HttpCallPath(string path) => "/" + path.Trim('/');

    private static JsonObject Input(JsonObject call) => new() { [HttpCall.Input] = call };

    private async Task<(List<BookmarkRow> Waiting, List<TriggerRow> Triggers)> FindAsync(HttpContext http, string hash)
    {
        var correlation = CorrelationOf(http);
        var instance = Named(http, "X-Workflow-Instance-ID", "workflowInstanceId");
        await using var db = databases.Create();
        var waiting = await db.Bookmarks.AsNoTracking()
            .Where(row => row.Hash == hash && (correlation == null || row.CorrelationId == correlation) && (instance == null || row.InstanceId == instance))
            .OrderBy(row => row.Id).Take(100).ToListAsync(http.RequestAborted);
        var triggers = await db.Triggers.AsNoTracking().Where(row => row.Hash == hash).OrderBy(row => row.Id).ToListAsync(http.RequestAborted);
        return (waiting, triggers);
    }

    private static string? CorrelationOf(HttpContext http) => Named(http, "X-Correlation-ID", "correlationId");

    private static string? Named(HttpContext http, string header, string query) =>
        http.Request.Headers[header].FirstOrDefault() is { Length: > 0 } given ? given
        : http.Request.Query[query].FirstOrDefault() is { Length: > 0 } asked ? asked
        : null;

    private static Task AmbiguousAsync(HttpContext http, List<BookmarkRow> waiting, List<TriggerRow> triggers)
    {
        http.Response.StatusCode = StatusCodes.Status500InternalServerError;
        object[] workflows = waiting.Count > 0
            ? [.. waiting.Select(row => new { WorkflowInstanceId = row.InstanceId })]
            : [.. triggers.Select(row => new { WorkflowDefinitionId = row.DefinitionId })];
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(JsonSerializer.Serialize(
            new { errorMessage = "The call is ambiguous and matches multiple workflows.", workflows }), http.RequestAborted);
    }

    private async Task<bool> MayAsync(HttpContext http, List<TriggerRow> triggers)
    {
        var settings = triggers is [{ Payload: { } payload }, ..] ? JsonNode.Parse(payload) : null;
        if (settings?["authorize"]?.GetValue<bool>() != true)
        {
            return true;
        }

        var allowed = http.User.Identity?.IsAuthenticated == true
            && (settings["policy"]?.GetValue<string>() is not { } policy || (await authorization.AuthorizeAsync(http.User, null, policy)).Succeeded);
        if (!allowed)
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }

        return allowed;
    }

    private async Task<JsonObject?> ReadAsync(HttpContext http, CallRoute route)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = options.Value.MaxBytes;
        }

        try
        {
            return await ReadCall.RunAsync(http.Request, route, http.RequestAborted);
        }
        catch (JsonException error)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            await http.Response.WriteAsJsonAsync(new { message = error.Message, path = error.Path, lineNumber = error.LineNumber }, http.RequestAborted);
        }
        catch (Exception error) when (error is BadHttpRequestException or InvalidDataException)
        {
            http.Response.StatusCode = (error as BadHttpRequestException)?.StatusCode ?? StatusCodes.Status400BadRequest;
        }

        return null;
    }

    private Task StartAsync(HttpContext http, TriggerRow trigger, JsonObject call)
    {
        var id = Guid.CreateVersion7(time.GetUtcNow()).ToString("n");
        var request = new StartRequest(trigger.DefinitionId, Input(call))
        {
            InstanceId = id,
            CorrelationId = CorrelationOf(http),
            DefinitionVersionId = trigger.DefinitionVersionId,
            TriggerActivityId = trigger.ActivityId,
            BypassActivation = true,
        };
        return AnswerAsync(http, id, async () => await start.RunAsync(request, CancellationToken.None) is Started started ? started.State : null);
    }

    /// <summary>The caller has its answer as soon as there is one; the run goes on without it.</summary>
    private async Task AnswerAsync(HttpContext http, string instanceId, Func<Task<InstanceState?>> run)
    {
        var call = calls.Begin(instanceId, run);
        await Task.WhenAny(call.Reply, call.Run);
        if (call.Reply.IsCompletedSuccessfully)
        {
            await WriteAsync(http.Response, await call.Reply, http.RequestAborted);
            return;
        }

        http.Response.StatusCode = await call.Run switch
        {
            null => StatusCodes.Status404NotFound,
            { SubStatus: WorkflowSubStatus.Faulted } => StatusCodes.Status500InternalServerError,
            _ => StatusCodes.Status200OK,
        };
    }

    private static async Task WriteAsync(HttpResponse response, HttpReply reply, CancellationToken cancellation)
    {
        response.StatusCode = reply.StatusCode;
        foreach (var (name, values) in reply.Headers)
        {
            response.Headers[name] = values.ToArray();
        }

        response.ContentType = reply.ContentType;
        await response.Body.WriteAsync(reply.Body, cancellation);
    }
}
