using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Host.WorkflowCalls;

/// <summary>Whom a call meets: instances that wait for it, else definitions that it starts.</summary>
/// <param name="Route">Under which path.</param>
/// <param name="Waiting">Bookmarks of endpoints in mid-flow.</param>
/// <param name="Triggers">Endpoints that start an instance.</param>
internal sealed record FoundEndpoint(CallRoute Route, IReadOnlyList<BookmarkRow> Waiting, IReadOnlyList<TriggerRow> Triggers)
{
    /// <summary>Whether it is not clear who is called.</summary>
    public bool IsAmbiguous => Waiting.Count > 1 || (Waiting.Count == 0 && Triggers.Count > 1);
}

/// <summary>Finds the endpoint that a call means, and what that says of its callers.</summary>
internal sealed class FindEndpoint(CallRoutes routes, IRuntimeDbFactory databases)
{
    // So many are as ambiguous as more.
    private const int MostWaiting = 100;

    /// <summary>The correlation id that a caller gave.</summary>
    public static string? CorrelationOf(HttpRequest request) => Named(request, "X-Correlation-ID", "correlationId");

    /// <summary>Finds it.</summary>
    /// <param name="request">The call.</param>
    /// <param name="path">Below the base path.</param>
    /// <param name="cancellation">The caller has gone.</param>
    /// <returns>The endpoint, or <see langword="null"/> when there is none.</returns>
    public async Task<FoundEndpoint?> RunAsync(HttpRequest request, string path, CancellationToken cancellation)
    {
        var correlation = CorrelationOf(request);
        var instance = Named(request, "X-Workflow-Instance-ID", "workflowInstanceId");
        var candidates = await routes.FindAsync("/" + path.Trim('/'), cancellation);
        await using var db = databases.Create();
        foreach (var route in candidates)
        {
            var hash = HttpCall.Hash(route.Path, request.Method);
            var waiting = await db.Bookmarks.AsNoTracking()
                .Where(row => row.Hash == hash && (correlation == null || row.CorrelationId == correlation) && (instance == null || row.InstanceId == instance))
                .OrderBy(row => row.Sequence).ThenBy(row => row.Id).Take(MostWaiting).ToListAsync(cancellation);
            var triggers = await db.Triggers.AsNoTracking().Where(row => row.Hash == hash).OrderBy(row => row.Id).ToListAsync(cancellation);
            if (waiting.Count + triggers.Count > 0)
            {
                return new FoundEndpoint(route, waiting, triggers);
            }
        }

        return null;
    }

    /// <summary>What an unambiguous endpoint says of its callers: <c>{authorize, policy, requestTimeout, requestSizeLimit}</c>.</summary>
    public async Task<JsonObject> SettingsAsync(FoundEndpoint endpoint, CancellationToken cancellation)
    {
        if (endpoint.Waiting is not [var bookmark])
        {
            return JsonNode.Parse(endpoint.Triggers[0].Payload!)!.AsObject();
        }

        await using var db = databases.Create();
        var state = await db.Instances.Where(row => row.Id == bookmark.InstanceId).Select(row => row.State).FirstOrDefaultAsync(cancellation);
        // Gone meanwhile: resuming it will find nothing.
        return state is not null && InstanceState.FromUtf8(state).Bookmarks.FirstOrDefault(waiting => waiting.Id == bookmark.Id)?.Payload is JsonObject payload
            ? payload
            : [];
    }

    private static string? Named(HttpRequest request, string header, string query) =>
        request.Headers[header].FirstOrDefault() is { Length: > 0 } given ? given
        : request.Query[query].FirstOrDefault() is { Length: > 0 } asked ? asked
        : null;
}
