using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace StrongCities.Host.Practices;

/// <summary>
/// How copies of what is public may be kept: by anybody, but shown only after asking again, since a city can take its release back at any time. A tag says
/// whether the copy is still the newest, so that asking costs little.
/// </summary>
internal static class PublishedAnswer
{
    /// <summary>Marks an answer that is the same for everybody.</summary>
    /// <param name="http">The request.</param>
    /// <param name="fingerprint">Changes with the answer.</param>
    /// <param name="modified">When it last changed, where that is known.</param>
    /// <returns>Whether the caller's copy is the newest, so that nothing need be sent.</returns>
    public static bool IsKnown(this HttpContext http, string fingerprint, DateTimeOffset? modified)
    {
        var headers = http.Response.GetTypedHeaders();
        headers.CacheControl = new CacheControlHeaderValue { Public = true, NoCache = true };
        headers.LastModified = modified;
        return Tagged(http, new EntityTagHeaderValue($"\"{fingerprint}\""));
    }

    /// <summary>Marks a page, which also shows who has signed in: only its reader's browser may keep it.</summary>
    /// <param name="http">The request.</param>
    /// <param name="fingerprint">Changes with what the page shows.</param>
    /// <returns>Whether the browser's copy is the newest.</returns>
    public static bool IsKnownPage(this HttpContext http, string fingerprint)
    {
        // After the form's token has forbidden to keep anything.
        http.Response.OnStarting(() =>
        {
            http.Response.Headers.CacheControl = "private, no-cache";
            http.Response.Headers.Remove(HeaderNames.Pragma);
            return Task.CompletedTask;
        });
        http.Response.Headers.Vary = "Cookie, Accept-Language";
        return Tagged(http, new EntityTagHeaderValue($"\"{fingerprint}\"", isWeak: true));
    }

    private static bool Tagged(HttpContext http, EntityTagHeaderValue tag)
    {
        http.Response.Headers.ETag = new StringValues(tag.ToString());
        return http.Request.GetTypedHeaders().IfNoneMatch is { Count: > 0 } known && known.Any(one => one.Compare(tag, useStrongComparison: false) || one.Equals(EntityTagHeaderValue.Any));
    }
}
