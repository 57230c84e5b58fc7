using System.ComponentModel.DataAnnotations;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using StrongCities.Host.Overload;

namespace StrongCities.Host.Identity;

/// <summary>How much one caller may send. Section <c>Limits</c>.</summary>
public sealed class RequestLimits
{
    /// <summary>Tries to sign in, per address and minute. Default 20; 1 to 10,000.</summary>
    [Range(1, 10_000)]
    public int SignInsPerMinute { get; set; } = 20;

    /// <summary>Openings of task and sign-in links, per address and minute; mail scanners open many. Default 120; 1 to 100,000.</summary>
    [Range(1, 100_000)]
    public int LinksPerMinute { get; set; } = 120;

    /// <summary>HTTP calls of workflows, per address and minute. Default 600; 1 to 1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int WorkflowCallsPerMinute { get; set; } = 600;

    /// <summary>Calls of the catalogue's API, per address and minute. Default 300; 1 to 1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int CatalogueCallsPerMinute { get; set; } = 300;

    /// <summary>A whole request with all its files, in bytes. Default 64 MB; 1 kB to 1 GB.</summary>
    [Range(1_000, 1_000_000_000)]
    public long RequestBytes { get; set; } = 64_000_000;
}

/// <summary>Applies <see cref="RequestLimits"/>.</summary>
internal static class RequestLimiting
{
    public const string SignIns = "sign-ins";
    public const string Links = "links";
    public const string WorkflowCalls = "workflow-calls";
    public const string Catalogue = "catalogue";

    public static void AddRequestLimits(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<RequestLimits>().BindConfiguration("Limits").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.OnRejected = (rejected, _) =>
            {
                if (rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait))
                {
                    rejected.HttpContext.Response.Headers.SayWhen(wait);
                }

                return ValueTask.CompletedTask;
            };
            options.AddPolicy(SignIns, http => HttpMethods.IsPost(http.Request.Method)
                ? PerAddress(http, limits => limits.SignInsPerMinute)
                : RateLimitPartition.GetNoLimiter("opening"));
            options.AddPolicy(Links, http => PerAddress(http, limits => limits.LinksPerMinute));
            options.AddPolicy(WorkflowCalls, http => PerAddress(http, limits => limits.WorkflowCallsPerMinute));
            options.AddPolicy(Catalogue, http => PerAddress(http, limits => limits.CatalogueCallsPerMinute));
        });
        builder.Services.AddOptions<FormOptions>().Configure<IOptions<RequestLimits>>((form, limits) => form.MultipartBodyLengthLimit = limits.Value.RequestBytes);
        builder.WebHost.ConfigureKestrel((_, kestrel) => kestrel.AddServerHeader = false);
    }

    /// <summary>Turns away a body that says it is too big before a byte of it is read, so that the page can say so.</summary>
    public static void UseRequestLimits(this WebApplication app)
    {
        var most = app.Services.GetRequiredService<IOptions<RequestLimits>>().Value.RequestBytes;
        app.Use((http, next) =>
        {
            if (http.Request.ContentLength > most)
            {
                http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
                http.Response.Headers.Connection = "close";
                // The error page that is shown instead must not read the body either.
                (http.Request.Body, http.Request.ContentType, http.Request.ContentLength) = (Stream.Null, null, 0);
                return Task.CompletedTask;
            }

            if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body)
            {
                body.MaxRequestBodySize = most;
            }

            return next();
        });
    }

    private static RateLimitPartition<string> PerAddress(HttpContext http, Func<RequestLimits, int> permits)
    {
        var limits = http.RequestServices.GetRequiredService<IOptions<RequestLimits>>().Value;
        return RateLimitPartition.GetFixedWindowLimiter($"from {http.Connection.RemoteIpAddress}", _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = permits(limits),
            Window = TimeSpan.FromMinutes(1),
        });
    }
}
