using Microsoft.AspNetCore.Authorization;

namespace StrongCities.Host.ElsaApi;

/// <summary>
/// Who may only look gets the routes that only look. That is what a route's method says, unless it says otherwise: Studio asks for some lists
/// by POST, and runs a workflow by GET too.
/// </summary>
internal static class Looking
{
    /// <summary>Name of the policy for routes that change something.</summary>
    public const string ChangePolicy = "elsa-api-change";

    /// <summary>Although it is a POST, it changes nothing.</summary>
    public static void OnlyLooks(this RouteHandlerBuilder route) => route.WithMetadata(new Mark(Changes: false));

    /// <summary>Although it is a GET, it changes something.</summary>
    public static void ChangesThings(this RouteHandlerBuilder route) => route.WithMetadata(new Mark(Changes: true));

    /// <summary>Asks for <see cref="ChangePolicy"/> on every route of a group that changes something.</summary>
    public static void KeepViewersFromChanging(this RouteGroupBuilder group) => ((IEndpointConventionBuilder)group).Finally(route =>
    {
        var methods = route.Metadata.OfType<IHttpMethodMetadata>().SelectMany(method => method.HttpMethods);
        if (route.Metadata.OfType<Mark>().LastOrDefault()?.Changes ?? !methods.All(method => HttpMethods.IsGet(method)))
        {
            route.Metadata.Add(new AuthorizeAttribute(ChangePolicy));
        }
    });

    private sealed record Mark(bool Changes);
}
