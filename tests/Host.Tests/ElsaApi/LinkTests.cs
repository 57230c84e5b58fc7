using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Engine.Execution;
using StrongCities.Host.Tests.Pages;
using StrongCities.Host.Tests.Runtime;
using StrongCities.Runtime;
using Xunit;

namespace StrongCities.Host.Tests.ElsaApi;

/// <summary>Addresses by which somebody without an account lets a workflow go on.</summary>
[Collection(PageTests.Name)]
public sealed class LinkTests(PageHost host) : IAsyncLifetime
{
    private readonly string id = $"l{Guid.NewGuid():N}";
    private ElsaClient elsa = null!;

    private IResumeLinks Links => host.Services.GetRequiredService<IResumeLinks>();

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public async ValueTask InitializeAsync() => elsa = await ElsaClient.OfAsync(host);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task A_script_makes_an_address_that_publishes_its_event_to_its_instance_only(string method)
    {
        var line = Script("line", $"createEventTriggerUrl('{id}', '1.00:00:00')");
        await elsa.SaveAsync(Flow.Sequence(id, line, Flow.Event("e", id)), publish: true);
        var (mine, other) = (await StartAsync(), await StartAsync());
        var records = await elsa.GetAsync($"activity-executions/list?workflowInstanceId={mine["id"]}&activityNodeId=Workflow1%3Aroot%3Aline");
        var address = new Uri((string)records["items"]![0]!["activityState"]!["Text"]!);

        Assert.Equal((HttpStatusCode.OK, ""), await CallAsync(method, address.PathAndQuery));
        Assert.Equal((HttpStatusCode.OK, ""), await CallAsync(method, address.PathAndQuery));

        Assert.Equal(("Finished", "Suspended"), (await SubStatusAsync(mine), await SubStatusAsync(other)));
    }

    [Theory]
    [InlineData("GET", "", null)]
    [InlineData("GET", "&in=%7B%22x%22%3A5%7D", null)]
    [InlineData("POST", "", "")]
    [InlineData("POST", "", """{"input":{"x":7}}""")]
    [InlineData("POST", "", """{"x":9}""")]
    [InlineData("POST", "&async=true", """{"input":{"x":7}}""")]
    public async Task An_address_resumes_its_bookmark(string method, string query, string? body)
    {
        await elsa.SaveAsync(Flow.Sequence(id, Flow.Event("e", id)), publish: true);
        var state = await StartAsync();

        Assert.Equal((HttpStatusCode.OK, ""), await CallAsync(method, Bookmark(state) + query, body));
        await host.SettleAsync();

        Assert.Equal("Finished", await SubStatusAsync(state));
    }

    [Theory]
    [InlineData("GET", "&in=zz", null, "Expected a valid JSON string.")]
    [InlineData("POST", "", "{bad", "Expected a valid JSON request body.")]
    public async Task Bad_input_is_refused_and_the_bookmark_survives(string method, string query, string? body, string problem)
    {
        await elsa.SaveAsync(Flow.Sequence(id, Flow.Event("e", id)), publish: true);
        var state = await StartAsync();

        var (status, text) = await CallAsync(method, Bookmark(state) + query, body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(problem, text, StringComparison.Ordinal);
        Assert.Equal("Suspended", await SubStatusAsync(state));
    }

    [Fact]
    public async Task A_token_that_is_forged_expired_or_made_for_something_else_is_refused_in_one_shape()
    {
        await elsa.SaveAsync(Flow.Sequence(id, Flow.Event("e", id)), publish: true);
        var state = await StartAsync();
        var good = Bookmark(state);
        var (instance, bookmark) = ((string)state["id"]!, (string)state["bookmarks"]![0]!["id"]!);
        var expired = new Uri(Links.ToBookmark(instance, bookmark, Now, Now.AddMinutes(-1))).PathAndQuery;
        var otherwise = new Uri(Links.ToEvent(instance, bookmark, Now, null)).PathAndQuery.Replace("events/trigger", "bookmarks/resume", StringComparison.Ordinal);
        var forged = $"{good.Split("?t=")[0]}?t={Base64Url(good, (text) => text.Replace(bookmark, $"{bookmark[..^1]}x", StringComparison.Ordinal))}";
        foreach (var path in (string[])[expired, otherwise, forged, good[..^1], $"{good}A", good.Split("?t=")[0], "/elsa/api/bookmarks/resume?t=abc", "/elsa/api/events/trigger?t=%F0%9F"])
        {
            var (status, text) = await CallAsync("GET", path);
            Assert.True(status == HttpStatusCode.BadRequest, $"{path}: {status}");
            Assert.Contains("oken", (string)JsonNode.Parse(text)!["errors"]!["generalErrors"]![0]!, StringComparison.Ordinal);
        }

        Assert.NotNull(JsonNode.Parse((await CallAsync("GET", "/elsa/api/events/trigger")).Text)!["errors"]!["t"]);
        Assert.Equal("Suspended", await SubStatusAsync(state));
    }

    [Fact]
    public void The_same_address_comes_of_the_same_burst()
    {
        Assert.Equal(Links.ToEvent("i", "E", Now.Date, null), Links.ToEvent("i", "E", Now.Date, null));
        Assert.NotEqual(Links.ToEvent("i", "E", Now.Date, null), Links.ToEvent("j", "E", Now.Date, null));
    }

    private static string Base64Url(string address, Func<string, string> change)
    {
        var token = address.Split("?t=")[1].Split('.');
        var text = Encoding.UTF8.GetString(Convert.FromBase64String(token[0].Replace('-', '+').Replace('_', '/').PadRight((token[0].Length + 3) / 4 * 4, '=')));
        return $"{Convert.ToBase64String(Encoding.UTF8.GetBytes(change(text))).TrimEnd('=').Replace('+', '-').Replace('/', '_')}.{token[1]}";
    }

    private static JsonObject Script(string activityId, string script)
    {
        var step = Flow.Step(activityId, "Elsa.WriteLine");
        step["text"] = new JsonObject { ["typeName"] = "String", ["expression"] = new JsonObject { ["type"] = "JavaScript", ["value"] = script } };
        return step;
    }

    private string Bookmark(JsonNode state) =>
        new Uri(Links.ToBookmark((string)state["id"]!, (string)state["bookmarks"]![0]!["id"]!, Now, null)).PathAndQuery;

    private async Task<JsonNode> StartAsync() => (await elsa.SendAsync("POST", $"workflow-definitions/{id}/execute", new JsonObject())).Json["workflowState"]!;

    private async Task<string> SubStatusAsync(JsonNode state) => (string)(await elsa.GetAsync($"workflow-instances/{state["id"]}/execution-state"))["subStatus"]!;

    private async Task<(HttpStatusCode Status, string Text)> CallAsync(string method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        using var answer = await host.NewBrowser().Client.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
