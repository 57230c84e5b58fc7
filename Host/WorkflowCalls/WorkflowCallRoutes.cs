using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using StrongCities.Host.Identity;

namespace StrongCities.Host.WorkflowCalls;

/// <summary>Where workflows are called by HTTP. Open to everybody: an endpoint says itself whom it takes.</summary>
internal static class WorkflowCallRoutes
{
    public static void AddWorkflowCalls(this IServiceCollection services)
    {
        services.AddOptions<WorkflowCallOptions>().BindConfiguration("WorkflowCalls").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<CallRoutes>();
        services.AddSingleton<FindEndpoint>();
        services.AddScoped<AdmitCaller>();
        services.AddScoped<ServeCall>();
    }

    public static void MapWorkflowCalls(this WebApplication app)
    {
        var basePath = app.Services.GetRequiredService<IOptions<WorkflowCallOptions>>().Value.BasePath;
        app.Map(basePath + "/{**path}", async (HttpContext http, ServeCall serve, string? path) =>
        {
            // A workflow's empty answer is its answer: no error page takes its place.
            if (http.Features.Get<Microsoft.AspNetCore.Diagnostics.IStatusCodePagesFeature>() is { } pages)
            {
                pages.Enabled = false;
            }

            await serve.RunAsync(http, path ?? "");
        }).AllowAnonymous().DisableAntiforgery().RequireRateLimiting(RequestLimiting.WorkflowCalls);
    }
}
