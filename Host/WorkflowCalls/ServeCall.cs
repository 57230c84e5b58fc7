using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;
using StrongCities.Runtime.Http;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Host.WorkflowCalls;

/// <summary>Serves one HTTP call: resumes the instance that waits for it, or starts the workflow that it triggers.</summary>
internal sealed class ServeCall(
    FindEndpoint find, AdmitCaller admit, StartInstance start, ResumeInstance resume, LiveHttpCalls calls, TimeProvider time,
    IOptions<WorkflowCallOptions> options)
{
    /// <summary>Serves it.</summary>
    /// <param name="http">The call.</param>
    /// <param name="path">Below the base path.</param>
    public async Task RunAsync(HttpContext http, string path)
    {
        if (await find.RunAsync(http.Request, path, http.RequestAborted) is not { } endpoint)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
        }
        else if (endpoint.IsAmbiguous)
        {
            await AmbiguousAsync(http, endpoint);
        }
        else if (await find.SettingsAsync(endpoint, http.RequestAborted) is var settings && !await admit.RunAsync(http, settings))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }
        else if (await ReadAsync(http, endpoint.Route) is { } call)
        {
            await AnswerAsync(http, endpoint, new JsonObject { [HttpCall.Input] = call }, settings);
        }
    }

    private static Task AmbiguousAsync(HttpContext http, FoundEndpoint endpoint)
    {
        http.Response.StatusCode = StatusCodes.Status500InternalServerError;
        object[] workflows = endpoint.Waiting.Count > 0
            ? [.. endpoint.Waiting.Select(row => new { WorkflowInstanceId = row.InstanceId })]
            : [.. endpoint.Triggers.Select(row => new { WorkflowDefinitionId = row.DefinitionId })];
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(JsonSerializer.Serialize(
            new { errorMessage = "The call is ambiguous and matches multiple workflows.", workflows }), http.RequestAborted);
    }

    private async Task<JsonObject?> ReadAsync(HttpContext http, CallRoute route)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = options.Value.MaxBytes;
        }

        try
        {
            return await ReadCall.RunAsync(http.Request, route, options.Value.MaxBytes, http.RequestAborted);
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

    /// <summary>The caller has its answer when the run waits or ends, so that its next call finds whoever waits for it.</summary>
    private async Task AnswerAsync(HttpContext http, FoundEndpoint endpoint, JsonObject input, JsonObject settings)
    {
        var limit = settings["requestTimeout"]?.GetValue<string>() is { } text ? TimeSpan.Parse(text, CultureInfo.InvariantCulture) : Timeout.InfiniteTimeSpan;
        using var late = limit > TimeSpan.Zero ? new CancellationTokenSource(limit, time) : new CancellationTokenSource();
        var call = endpoint.Waiting is [var bookmark]
            ? calls.Begin(bookmark.InstanceId, () => ResumeAsync(bookmark, input, late.Token))
            : Start(http, endpoint.Triggers[0], input, late.Token);
        await Task.WhenAny(call.Run, Task.Delay(Timeout.InfiniteTimeSpan, time, late.Token));
        if (call.Reply.IsCompletedSuccessfully)
        {
            await WriteReply.RunAsync(http.Response, await call.Reply, http.RequestAborted);
            return;
        }

        http.Response.StatusCode = late.IsCancellationRequested ? StatusCodes.Status500InternalServerError : await call.Run switch
        {
            null => StatusCodes.Status404NotFound,
            { SubStatus: WorkflowSubStatus.Faulted } => StatusCodes.Status500InternalServerError,
            _ => StatusCodes.Status200OK,
        };
    }

    private async Task<InstanceState?> ResumeAsync(BookmarkRow bookmark, JsonObject input, CancellationToken abort) =>
        await resume.RunAsync(new ResumeRequest(bookmark.InstanceId, bookmark.Id, input) { Abort = abort }, CancellationToken.None) is Resumed resumed
            ? resumed.State
            : null;

    private LiveHttpCall<InstanceState?> Start(HttpContext http, TriggerRow trigger, JsonObject input, CancellationToken abort)
    {
        var id = Guid.CreateVersion7(time.GetUtcNow()).ToString("n");
        var request = new StartRequest(trigger.DefinitionId, input)
        {
            InstanceId = id,
            CorrelationId = FindEndpoint.CorrelationOf(http.Request),
            DefinitionVersionId = trigger.DefinitionVersionId,
            TriggerActivityId = trigger.ActivityId,
            BypassActivation = true,
            Abort = abort,
        };
        return calls.Begin(id, async () => await start.RunAsync(request, CancellationToken.None) is Started started ? started.State : null);
    }
}
