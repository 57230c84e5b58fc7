using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using StrongCities.Engine.Activities;

namespace StrongCities.Runtime.Http;

/// <summary>Makes an answer of a response.</summary>
internal static class ResponseContent
{
    /// <summary>Reads it.</summary>
    /// <exception cref="InvalidOperationException">It is too long, or not what its content type says; the message says which.</exception>
    public static async Task<JsonObject> ReadAsync(HttpResponseMessage response, bool asFile, int maxBytes, CancellationToken cancellation)
    {
        var bytes = await ReadAsync(response.Content, maxBytes, cancellation);
        var headers = new JsonObject(response.Headers.Select(header =>
            KeyValuePair.Create(header.Key, (JsonNode?)new JsonArray([.. header.Value.Select(value => JsonValue.Create(value))]))));
        return HttpAnswer.Responded((int)response.StatusCode, headers, asFile ? File(response, bytes) : Parse(response.Content, bytes));
    }

    private static async Task<byte[]> ReadAsync(HttpContent content, int maxBytes, CancellationToken cancellation)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellation);
        using var read = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (var count = await stream.ReadAsync(buffer, cancellation); count > 0; count = await stream.ReadAsync(buffer, cancellation))
        {
            if (read.Length + count > maxBytes)
            {
                throw new InvalidOperationException(
                    $"The response is longer than the {maxBytes} bytes allowed here. Whoever runs the host can raise Runtime:Http:MaxResponseBytes.");
            }

            await read.WriteAsync(buffer.AsMemory(0, count), cancellation);
        }

        return read.ToArray();
    }

    private static JsonNode? Parse(HttpContent content, byte[] bytes)
    {
        var type = content.Headers.ContentType?.MediaType ?? "";
        if (bytes.Length == 0)
        {
            return null;
        }

        if (type.EndsWith("json", StringComparison.OrdinalIgnoreCase))
        {
            try
            {
                return JsonNode.Parse(bytes);
            }
            catch (JsonException error)
            {
                throw new InvalidOperationException($"The response says that it is JSON but does not parse: {error.Message}", error);
            }
        }

        return IsText(type) ? JsonValue.Create(Encoding(content).GetString(bytes)) : JsonValue.Create(Convert.ToBase64String(bytes));
    }

    private static JsonObject File(HttpResponseMessage response, byte[] bytes)
    {
        var name = response.Content.Headers.ContentDisposition?.FileNameStar ?? response.Content.Headers.ContentDisposition?.FileName?.Trim('"')
            ?? Path.GetFileName(response.RequestMessage?.RequestUri?.LocalPath);
        return new JsonObject
        {
            ["FileName"] = string.IsNullOrEmpty(name) ? "download" : Path.GetFileName(name),
            ["ContentType"] = response.Content.Headers.ContentType?.ToString() ?? "application/octet-stream",
            ["Length"] = bytes.Length,
            ["Content"] = Convert.ToBase64String(bytes),
        };
    }

    private static bool IsText(string type) => type.Length == 0 || type.StartsWith("text/", StringComparison.OrdinalIgnoreCase)
        || type.EndsWith("xml", StringComparison.OrdinalIgnoreCase) || type.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);

    private static Encoding Encoding(HttpContent content)
    {
        try
        {
            return System.Text.Encoding.GetEncoding(content.Headers.ContentType?.CharSet?.Trim('"') ?? "utf-8");
        }
        catch (ArgumentException)
        {
            return System.Text.Encoding.UTF8;
        }
    }
}
