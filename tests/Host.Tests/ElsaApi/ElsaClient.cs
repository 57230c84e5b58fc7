using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using StrongCities.Host.Tests.Pages;
using StrongCities.Hub.People;
using Xunit;

namespace StrongCities.Host.Tests.ElsaApi;

/// <summary>Calls the Elsa API as the designer's page does, signed in as somebody who may design.</summary>
public sealed class ElsaClient(HttpClient http)
{
    private const string Base = "/elsa/api/";

    /// <summary>Always the same person of a host, so that no test keeps another from a draft.</summary>
    public static async Task<ElsaClient> OfAsync(PageHost host) => Of(host, await host.DesignerAsync());

    /// <summary>A window of somebody's; with a session, as the editor's page has one.</summary>
    public static ElsaClient Of(PageHost host, Person person, string? session = null)
    {
        var browser = host.SignedIn(person);
        browser.Client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        if (session is not null)
        {
            browser.Client.DefaultRequestHeaders.Add("X-Editing-Session", session);
        }

        return new ElsaClient(browser.Client);
    }

    public async Task<Answer> SendAsync(string method, string path, JsonNode? body = null) =>
        await SendAsync(method, path, body is null ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"));

    public async Task<Answer> SendAsync(string method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path.StartsWith('/') ? path : Base + path) { Content = content };
        using var response = await http.SendAsync(request);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        return new Answer(response.StatusCode, bytes, response.Content.Headers, response.Headers.Location);
    }

    public Task<Answer> UploadAsync(string path, params (string Name, byte[] Content)[] files)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, content) in files)
        {
            form.Add(new ByteArrayContent(content), "files", name);
        }

        return SendAsync("POST", path, files.Length == 0 ? new MultipartFormDataContent { { new StringContent(""), "nothing" } } : form);
    }

    public async Task<JsonObject> SaveAsync(JsonObject model, bool publish = false)
    {
        var answer = await SendAsync("POST", "workflow-definitions", new JsonObject { ["model"] = model.DeepClone(), ["publish"] = publish });
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return answer.Json["workflowDefinition"]!.AsObject();
    }

    public async Task<JsonObject> GetAsync(string path)
    {
        var answer = await SendAsync("GET", path);
        Assert.True(answer.Status == HttpStatusCode.OK, $"{path}: {answer.Status} {answer.Text}");
        return answer.Json.AsObject();
    }
}

public sealed record Answer(HttpStatusCode Status, byte[] Bytes, HttpContentHeaders Headers, Uri? Location)
{
    public string Text => Encoding.UTF8.GetString(Bytes);

    public JsonNode Json => JsonNode.Parse(Bytes)!;

    public string Errors => string.Join(" ", Json["errors"]!.AsObject().SelectMany(error => error.Value!.AsArray()).Select(text => text!.GetValue<string>()));
}
