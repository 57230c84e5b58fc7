using System.Text.Json.Nodes;
using StrongCities.Host.ElsaApi.Definitions;
using StrongCities.Host.ElsaApi.Instances;
using StrongCities.Runtime;

namespace StrongCities.Host.ElsaApi.Execution;

/// <summary>Pausing what the host does by itself.</summary>
internal static class RuntimeRoutes
{
    private static readonly string Generation = Guid.NewGuid().ToString("n");

    public static void MapRuntime(this RouteGroupBuilder group)
    {
        group.MapGet("/admin/workflow-runtime/status", (RuntimePause pause, RuntimeIdle idle) => Status(pause, idle));
        group.MapPost("/admin/workflow-runtime/pause", (HttpContext http, RuntimePause pause, RuntimeIdle idle, InstanceApiOptions options) =>
            ElsaBody.WithAsync(http.Request, options.MaxBody, required: false, body =>
            {
                var reason = body.Text("reason");
                if (body.Refusal is { } refusal)
                {
                    return Task.FromResult(refusal);
                }

                pause.Begin(http.User.Identity?.Name ?? "somebody", reason);
                return Task.FromResult(Status(pause, idle));
            }));
        group.MapPost("/admin/workflow-runtime/resume", (RuntimePause pause, RuntimeIdle idle) =>
        {
            pause.End();
            return Status(pause, idle);
        });
    }

    private static IResult Status(RuntimePause pause, RuntimeIdle idle)
    {
        var note = pause.Note;
        var state = new JsonObject
        {
            ["reason"] = note is null ? "None" : "AdministrativePause",
            ["isAcceptingNewWork"] = note is null,
            ["generationId"] = Generation,
        };
        InstanceStateView.Optional(state, ("pausedAt", note?.Since), ("pauseReasonText", note?.Reason), ("pauseRequestedBy", note?.By));
        return DefinitionView.Answer(new JsonObject
        {
            ["state"] = state,
            ["sources"] = new JsonArray([.. ((string[])["timers", "triggers", "outbox"]).Select(name =>
                new JsonObject { ["name"] = name, ["state"] = note is null ? "Running" : "Paused" })]),
            ["activeExecutionCycleCount"] = idle.OpenCount,
        });
    }
}
