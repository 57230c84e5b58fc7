using System.Text.Json.Nodes;
using StrongCities.Host.Identity;
using StrongCities.Hub.Awards.Publish;
using StrongCities.Hub.Opportunities.CommonGrants;

namespace StrongCities.Host.ThreeSixtyGiving;

/// <summary>
/// Awards as open data of 360Giving 1.4: <c>/360giving/grants.json</c>. Everybody may read it, since it holds only what cities released; where a host
/// serves several hubs, <c>?hub=</c> names one.
/// </summary>
internal static class ThreeSixtyRoutes
{
    public static void MapThreeSixtyGiving(this WebApplication app) =>
        app.MapGet("/360giving/grants.json", ReadAsync).AllowAnonymous().RequireRateLimiting(RequestLimiting.Catalogue);

    private static async Task<IResult> ReadAsync(HttpContext http, PublicCatalogue catalogue, PublicAwards awards)
    {
        var key = http.Request.Query["hub"].ToString();
        return await catalogue.FindHubAsync(key.Length > 0 ? key : null, http.RequestAborted) is not { } hub
            ? Refuse("There is no such hub. Where a host serves several, name one: ?hub=key.")
            : await awards.ReadAsync(hub, http.RequestAborted) is { } package ? Results.Json(package) : Refuse("No city of this hub has released an award yet.");
    }

    private static IResult Refuse(string message) => Results.Json(new JsonObject { ["message"] = message }, statusCode: StatusCodes.Status404NotFound);
}
