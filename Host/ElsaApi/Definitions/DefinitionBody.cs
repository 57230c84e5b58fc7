using System.Text.Json;

namespace StrongCities.Host.ElsaApi.Definitions;

/// <summary>Bodies, read whole but no further than the limit.</summary>
internal static class DefinitionBody
{
    /// <summary>Reads a JSON body and goes on with it.</summary>
    public static async Task<IResult> WithJsonAsync(HttpRequest request, int limit, Func<byte[], Task<IResult>> run)
    {
        if (!request.HasJsonContentType())
        {
            return Results.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        }

        return await ReadAsync(request.Body, limit, request.HttpContext.RequestAborted) is { } body
            ? await run(body)
            : ElsaProblem.Of(StatusCodes.Status413PayloadTooLarge, $"The body has more than {limit} bytes. Split it, or raise ElsaApi:Definitions:MaxBody.");
    }

    /// <summary>Reads a list of ids out of a JSON body such as <c>{"ids": [...]}</c>; an empty or missing list is refused by the caller.</summary>
    public static Task<IResult> WithIdsAsync(HttpRequest request, int limit, string member, Func<IReadOnlyList<string>?, Task<IResult>> run) =>
        WithJsonAsync(request, limit, body =>
        {
            try
            {
                using var json = JsonDocument.Parse(body);
                var list = json.RootElement.ValueKind == JsonValueKind.Object
                    ? json.RootElement.EnumerateObject().FirstOrDefault(item => string.Equals(item.Name, member, StringComparison.OrdinalIgnoreCase)).Value
                    : default;
                return run(list.ValueKind == JsonValueKind.Array
                    ? [.. list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)]
                    : null);
            }
            catch (JsonException error)
            {
                return Task.FromResult(ElsaProblem.BadRequest($"The body is not JSON: {error.Message}"));
            }
        });

    /// <summary>Reads all of a stream.</summary>
    /// <returns><see langword="null"/> when there is more than the limit.</returns>
    public static async Task<byte[]?> ReadAsync(Stream stream, int limit, CancellationToken cancellation)
    {
        using var content = new MemoryStream();
        var buffer = new byte[81920];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellation)) > 0)
        {
            await content.WriteAsync(buffer.AsMemory(0, read), cancellation);
            if (content.Length > limit)
            {
                return null;
            }
        }

        return content.ToArray();
    }
}
