using System.Globalization;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Host.Overload;

/// <summary>
/// Turns requests away, before anything is done for them, when the host has its hands full or is about to stop: 503 with Retry-After. So
/// everything that was let in is finished, however many stand outside.
/// </summary>
internal static class TurnAway
{
    private static readonly string[] AlwaysServed = ["/health", "/error"];

    public static void AddTurnAway(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<OverloadOptions>().BindConfiguration("Overload").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<HostOptions>().Configure<IOptions<OverloadOptions>>((host, overload) => host.ShutdownTimeout = overload.Value.StopWithin);
    }

    /// <summary>Comes after what serves files, which costs next to nothing, and before everything that costs.</summary>
    public static void UseTurnAway(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<IOptions<OverloadOptions>>().Value;
        var commits = app.Services.GetRequiredService<CommitQueue>();
        var stopping = app.Lifetime.ApplicationStopping;
        var inside = 0;
        app.Use(async (http, next) =>
        {
            if (http.WebSockets.IsWebSocketRequest || AlwaysServed.Any(path => http.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase)))
            {
                await next();
                return;
            }

            try
            {
                if (Interlocked.Increment(ref inside) > options.MaxRequests || commits.IsFull || stopping.IsCancellationRequested)
                {
                    http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                    http.Response.Headers.SayWhen(options.RetryAfter);
                    return;
                }

                await next();
            }
            finally
            {
                Interlocked.Decrement(ref inside);
            }
        });
    }

    /// <summary>Says after what time it may be tried again, in whole seconds.</summary>
    public static void SayWhen(this IHeaderDictionary headers, TimeSpan wait) =>
        headers[HeaderNames.RetryAfter] = Math.Ceiling(wait.TotalSeconds).ToString("F0", CultureInfo.InvariantCulture);
}
