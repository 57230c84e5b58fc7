using System.Text.Json;
using System.Text.Json.Nodes;
using StrongCities.Host.Identity;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.Opportunities.CommonGrants;

namespace StrongCities.Host.CommonGrants;

/// <summary>
/// Our catalogue as an API of CommonGrants 0.4.0, for other hubs and tools: <c>/common-grants/opportunities</c>. Everybody may read it, since it tells what funders
/// published; where a host serves several hubs, <c>?hub=</c> names one.
/// </summary>
internal static class CommonGrantsRoutes
{
    private const int MaxPageSize = 100;

    public static void MapCommonGrants(this WebApplication app)
    {
        var routes = app.MapGroup("/common-grants").AllowAnonymous().RequireRateLimiting(RequestLimiting.Catalogue);
        routes.MapGet("/openapi.json", Document);
        routes.MapGet("/opportunities", ListAsync);
        routes.MapGet("/opportunities/{oppId:guid}", ReadAsync);
        routes.MapPost("/opportunities/search", SearchAsync).DisableAntiforgery();
    }

    private static IResult Document() => Results.Stream(
        typeof(CommonGrantsRoutes).Assembly.GetManifestResourceStream("StrongCities.Host.CommonGrants.openapi.json")!, "application/json");

    private static async Task<IResult> ListAsync(HttpContext http, PublicCatalogue catalogue, TimeProvider clock)
    {
        if (await HubAsync(http, catalogue) is not { } hub)
        {
            return NoHub();
        }

        var query = http.Request.Query;
        return Number(query["page"], 1) is { } page && Number(query["pageSize"], MaxPageSize) is { } size
            ? await AnswerAsync(http, catalogue, clock, hub, new AskedSearch(new PublicQuery { Page = page, PageSize = Math.Min(size, MaxPageSize) }, null, [], []))
            : Refuse(400, "page and pageSize must be whole numbers of one or more.");
    }

    private static async Task<IResult> ReadAsync(HttpContext http, Guid oppId, PublicCatalogue catalogue, TimeProvider clock) =>
        await HubAsync(http, catalogue) is { } hub && await catalogue.GetAsync(hub, oppId, http.RequestAborted) is { } opportunity
            ? Answer(new JsonObject { ["data"] = CommonGrantsWriter.Write(opportunity, clock.GetUtcNow()) })
            : Refuse(404, "There is no such opportunity.");

    private static async Task<IResult> SearchAsync(HttpContext http, PublicCatalogue catalogue, TimeProvider clock)
    {
        if (await HubAsync(http, catalogue) is not { } hub)
        {
            return NoHub();
        }

        try
        {
            using var body = await JsonDocument.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted);
            return await AnswerAsync(http, catalogue, clock, hub, ReadSearch.Of(body.RootElement, MaxPageSize));
        }
        catch (Exception error) when (error is JsonException or FormatException)
        {
            return Refuse(400, error is FormatException ? error.Message : "The body must be JSON.");
        }
    }

    private static IResult NoHub() => Refuse(404, "There is no such hub. Where a host serves several, ?hub= names one by its key.");

    private static async Task<IResult> AnswerAsync(HttpContext http, PublicCatalogue catalogue, TimeProvider clock, Guid hub, AskedSearch asked)
    {
        var query = asked.Query;
        var (items, total) = await catalogue.FindAsync(hub, query, http.RequestAborted);
        var now = clock.GetUtcNow();
        var answer = new JsonObject
        {
            ["items"] = new JsonArray([.. items.Select(opportunity => CommonGrantsWriter.Write(opportunity, now))]),
            ["paginationInfo"] = new JsonObject
            {
                ["page"] = query.Page,
                ["pageSize"] = query.PageSize,
                ["totalItems"] = total,
                ["totalPages"] = (total + query.PageSize - 1) / query.PageSize,
            },
        };
        if (asked.Filters is { } filters)
        {
            answer["sortInfo"] = new JsonObject { ["sortBy"] = query.SortBy, ["sortOrder"] = query.Descending ? "desc" : "asc", ["errors"] = Texts(asked.SortErrors) };
            answer["filterInfo"] = new JsonObject { ["filters"] = filters, ["errors"] = Texts(asked.FilterErrors) };
        }

        return Answer(answer);
    }

    private static Task<Guid?> HubAsync(HttpContext http, PublicCatalogue catalogue) =>
        catalogue.FindHubAsync(http.Request.Query["hub"].ToString() is { Length: > 0 } key ? key : null, http.RequestAborted);

    private static int? Number(string? said, int otherwise) => string.IsNullOrEmpty(said) ? otherwise : int.TryParse(said, out var number) && number > 0 ? number : null;

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);

    private static IResult Answer(JsonObject answer)
    {
        (answer["status"], answer["message"]) = (200, "Success");
        return Results.Json(answer);
    }

    private static IResult Refuse(int status, string message) =>
        Results.Json(new JsonObject { ["status"] = status, ["message"] = message, ["errors"] = new JsonArray() }, statusCode: status);
}
