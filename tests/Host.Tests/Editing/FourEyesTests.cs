using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Host.Tests.ElsaApi;
using StrongCities.Host.Tests.Pages;
using StrongCities.Host.Tests.Runtime;
using StrongCities.Hub.People;
using StrongCities.Runtime.Definitions;
using Xunit;

namespace StrongCities.Host.Tests.Editing;

/// <summary>Publishing takes a second person.</summary>
public sealed class FourEyesTests(FourEyesHost host) : IClassFixture<FourEyesHost>, IAsyncLifetime
{
    private readonly string id = $"d{Guid.NewGuid():N}";
    private Person author = null!;
    private Person second = null!;
    private ElsaClient elsa = null!;

    private string Page => $"/designer/definitions/{id}/versions";

    public async ValueTask InitializeAsync()
    {
        (author, second) = (await host.NewPersonAsync(Roles.Designer, null), await host.NewPersonAsync(Roles.Advisor, null));
        elsa = ElsaClient.Of(host, author);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_author_asks_and_a_second_person_publishes_on_our_page(bool byTheSave)
    {
        if (!byTheSave)
        {
            await elsa.SaveAsync(Draft());
        }

        var refused = byTheSave ? await SaveAsync(elsa, Draft(), publish: true) : await elsa.SendAsync("POST", $"workflow-definitions/{id}/publish");
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("awaits a second person", refused.Errors, StringComparison.Ordinal);
        Assert.False(await IsPublishedAsync());
        Assert.Contains("awaits a second person", await host.SignedIn(author).ReadAsync($"/designer/definitions/{id}"), StringComparison.Ordinal);

        // The author cannot do it there either.
        await ActAsync(author, "Publish");
        Assert.False(await IsPublishedAsync());

        var answer = await ActAsync(second, "Publish");
        Assert.Equal($"{Page}?done=Published", answer.Headers.Location?.ToString());
        Assert.True(await IsPublishedAsync());
        var html = await host.SignedIn(author).ReadAsync(Page);
        Assert.Contains("asked for publication", html, StringComparison.Ordinal);
        Assert.Contains(second.Name, html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_person_publishes_in_Studio_too_and_its_last_save_does_not_make_them_an_author()
    {
        await elsa.SaveAsync(Draft());
        Assert.Equal(HttpStatusCode.OK, (await SaveAsync(ElsaClient.Of(host, second), Draft(), publish: true)).Status);
        Assert.True(await IsPublishedAsync());
    }

    [Fact]
    public async Task A_second_person_declines_with_a_reason_that_the_author_reads()
    {
        await SaveAsync(elsa, Draft(), publish: true);
        Assert.Equal(HttpStatusCode.OK, (await ActAsync(second, "Decline", ("reason", " "))).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await ActAsync(second, "Decline", ("reason", "The mayor is asked twice."))).StatusCode);

        Assert.Contains("The mayor is asked twice.", await host.SignedIn(author).ReadAsync($"/designer/definitions/{id}"), StringComparison.Ordinal);
        Assert.False(await IsPublishedAsync());
    }

    [Fact]
    public async Task What_is_published_is_what_was_looked_at()
    {
        await SaveAsync(elsa, Draft(), publish: true);
        var looked = await LookedAsync(second);
        await elsa.SaveAsync(Draft("Other"));

        var answer = await ActAsync(second, "Publish", ("looked", looked));

        Assert.Contains("changed since you looked", await answer.TextAsync(), StringComparison.Ordinal);
        Assert.False(await IsPublishedAsync());
    }

    [Fact]
    public async Task A_save_after_the_request_takes_it_back()
    {
        await SaveAsync(elsa, Draft(), publish: true);
        await elsa.SaveAsync(Draft("Other"));
        Assert.DoesNotContain("awaits a second person", await host.SignedIn(second).ReadAsync(Page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_at_once_are_no_way_round_it()
    {
        await elsa.SaveAsync(Draft());
        var answer = await elsa.SendAsync("POST", "bulk-actions/publish/workflow-definitions/by-definition-ids", new JsonObject { ["definitionIds"] = new JsonArray(id) });

        Assert.Empty(answer.Json["published"]!.AsArray());
        Assert.Contains("second person", answer.Json["warnings"]![id]!.ToJsonString(), StringComparison.Ordinal);
        Assert.False(await IsPublishedAsync());
    }

    [Fact]
    public async Task A_program_publishes_alone_and_is_on_record()
    {
        var client = host.NewBrowser().Client;
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("ApiKey", FourEyesHost.Key);
        Assert.Equal(HttpStatusCode.OK, (await SaveAsync(new ElsaClient(client), Draft(), publish: true)).Status);
        Assert.True(await IsPublishedAsync());
        Assert.Contains("<strong>pipeline</strong>", await host.SignedIn(second).ReadAsync(Page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Findings_that_stop_publishing_stop_a_second_person_too()
    {
        var draft = Draft();
        draft["inputs"] = new JsonArray(new JsonObject { ["name"] = "A", ["type"] = "String" }, new JsonObject { ["name"] = "A", ["type"] = "String" });
        await elsa.SaveAsync(draft);

        Assert.Contains("defined more than once: A", await host.SignedIn(second).ReadAsync(Page), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await ActAsync(second, "Publish")).StatusCode);
        Assert.False(await IsPublishedAsync());
    }

    private JsonObject Draft(string eventName = "Go") => Flow.Sequence(id, Flow.Event(id, eventName));

    private static Task<Answer> SaveAsync(ElsaClient client, JsonObject model, bool publish) =>
        client.SendAsync("POST", "workflow-definitions", new JsonObject { ["model"] = model, ["publish"] = publish });

    private Task<HttpResponseMessage> ActAsync(Person who, string act, params (string Name, string Value)[] fields)
    {
        var typed = fields.ToDictionary(field => field.Name, field => field.Value);
        typed["act"] = act;
        return host.SignedIn(who).SendAsync("/", typed, Page);
    }

    private async Task<string> LookedAsync(Person who) =>
        System.Text.RegularExpressions.Regex.Match(await host.SignedIn(who).ReadAsync(Page), "name=\"looked\" value=\"([0-9a-f]+)\"").Groups[1].Value;

    private async Task<bool> IsPublishedAsync() =>
        await host.Services.GetRequiredService<FindDefinitions>().OneAsync(id, VersionOptions.Published, default) is not null;
}
