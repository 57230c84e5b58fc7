using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Host.Tests.ElsaApi;
using StrongCities.Host.Tests.Pages;
using StrongCities.Host.Tests.Runtime;
using StrongCities.Hub.People;
using StrongCities.Runtime.Instances;
using Xunit;

namespace StrongCities.Host.Tests.Editing;

/// <summary>Two people and their windows on one workflow, over HTTP, and the page that tells what happened.</summary>
[Collection(PageTests.Name)]
public sealed class VersionsPageTests(PageHost host) : IAsyncLifetime
{
    private readonly string id = $"d{Guid.NewGuid():N}";
    private Person ana = null!;
    private Person boris = null!;

    private string Editor => $"/designer/definitions/{id}";

    private string Page => $"{Editor}/versions";

    public async ValueTask InitializeAsync() => (ana, boris) = (await host.NewPersonAsync(Roles.Designer, null), await host.NewPersonAsync(Roles.Advisor, null));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Another_person_is_refused_in_Elsas_shape_takes_over_and_the_first_is_refused_then()
    {
        var first = await WindowAsync(ana);
        await first.SaveAsync(Draft("Hers"));
        var other = await WindowAsync(boris);
        var refused = await TrySaveAsync(other, Draft("His"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains($"{ana.Name} has been editing this workflow since", refused.Errors, StringComparison.Ordinal);
        Assert.Contains($"{ana.Name} has been editing since", await host.SignedIn(boris).ReadAsync(Editor), StringComparison.Ordinal);
        Assert.DoesNotContain("has been editing", await host.SignedIn(ana).ReadAsync(Editor), StringComparison.Ordinal);

        var taken = await ActAsync(boris, "TakeOver");
        Assert.Equal(Editor, taken.Headers.Location?.ToString());
        await (await WindowAsync(boris)).SaveAsync(Draft("His"));

        Assert.Contains($"{boris.Name} has been editing", (await TrySaveAsync(first, Draft("Hers again"))).Errors, StringComparison.Ordinal);
        var html = await host.SignedIn(ana).ReadAsync(Page);
        Assert.Contains("took over", html, StringComparison.Ordinal);
        Assert.Contains("kept here", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_window_that_was_open_before_another_saved_does_not_overwrite_it()
    {
        await (await WindowAsync(ana)).SaveAsync(Draft("Old"));
        var (first, second) = (await WindowAsync(ana), await WindowAsync(ana));
        await second.SaveAsync(Draft("Newer"));
        var refused = await TrySaveAsync(first, Draft("Older"));
        Assert.Contains("in another window", refused.Errors, StringComparison.Ordinal);
        await (await WindowAsync(ana)).SaveAsync(Draft("Newest"));
    }

    [Fact]
    public async Task Import_revert_and_restore_are_refused_like_a_save()
    {
        var first = await WindowAsync(ana);
        await first.SaveAsync(Draft("One"), publish: true);
        await first.SaveAsync(Draft("Two"));
        var other = await WindowAsync(boris);

        Assert.Equal(HttpStatusCode.BadRequest, (await other.SendAsync("POST", $"workflow-definitions/{id}/revert/1")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await other.SendAsync("PUT", $"workflow-definitions/{id}/import", Draft("Three"))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await other.UploadAsync("workflow-definitions/import-files", ("a.json", JsonBytes(Draft("Three"))))).Status);
        var html = await (await ActAsync(boris, "Restore", ("change", Change(await host.SignedIn(boris).ReadAsync(Page))))).TextAsync();
        Assert.Contains("has been editing this workflow", html, StringComparison.Ordinal);
        Assert.Contains("Two", (await first.GetAsync($"workflow-definitions/by-definition-id/{id}")).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Running_instances_stay_on_their_version_and_the_page_counts_them()
    {
        var elsa = await WindowAsync(ana);
        await elsa.SaveAsync(Draft("Old"), publish: true);
        var started = await elsa.SendAsync("POST", $"workflow-definitions/{id}/dispatch", new JsonObject());
        var instance = started.Json["workflowInstanceId"]!.GetValue<string>();
        await host.SettleAsync();
        await elsa.SaveAsync(Draft("New"), publish: true);

        var running = await elsa.GetAsync($"workflow-instances/{instance}");
        Assert.Equal(1, running["version"]!.GetValue<int>());
        await elsa.SendAsync("POST", "events/New/trigger", new JsonObject { ["workflowInstanceId"] = instance });
        Assert.Equal("Running", (await elsa.GetAsync($"workflow-instances/{instance}"))["status"]!.GetValue<string>());
        var html = await host.SignedIn(boris).ReadAsync(Page);
        Assert.Matches("Version 1 .*?1 running, 1 in all", Flat(html));
        Assert.Matches("Version 2 .*?0 running, 0 in all", Flat(html));

        await elsa.SendAsync("POST", "events/Old/trigger", new JsonObject { ["workflowInstanceId"] = instance });
        await host.SettleAsync();
        Assert.Equal("Finished", (await elsa.GetAsync($"workflow-instances/{instance}"))["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_page_compares_goes_back_and_restores()
    {
        var elsa = await WindowAsync(ana);
        await elsa.SaveAsync(Draft("Old"), publish: true);
        await elsa.SaveAsync(Draft("New"));

        var html = await host.SignedIn(ana).ReadAsync(Page);
        Assert.Contains("<del>Old</del> <ins>New</ins>", html, StringComparison.Ordinal);
        Assert.Contains("no longer kept", await host.SignedIn(ana).ReadAsync($"{Page}?from=c999999&to=v1"), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.Redirect, (await ActAsync(ana, "Revert", ("version", "1"))).StatusCode);
        Assert.Contains("Old", await LatestAsync(elsa), StringComparison.Ordinal);
        var saved = Regex.Match(Flat(html), "· saved · Version 2.*?name=\"change\" value=\"(\\d+)\"").Groups[1].Value;
        Assert.Equal(HttpStatusCode.Redirect, (await ActAsync(ana, "Restore", ("change", saved))).StatusCode);
        Assert.Contains("New", await LatestAsync(elsa), StringComparison.Ordinal);

        html = await host.SignedIn(ana).ReadAsync(Page);
        Assert.Contains("went back to an earlier version", html, StringComparison.Ordinal);
        Assert.Contains($"restored · Version 2 · State {saved}", Flat(html), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_only_look_gets_no_publish_link_and_no_buttons()
    {
        await (await WindowAsync(ana)).SaveAsync(Draft("Go"));
        var operatorOfHub = await host.NewPersonAsync(Roles.Operator, null);
        var elsa = ElsaClient.Of(host, operatorOfHub);

        foreach (var (client, expected) in new[] { (elsa, false), (ElsaClient.Of(host, boris), true) })
        {
            Assert.Equal(expected, Rels(await client.GetAsync($"workflow-definitions/by-definition-id/{id}")).Contains("publish"));
            Assert.Equal(expected, Rels(await client.GetAsync("workflow-definitions")).Contains("bulk-publish"));
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await TrySaveAsync(elsa, Draft("Stop"))).Status);
        var html = await host.SignedIn(operatorOfHub).ReadAsync(Page);
        Assert.Contains("You may look", html, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"act\"", html, StringComparison.Ordinal);
        Assert.Contains("data-session=\"\"", await host.SignedIn(operatorOfHub).ReadAsync(Editor), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workflow_that_never_was_has_no_page() =>
        Assert.Equal(HttpStatusCode.NotFound, (await host.SignedIn(ana).GetAsync("/designer/definitions/never/versions")).StatusCode);

    /// <summary>Opens the editor and calls the API as its page does.</summary>
    private async Task<ElsaClient> WindowAsync(Person person) =>
        ElsaClient.Of(host, person, Regex.Match(await host.SignedIn(person).ReadAsync(Editor), "data-session=\"([0-9a-f.]+)\"").Groups[1].Value);

    private static Task<Answer> TrySaveAsync(ElsaClient client, JsonObject model) =>
        client.SendAsync("POST", "workflow-definitions", new JsonObject { ["model"] = model, ["publish"] = false });

    private Task<HttpResponseMessage> ActAsync(Person who, string act, params (string Name, string Value)[] fields)
    {
        var typed = fields.ToDictionary(field => field.Name, field => field.Value);
        typed["act"] = act;
        return host.SignedIn(who).SendAsync("/", typed, Page);
    }

    private async Task<string> LatestAsync(ElsaClient elsa) => (await elsa.GetAsync($"workflow-definitions/by-definition-id/{id}"))["root"]!.ToJsonString();

    private JsonObject Draft(string eventName) => Flow.Sequence(id, Flow.Event("wait", eventName));

    private static byte[] JsonBytes(JsonObject json) => System.Text.Encoding.UTF8.GetBytes(json.ToJsonString());

    private static string Change(string html) => Regex.Matches(html, "name=\"change\" value=\"(\\d+)\"").Last().Groups[1].Value;

    private static string Flat(string html) => Regex.Replace(html, "\\s+", " ");

    private static IEnumerable<string> Rels(JsonObject json) => json["links"]!.AsArray().Select(link => link!["rel"]!.GetValue<string>());
}
