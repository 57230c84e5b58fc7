using Microsoft.Net.Http.Headers;

namespace StrongCities.Host.Identity;

/// <summary>The headers that every answer carries; a route may have set a stricter one of its own.</summary>
internal static class SecurityHeaders
{
    /// <summary>No script, style or picture from elsewhere, nothing inline; Bootstrap's own pictures are data addresses in its style sheet.</summary>
    public const string Policy = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    public static void UseSecurityHeaders(this WebApplication app) => app.Use((http, next) =>
    {
        http.Response.OnStarting(() =>
        {
            var headers = http.Response.Headers;
            headers.TryAdd(HeaderNames.ContentSecurityPolicy, Policy);
            headers.TryAdd(HeaderNames.XContentTypeOptions, "nosniff");
            headers.TryAdd("Referrer-Policy", "no-referrer");
            headers.TryAdd("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
            if (!http.Response.Headers.ContainsKey(HeaderNames.ETag))
            {
                // Antiforgery says "no-cache, no-store" itself; files with an ETag may be kept.
                headers.CacheControl = "no-store";
            }

            return Task.CompletedTask;
        });
        return next();
    });

    /// <summary>Keeps a page out of search engines.</summary>
    public static void KeepUnlisted(this HttpResponse response) => response.Headers["X-Robots-Tag"] = "noindex, nofollow";
}
