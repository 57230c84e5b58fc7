using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace StrongCities.Runtime.Http;

/// <summary>Makes a request of what an activity asked for.</summary>
internal static class RequestContent
{
    /// <summary>Makes one.</summary>
    /// <exception cref="InvalidOperationException">Content or headers cannot be sent; the message says why.</exception>
    public static HttpRequestMessage Build(string requestId, JsonObject arguments, int maxBytes)
    {
        var request = new HttpRequestMessage(new HttpMethod(Text(arguments["Method"])), Text(arguments["Url"])) { Content = Content(arguments, maxBytes) };
        foreach (var (name, value) in arguments["RequestHeaders"] as JsonObject ?? [])
        {
            var values = value is JsonArray list ? list.Select(Text) : [Text(value)];
            if (!request.Headers.TryAddWithoutValidation(name, values) && request.Content?.Headers.TryAddWithoutValidation(name, values) != true)
            {
                throw new InvalidOperationException($"The header '{name}' cannot be sent with this request.");
            }
        }

        Authorize(request, arguments);
        // The same after a crash, so that a server that knows the header does it once.
        if (!request.Headers.Contains("Idempotency-Key"))
        {
            request.Headers.Add("Idempotency-Key", requestId);
        }

        return request;
    }

    private static void Authorize(HttpRequestMessage request, JsonObject arguments)
    {
        if (Text(arguments["Authorization"]) is not { Length: > 0 } authorization)
        {
            return;
        }

        if (arguments["DisableAuthorizationHeaderValidation"]?.GetValue<bool>() == true)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }
        else if (AuthenticationHeaderValue.TryParse(authorization, out var parsed))
        {
            request.Headers.Authorization = parsed;
        }
        else
        {
            throw new InvalidOperationException("The authorization is no valid header value. Write a scheme and what belongs to it, such as: Bearer abc.");
        }
    }

    /// <summary>As in Elsa, nothing is sent without a content type.</summary>
    private static ByteArrayContent? Content(JsonObject arguments, int maxBytes)
    {
        var type = Text(arguments["ContentType"]);
        if (arguments["Content"] is not { } content || type.Length == 0)
        {
            return null;
        }

        if (!MediaTypeHeaderValue.TryParse(type, out var parsed))
        {
            throw new InvalidOperationException($"'{type}' is no content type. Write one such as application/json.");
        }

        var bytes = Encoding.UTF8.GetBytes(
            parsed.MediaType == "application/x-www-form-urlencoded" && content is JsonObject form ? Form(form)
            : Text(content));
        return bytes.Length <= maxBytes
            ? new ByteArrayContent(bytes) { Headers = { ContentType = parsed } }
            : throw new InvalidOperationException(
                $"The content is {bytes.Length} bytes long; {maxBytes} are allowed here. Whoever runs the host can raise Runtime:Http:MaxRequestBytes.");
    }

    private static string Form(JsonObject form) => string.Join('&', form.SelectMany(
        field => field.Value is JsonArray list ? list.Select(item => (field.Key, Value: Text(item))) : [(field.Key, Value: Text(field.Value))],
        (_, pair) => $"{Encode(pair.Key)}={Encode(pair.Value)}"));

    private static string Encode(string text) => Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal);

    private static string Text(JsonNode? node) => node switch
    {
        null => "",
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        _ => node.ToJsonString(),
    };
}
