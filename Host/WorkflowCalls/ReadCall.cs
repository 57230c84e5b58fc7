using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Primitives;

namespace StrongCities.Host.WorkflowCalls;

/// <summary>Makes the input of a workflow of an HTTP call; see <see cref="Engine.Activities.HttpCall.Input"/>.</summary>
internal static class ReadCall
{
    /// <summary>Reads the whole call.</summary>
    /// <exception cref="JsonException">The body says that it is JSON but does not parse.</exception>
    /// <exception cref="BadHttpRequestException">The body is too long or broken.</exception>
    /// <exception cref="InvalidDataException">The form is too long or broken.</exception>
    public static async Task<JsonObject> RunAsync(HttpRequest request, CallRoute route, int maxBytes, CancellationToken cancellation)
    {
        var (body, files, length) = await BodyAsync(request, maxBytes, cancellation);
        return new JsonObject
        {
            ["Method"] = request.Method,
            ["Path"] = request.Path.Value,
            ["Query"] = Map(request.Query),
            ["Route"] = new JsonObject(route.Values.Where(value => value.Value is not null)
                .Select(value => KeyValuePair.Create(value.Key, (JsonNode?)JsonValue.Create(value.Value!.ToString())))),
            ["Headers"] = Map(request.Headers),
            ["ContentLength"] = length,
            ["Body"] = body,
            ["Files"] = files,
        };
    }

    private static async Task<(JsonNode? Body, JsonArray Files, long Length)> BodyAsync(HttpRequest request, int maxBytes, CancellationToken cancellation)
    {
        if (request.ContentLength > maxBytes)
        {
            throw new BadHttpRequestException("The body is too long.", StatusCodes.Status413PayloadTooLarge);
        }

        if (request.HasFormContentType)
        {
            var form = await request.ReadFormAsync(cancellation);
            var files = new JsonArray();
            foreach (var file in form.Files)
            {
                files.Add(await FileAsync(file, cancellation));
            }

            return (Map(form), files, request.ContentLength ?? form.Files.Sum(file => file.Length));
        }

        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, cancellation);
        var bytes = buffer.ToArray();
        var type = request.ContentType?.Split(';')[0].Trim() ?? "";
        JsonNode? body = bytes.Length == 0 ? null
            : type.EndsWith("json", StringComparison.OrdinalIgnoreCase) ? JsonSerializer.Deserialize<JsonNode>(bytes)
            : IsText(type) ? JsonValue.Create(System.Text.Encoding.UTF8.GetString(bytes))
            : JsonValue.Create(Convert.ToBase64String(bytes));
        return (body, [], bytes.Length);
    }

    private static async Task<JsonObject> FileAsync(IFormFile file, CancellationToken cancellation)
    {
        using var content = new MemoryStream();
        await file.CopyToAsync(content, cancellation);
        return new JsonObject
        {
            ["FileName"] = Path.GetFileName(file.FileName),
            ["ContentType"] = file.ContentType,
            ["Length"] = file.Length,
            ["Content"] = Convert.ToBase64String(content.ToArray()),
        };
    }

    private static bool IsText(string type) => type.Length == 0 || type.StartsWith("text/", StringComparison.OrdinalIgnoreCase)
        || type.EndsWith("xml", StringComparison.OrdinalIgnoreCase);

    /// <summary>A name that comes once has text, one that comes more often a list.</summary>
    private static JsonObject Map(IEnumerable<KeyValuePair<string, StringValues>> pairs) => new(pairs.Select(pair => KeyValuePair.Create(
        pair.Key, pair.Value.Count == 1 ? JsonValue.Create(pair.Value[0]) : (JsonNode?)new JsonArray([.. pair.Value.Select(value => JsonValue.Create(value))]))));
}
