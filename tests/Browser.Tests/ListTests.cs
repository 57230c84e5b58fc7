using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Xunit;

namespace StrongCities.Browser.Tests;

/// <summary>What Studio's lists offer beside opening: a run is cancelled, a file goes out and comes back, a type that nobody here knows is shown.</summary>
public sealed class ListTests(Chromium chromium)
{
    private const string Waits = "Waits for word";

    [Fact]
    public async Task A_run_that_waits_is_cancelled_from_the_list()
    {
        await using var host = await HostProcess.StartAsync();
        var studio = await Studio.OpenAsync(chromium, host);
        await studio.PublishAsync(Definition("waits", Waits, Waiting()));
        await studio.Page.GotoAsync("/designer/definitions/waits");
        await studio.Node("Event1").WaitForAsync();
        var run = await studio.RunAsync();
        await studio.ShowsAsync("Suspended");

        await studio.Page.GotoAsync("/designer/instances");
        await studio.ChooseAsync(Waits, "Cancel");
        await studio.Page.Locator(".mud-dialog").GetByRole(AriaRole.Button, new() { Name = "Yes" }).ClickAsync();
        await studio.Row(Waits).GetByText("Cancelled").WaitForAsync();
        await studio.PictureAsync("cancelled");
        Assert.Matches($"Person [0-9a-f-]{{36}} cancelled run {run}", host.Output);
        Assert.Empty(studio.Wrong);
    }

    [Fact]
    public async Task A_run_ends_before_the_eyes_of_whoever_looks_at_it()
    {
        await using var host = await HostProcess.StartAsync();
        var studio = await Studio.OpenAsync(chromium, host);
        var sockets = new List<string>();
        studio.Page.WebSocket += (_, socket) => sockets.Add(socket.Url);
        await studio.PublishAsync(Definition("waits", Waits, Waiting()));
        await studio.Page.GotoAsync("/designer/definitions/waits");
        await studio.Node("Event1").WaitForAsync();
        await studio.RunAsync();
        await studio.ShowsAsync("Suspended");

        Assert.Equal(200, await studio.Page.EvaluateAsync<int>(
            "async () => (await fetch('/elsa/api/events/Never/trigger', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' })).status"));
        await studio.ShowsAsync("Finished");
        Assert.All(sockets, socket => Assert.StartsWith($"ws://{host.Address.Authority}/", socket, StringComparison.Ordinal));
        Assert.Contains(sockets, socket => socket.Contains("/elsa/hubs/workflow-instance", StringComparison.Ordinal));
        Assert.Empty(studio.Wrong);
    }

    [Fact]
    public async Task An_exported_workflow_comes_back_as_it_went()
    {
        await using var host = await HostProcess.StartAsync();
        var studio = await Studio.OpenAsync(chromium, host);
        await studio.PublishAsync(Definition("waits", Waits, Waiting()));
        await studio.Page.GotoAsync("/designer");
        await studio.FindAsync(Waits);
        await studio.ChooseAsync(Waits, "Export");
        await studio.Page.Locator(".mud-dialog").GetByRole(AriaRole.Button, new() { Name = "Export" }).WaitForAsync();
        await studio.PictureAsync("export");
        var download = await studio.Page.RunAndWaitForDownloadAsync(
            () => studio.Page.Locator(".mud-dialog").GetByRole(AriaRole.Button, new() { Name = "Export" }).ClickAsync());
        var exported = JsonNode.Parse(await File.ReadAllTextAsync(await download.PathAsync()))!;

        var again = exported.DeepClone();
        again["definitionId"] = "waits-again";
        again["name"] = "Waits once more";
        var file = new FilePayload { Name = "again.json", MimeType = "application/json", Buffer = System.Text.Encoding.UTF8.GetBytes(again.ToJsonString()) };
        await studio.Page.Locator("input[type=file]").First.SetInputFilesAsync(file);
        await studio.FindAsync("Waits once more");
        await studio.Row("Waits once more").WaitForAsync();
        await studio.PictureAsync("import");

        var imported = await studio.GetAsync("workflow-definitions/by-definition-id/waits-again?versionOptions=Latest");
        Assert.Equal(exported["root"]!.ToJsonString(), imported["root"]!.ToJsonString());
        Assert.Empty(studio.Wrong);
    }

    [Fact]
    public async Task A_workflow_with_an_activity_that_nobody_here_knows_is_opened_and_says_so()
    {
        await using var host = await HostProcess.StartAsync();
        var studio = await Studio.OpenAsync(chromium, host);
        await studio.PublishAsync(Definition("elsewhere", "From elsewhere", Step("Send1", "Acme.SendPigeon")));
        await studio.Page.GotoAsync("/designer/definitions/elsewhere");
        await studio.Node("SendPigeon (missing)").WaitForAsync();
        await studio.PictureAsync("unknown");
        Assert.Empty(studio.Wrong);
    }

    private static JsonObject Definition(string id, string name, JsonObject step) => new()
    {
        ["definitionId"] = id,
        ["name"] = name,
        ["root"] = new JsonObject
        {
            ["id"] = "Flow", ["type"] = "Elsa.Flowchart", ["version"] = 1, ["start"] = step["id"]!.DeepClone(), ["activities"] = new JsonArray(step), ["connections"] = new JsonArray(),
        },
    };

    private static JsonObject Waiting()
    {
        var step = Step("Event1", "Elsa.Event");
        step["eventName"] = new JsonObject { ["typeName"] = "String", ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = "Never" } };
        return step;
    }

    private static JsonObject Step(string name, string type) => new()
    {
        ["id"] = name,
        ["name"] = name,
        ["type"] = type,
        ["version"] = 1,
        ["metadata"] = JsonNode.Parse("""{ "designer": { "position": { "x": 100, "y": 100 }, "size": { "width": 180, "height": 60 } } }"""),
    };
}
