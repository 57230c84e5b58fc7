using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace StrongCities.Conformance.Targets;

/// <summary>Calls the Elsa API of a server.</summary>
internal sealed class ElsaServer : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private readonly HttpClient http;

    /// <param name="api">The API's address, with a slash at its end.</param>
    /// <param name="key">Sent as <c>Authorization: ApiKey …</c>, or <see langword="null"/>.</param>
    public ElsaServer(Uri api, string? key)
    {
        http = new HttpClient { BaseAddress = api, Timeout = Timeout };
        http.DefaultRequestHeaders.Authorization = key is null ? null : new AuthenticationHeaderValue("ApiKey", key);
    }

    /// <summary>Where workflows' HTTP endpoints are, unless a server is set otherwise.</summary>
    public Uri Workflows => new(http.BaseAddress!, "/workflows");

    /// <summary>Calls and reads the answer.</summary>
    /// <exception cref="CannotRunException">No answer came.</exception>
    public async Task<ServerAnswer> SendAsync(HttpMethod method, string path, JsonNode? body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        }

        try
        {
            using var response = await http.SendAsync(request, cancellation);
            return new ServerAnswer(response.StatusCode, await response.Content.ReadAsStringAsync(cancellation));
        }
        catch (Exception error) when (error is HttpRequestException || (error is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new CannotRunException($"{method} {path} got no answer: {error.Message}", error);
        }
    }

    /// <summary>Calls and takes nothing but success.</summary>
    /// <exception cref="CannotRunException">The answer is another one.</exception>
    public async Task<ServerAnswer> ExpectAsync(HttpMethod method, string path, JsonNode? body, CancellationToken cancellation)
    {
        var answer = await SendAsync(method, path, body, cancellation);
        return answer.IsSuccess ? answer : throw new CannotRunException($"{method} {path} was answered by {(int)answer.Status}: {answer.Text}");
    }

    public Task<ServerAnswer> GetAsync(string path, CancellationToken cancellation) => ExpectAsync(HttpMethod.Get, path, null, cancellation);

    public void Dispose() => http.Dispose();
}

/// <summary>An answer.</summary>
internal sealed record ServerAnswer(HttpStatusCode Status, string Text)
{
    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>The body as JSON; an empty object when it is none.</summary>
    public JsonObject Json
    {
        get
        {
            try
            {
                return JsonNode.Parse(Text) as JsonObject ?? [];
            }
            catch (JsonException)
            {
                return [];
            }
        }
    }

    /// <summary>The members <c>items</c> of a list.</summary>
    public IEnumerable<JsonObject> Items => (Json["items"] as JsonArray ?? []).OfType<JsonObject>();

    /// <summary>What an error says, whichever key it is under.</summary>
    public IEnumerable<string> Errors => Json["errors"] is JsonObject errors
        ? errors.SelectMany(error => (error.Value as JsonArray ?? []).Select(text => text!.ToString())) : [$"{(int)Status} {Text}"];
}
