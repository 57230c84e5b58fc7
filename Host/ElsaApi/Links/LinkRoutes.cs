using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using StrongCities.Engine.Execution;
using StrongCities.Host.ElsaApi.Definitions;
using StrongCities.Host.ElsaApi.Instances;
using StrongCities.Host.Identity;
using StrongCities.Runtime.Instances;

namespace StrongCities.Host.ElsaApi.Links;

/// <summary>
/// Lets a workflow go on by a signed address. Open to everybody: the token is the right. As in Elsa, it is no error to come twice, or when
/// nothing waits any more.
/// </summary>
internal static class LinkRoutes
{
    public static void AddLinks(this IServiceCollection services)
    {
        services.AddOptions<LinkOptions>().BindConfiguration("ElsaApi:Links").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<LinkKey>();
        services.AddSingleton<SignedLinks>();
        services.AddSingleton<IResumeLinks>(provider => provider.GetRequiredService<SignedLinks>());
    }

    public static void MapLinks(this WebApplication app)
    {
        string[] methods = [HttpMethods.Get, HttpMethods.Post];
        app.MapMethods(SignedLinks.EventPath, methods, TriggerAsync).AllowAnonymous().RequireRateLimiting(RequestLimiting.Links);
        app.MapMethods(SignedLinks.BookmarkPath, methods, ResumeAsync).AllowAnonymous().RequireRateLimiting(RequestLimiting.Links);
    }

    private static Task<IResult> TriggerAsync(string? t, SignedLinks links, PublishEvent publish) => string.IsNullOrEmpty(t)
        ? Task.FromResult(ElsaProblem.Field("t", "Query parameter was not found!"))
        : WithAsync(links.ReadEvent(t), async link =>
        {
            // A caller who hangs up does not stop what it set going.
            await publish.RunAsync(new PublishEventRequest(link.Target) { InstanceId = link.InstanceId }, CancellationToken.None);
            return Results.Ok();
        });

    private static Task<IResult> ResumeAsync(
        HttpRequest request, string? t, bool? async, SignedLinks links, ResumeInstance resume, InstanceApiOptions options) =>
        WithAsync(links.ReadBookmark(t), async link =>
        {
            var (input, problem) = HttpMethods.IsPost(request.Method) ? await BodyAsync(request, options.MaxBody) : Query(request);
            if (problem is not null)
            {
                return problem;
            }

            var resumed = new ResumeRequest(link.InstanceId, link.Target, input);
            await (async == true ? resume.LaterAsync(resumed, CancellationToken.None) : resume.RunAsync(resumed, CancellationToken.None));
            return Results.Ok();
        });

    private static Task<IResult> WithAsync(ReadLink link, Func<GoodLink, Task<IResult>> run) => link switch
    {
        GoodLink good => run(good),
        _ => Task.FromResult(ElsaProblem.BadRequest(((BadLink)link).Problem)),
    };

    /// <summary>Reads <c>{"input": {…}}</c>. A plain object is no input, as in Elsa.</summary>
    private static async Task<(JsonObject Input, IResult? Problem)> BodyAsync(HttpRequest request, int limit)
    {
        if (await DefinitionBody.ReadAsync(request.Body, limit, request.HttpContext.RequestAborted) is not { } body)
        {
            return ([], ElsaProblem.Of(StatusCodes.Status413PayloadTooLarge, $"The body has more than {limit} bytes. Send less."));
        }

        return body.Length == 0 ? ([], null)
            : Parse(body) is { } json ? (json["input"]?.DeepClone() as JsonObject ?? [], null)
            : ([], ElsaProblem.BadRequest("Invalid input format. Expected a valid JSON request body."));
    }

    private static (JsonObject Input, IResult? Problem) Query(HttpRequest request) =>
        request.Query["in"].FirstOrDefault() is not { Length: > 0 } text ? ([], null)
        : Parse(Encoding.UTF8.GetBytes(text)) is { } json ? (json, null)
        : ([], ElsaProblem.BadRequest("Invalid input format. Expected a valid JSON string."));

    private static JsonObject? Parse(byte[] json)
    {
        try
        {
            return JsonNode.Parse(json) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
