using System.Net;
using System.Text.Json.Nodes;

namespace StrongCities.Runtime.Http;

/// <summary>Makes the next request of a redirect, as browsers do it.</summary>
internal static class Redirect
{
    /// <summary>Makes it.</summary>
    /// <param name="from">Where the request went.</param>
    /// <param name="response">What came of it.</param>
    /// <param name="arguments">What was sent; see <see cref="Engine.Activities.HttpAnswer.SendQuestion"/>.</param>
    /// <returns>
    /// What to send next, or <see langword="null"/> when the response is no redirect, or one that leaves https. What another host gets has none
    /// of the author's headers and no authorization, and does not get them back when the way leads home.
    /// </returns>
    public static JsonObject? Follow(Uri from, HttpResponseMessage response, JsonObject arguments)
    {
        if (response.StatusCode is not (HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
                or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect)
            || response.Headers.Location is not { } location
            || !Uri.TryCreate(from, location, out var to)
            || (to.Scheme != Uri.UriSchemeHttps && to.Scheme != from.Scheme))
        {
            return null;
        }

        var next = arguments.DeepClone().AsObject();
        next["Url"] = to.AbsoluteUri;
        if (BecomesGet(response.StatusCode, arguments["Method"]!.GetValue<string>()))
        {
            next["Method"] = "GET";
            next["Content"] = null;
        }

        if (!string.Equals(from.GetLeftPart(UriPartial.Authority), to.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase))
        {
            next["Authorization"] = null;
            next["RequestHeaders"] = null;
        }

        return next;
    }

    private static bool BecomesGet(HttpStatusCode status, string method) => status switch
    {
        HttpStatusCode.SeeOther => method is not ("GET" or "HEAD"),
        HttpStatusCode.MovedPermanently or HttpStatusCode.Found => method == "POST",
        _ => false,
    };
}
