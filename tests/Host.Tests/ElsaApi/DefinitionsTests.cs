using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Engine.Activities;
using StrongCities.Host.Tests.Pages;
using StrongCities.Host.Tests.Runtime;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Definitions;
using StrongCities.Runtime.Instances;
using Xunit;

namespace StrongCities.Host.Tests.ElsaApi;

[Collection(PageTests.Name)]
public sealed class DefinitionsTests(PageHost host) : IAsyncLifetime
{
    private readonly string id = $"d{Guid.NewGuid():N}";
    private ElsaClient elsa = null!;

    public async ValueTask InitializeAsync() => elsa = await ElsaClient.OfAsync(host);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_draft_changes_in_place_until_it_is_published_and_then_the_next_number_begins()
    {
        var first = await elsa.SaveAsync(Waiting());
        var again = await elsa.SaveAsync(Waiting("Other"));
        var published = await elsa.SaveAsync(Waiting("Other"), publish: true);
        var next = await elsa.SaveAsync(Waiting("Third"));

        Assert.Equal(Text(first, "id"), Text(again, "id"));
        Assert.Equal(Text(first, "id"), Text(published, "id"));
        Assert.Equal((1, true, true), Standing(published));
        Assert.Equal((2, true, false), Standing(next));
        Assert.Equal((1, false, true), Standing(await elsa.GetAsync($"workflow-definitions/by-definition-id/{id}?versionOptions=Published")));
    }

    [Fact]
    public async Task A_draft_that_changed_in_place_runs_as_it_is_now()
    {
        var graphs = host.Services.GetRequiredService<DefinitionGraphs>();
        var find = host.Services.GetRequiredService<FindDefinitions>();
        await elsa.SaveAsync(Waiting("Old"));
        var draft = (await find.OneAsync(id, VersionOptions.Latest, default))!;
        var before = await graphs.FindAsync(draft.Id, default);
        Assert.Same(before, await graphs.FindAsync(draft.Id, default));

        await elsa.SaveAsync(Waiting("New"), publish: true);

        var after = await graphs.FindPublishedAsync(id, default);
        Assert.Contains("New", after!.Definition.Source.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_that_instances_run_on_is_never_changed_even_when_retracted()
    {
        await elsa.SaveAsync(Waiting(), publish: true);
        await host.Services.GetRequiredService<StartInstance>().RunAsync(new StartRequest(id, []), default);
        await elsa.SendAsync("POST", $"workflow-definitions/{id}/retract");

        var saved = await elsa.SaveAsync(Waiting("Other"));

        Assert.Equal((2, true, false), Standing(saved));
    }

    [Fact]
    public async Task Deleting_a_definition_takes_its_instances_along_and_deleting_the_newest_version_makes_the_one_before_it_latest()
    {
        await elsa.SaveAsync(Waiting(), publish: true);
        await host.Services.GetRequiredService<StartInstance>().RunAsync(new StartRequest(id, []), default);
        var draft = await elsa.SaveAsync(Waiting("Other"));

        Assert.Equal(HttpStatusCode.NoContent, (await elsa.SendAsync("DELETE", $"workflow-definition-versions/{Text(draft, "id")}")).Status);
        Assert.Equal((1, true, true), Standing(await elsa.GetAsync($"workflow-definitions/{id}")));
        Assert.Equal((1, 1), (Count("Instances"), Count("Bookmarks")));
        Assert.Equal(HttpStatusCode.NoContent, (await elsa.SendAsync("DELETE", $"workflow-definitions/{id}")).Status);

        Assert.Equal((0, 0), (Count("Instances"), Count("Bookmarks")));
        Assert.Equal(HttpStatusCode.NotFound, (await elsa.SendAsync("DELETE", $"workflow-definitions/{id}")).Status);

        int Count(string table)
        {
            using var db = host.Services.GetRequiredService<HubDbFactory>().Create(null);
            var instances = db.Instances.Where(instance => instance.DefinitionId == id).Select(instance => instance.Id).ToList();
            return table == "Instances" ? instances.Count : db.Bookmarks.Count(bookmark => bookmark.ActivityId == id);
        }
    }

    [Fact]
    public async Task An_import_never_publishes_and_never_believes_the_row_id_in_the_file()
    {
        var victim = await elsa.SaveAsync(Waiting(), publish: true);
        var thief = Waiting();
        (thief["definitionId"], thief["id"], thief["isPublished"], thief["version"]) = (id + "-thief", Text(victim, "id"), true, 9);

        var imported = await elsa.SendAsync("POST", "workflow-definitions/import", thief);

        Assert.Equal(HttpStatusCode.OK, imported.Status);
        Assert.Equal((1, true, false), Standing(imported.Json.AsObject()));
        Assert.NotEqual(Text(victim, "id"), Text(imported.Json.AsObject(), "id"));
        Assert.Equal(id, Text(await elsa.GetAsync($"workflow-definitions/by-id/{Text(victim, "id")}"), "definitionId"));
    }

    [Fact]
    public async Task An_import_of_files_is_all_or_nothing()
    {
        var good = Waiting();
        var twins = Waiting();
        twins["definitionId"] = id + "-twins";
        twins["root"]!["activities"] = new JsonArray(Flow.Event("same", "A"), Flow.Event("same", "B"));

        var refused = await elsa.UploadAsync("workflow-definitions/import-files", ("both.zip", Zip(("a.json", good), ("b.json", twins))));
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("share the id 'same'", refused.Errors, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await elsa.SendAsync("GET", $"workflow-definitions/{id}")).Status);

        twins["root"]!["activities"] = new JsonArray(Flow.Event("one", "A"));
        var list = Encoding.UTF8.GetBytes(new JsonArray(good.DeepClone(), twins.DeepClone()).ToJsonString());
        var done = await elsa.UploadAsync("workflow-definitions/import-files?flowchartMode=tokenbased", ("list.json", list));
        Assert.Equal((HttpStatusCode.OK, 2), (done.Status, done.Json["count"]!.GetValue<int>()));
        Assert.Equal(FlowchartMode.TokenBased, (await host.Services.GetRequiredService<FindDefinitions>().OneAsync(id, VersionOptions.Latest, default))!.FlowchartMode);
    }

    [Theory]
    [InlineData("""{"model":{"root":{"id":"r","activities":[]}}}""", "activity type property")]
    [InlineData("""{"model":{"root":"x"}}""", "root")]
    [InlineData("""{"model":{"root":{"type":"Elsa.Sequence","activities":[{"id":"a","type":"Elsa.WriteLine"},{"id":"a","type":"Elsa.WriteLine"}]}}}""", "share the id 'a'")]
    [InlineData("""{"model":{"inputs":[{"name":"A"},{"name":"A"}]},"publish":true}""", "The following inputs are defined more than once: A")]
    [InlineData("""{"model": {""", "not valid JSON")]
    [InlineData("{}", "model")]
    public async Task What_cannot_be_saved_is_refused_with_words_and_not_with_a_crash(string body, string words)
    {
        var answer = await elsa.SendAsync("POST", "workflow-definitions", new StringContent(body, Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("application/problem+json", answer.Headers.ContentType!.MediaType);
        Assert.Contains(words, answer.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bulk-actions/delete/workflow-definitions/by-definition-id")]
    [InlineData("bulk-actions/delete/workflow-definitions/by-id")]
    [InlineData("bulk-actions/publish/workflow-definitions/by-definition-ids")]
    [InlineData("bulk-actions/retract/workflow-definitions/by-definition-ids")]
    public async Task A_bulk_action_without_ids_is_refused(string path)
    {
        Assert.Equal(HttpStatusCode.BadRequest, (await elsa.SendAsync("POST", path, new JsonObject())).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await elsa.SendAsync("POST", path, new JsonObject { ["ids"] = new JsonArray(), ["definitionIds"] = new JsonArray() })).Status);
    }

    [Theory]
    [InlineData("?versionOptions=zzz")]
    [InlineData("?page=abc")]
    [InlineData("?pageSize=0")]
    [InlineData("?orderBy=9")]
    public async Task A_query_that_means_nothing_is_refused(string query) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await elsa.SendAsync("GET", "workflow-definitions" + query)).Status);

    [Fact]
    public async Task Lists_search_sort_and_page_as_Studio_asks()
    {
        foreach (var letter in (string[])["b", "a", "c"])
        {
            var model = Waiting();
            (model["definitionId"], model["name"]) = ($"{id}-{letter}", $"100%_{id} {letter}");
            await elsa.SaveAsync(model);
        }

        var page = await elsa.GetAsync($"workflow-definitions?versionOptions=Latest&Page=1&PageSize=2&SearchTerm=100%25_{id}&IsSystem=False&OrderBy=Name&OrderDirection=Descending");

        Assert.Equal(3, page["totalCount"]!.GetValue<int>());
        Assert.Equal([$"{id}-a"], page["items"]!.AsArray().Select(item => Text(item!.AsObject(), "definitionId")));
        Assert.Contains(page["links"]!.AsArray(), link => (string?)link!["rel"] == "bulk-publish");
    }

    [Fact]
    public async Task Publishing_moves_those_that_use_it_where_it_asks_for_that()
    {
        // A window that has seen nothing of what uses it.
        var window = ElsaClient.Of(host, await host.DesignerAsync(), "window.0");
        await window.SaveAsync(Child(auto: true), publish: true);
        var parent = Waiting();
        parent["definitionId"] = id + "-parent";
        parent["root"]!["activities"] = new JsonArray(new JsonObject
        {
            ["id"] = "x", ["type"] = "Child", ["version"] = 1, ["workflowDefinitionId"] = id, ["workflowDefinitionVersionId"] = "old",
        });
        await elsa.SaveAsync(parent, publish: true);

        var answer = await window.SendAsync("POST", "workflow-definitions", new JsonObject { ["model"] = Child(auto: true), ["publish"] = true });

        Assert.Equal(1, answer.Json["consumingWorkflowCount"]!.GetValue<int>());
        var moved = await elsa.GetAsync($"workflow-definitions/{id}-parent");
        Assert.Equal((2, true, true), Standing(moved));
        Assert.Equal(Text(answer.Json["workflowDefinition"]!.AsObject(), "id"), (string?)moved["root"]!["activities"]![0]!["workflowDefinitionVersionId"]);

        await window.SaveAsync(Child(auto: false), publish: true);
        Assert.Equal((2, true, true), Standing(await elsa.GetAsync($"workflow-definitions/{id}-parent")));
    }

    [Fact]
    public async Task What_Studio_does_not_know_survives_its_saving()
    {
        var model = Waiting();
        model["x-ours"] = new JsonObject { ["a"] = 1 };
        await elsa.SendAsync("POST", "workflow-definitions/import", model);

        var saved = await elsa.SaveAsync(Waiting("Other"));

        Assert.Equal(1, saved["x-ours"]!["a"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_published_trigger_is_indexed_and_a_retracted_one_is_not()
    {
        var model = Waiting($"go-{id}");
        model["root"]!["activities"]![0]!["customProperties"] = new JsonObject { ["canStartWorkflow"] = true };
        await elsa.SaveAsync(model, publish: true);
        Assert.Equal(1, Triggers());

        await elsa.SaveAsync(Waiting());
        var retracted = await elsa.SendAsync("POST", $"workflow-definitions/{id}/retract");

        Assert.Equal((HttpStatusCode.OK, 0), (retracted.Status, Triggers()));

        int Triggers()
        {
            using var db = host.Services.GetRequiredService<HubDbFactory>().Create(null);
            return db.Triggers.Count(trigger => trigger.DefinitionId == id);
        }
    }

    private JsonObject Waiting(string eventName = "Go") => Flow.Sequence(id, Flow.Event(id, eventName));

    private JsonObject Child(bool auto)
    {
        var child = Waiting();
        child["options"] = new JsonObject { ["usableAsActivity"] = true, ["autoUpdateConsumingWorkflows"] = auto };
        return child;
    }

    private static (int Version, bool IsLatest, bool IsPublished) Standing(JsonObject definition) =>
        (definition["version"]!.GetValue<int>(), definition["isLatest"]!.GetValue<bool>(), definition["isPublished"]!.GetValue<bool>());

    private static string? Text(JsonObject json, string member) => (string?)json[member];

    private static byte[] Zip(params (string Name, JsonObject Json)[] entries)
    {
        using var content = new MemoryStream();
        using (var archive = new ZipArchive(content, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, json) in entries)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(json.ToJsonString()));
            }
        }

        return content.ToArray();
    }
}
