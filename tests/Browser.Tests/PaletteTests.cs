using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Xunit;

namespace StrongCities.Browser.Tests;

/// <summary>Our own activities, drawn by somebody who knows nothing of code; and somebody who may only look.</summary>
public sealed class PaletteTests(Chromium chromium)
{
    private const string Mayor = "The mayor, or whoever signs for the city";

    [Fact]
    public async Task The_mayor_is_asked_reminded_and_passed_over_from_the_palette_alone()
    {
        await using var host = await HostProcess.StartAsync();
        var studio = await Studio.OpenAsync(chromium, host);

        await studio.CreateAsync("Ask the mayor");
        await studio.UnfoldAsync("People and mail");
        await studio.DragAsync("Ask for a decision", "AskForDecision1", 60, 40);
        await studio.SetAsync("AskForDecision1", "Question", "May the city take part?");
        await studio.PickAsync("AskForDecision1", "Who decides", Mayor);
        await studio.AddAsync("AskForDecision1", "Choices", "Yes", "No");
        await studio.AddAsync("AskForDecision1", "Remind after (working days)", "3");
        await studio.SetAsync("AskForDecision1", "Escalate after (working days)", "5");
        await studio.PictureAsync("own-activity");
        await studio.DragAsync("Send a mail", "Notify1", 400, 220);
        await studio.ConnectAsync("AskForDecision1", "Notify1", "Escalated");

        await studio.Page.ReloadAsync();
        await studio.Node("AskForDecision1").WaitForAsync();
        Assert.Contains("Yes", await studio.Node("AskForDecision1").Locator(".x6-port").AllTextContentsAsync());
        await studio.PublishAsync();

        var stored = await studio.GetAsync($"workflow-definitions/by-definition-id/{new Uri(studio.Page.Url).Segments[^1]}?versionOptions=Published");
        var asking = stored["root"]!["activities"]!.AsArray().Single(step => (string?)step!["name"] == "AskForDecision1")!;
        var escalated = Assert.Single(stored["root"]!["connections"]!.AsArray())!;
        Assert.Equal("May the city take part?", ValueOf(asking, "title"));
        Assert.Equal("Signatory", ValueOf(asking, "assignee"));
        Assert.Equal("""["Yes","No"]""", ValueOf(asking, "options"));
        Assert.Equal("""["3"]""", ValueOf(asking, "remindAfterWorkingDays"));
        Assert.Equal("5", ValueOf(asking, "escalateAfterWorkingDays"));
        Assert.Equal("Escalated", (string?)escalated["source"]!["port"]);
        Assert.Empty(studio.Wrong);
    }

    [Fact]
    public async Task Who_runs_the_installation_looks_and_changes_nothing()
    {
        await using var host = await HostProcess.StartAsync();
        var studio = await Studio.OpenAsync(chromium, host, "operator@example.org");
        await studio.Page.GotoAsync("/designer/definitions/technical-support-request");
        await studio.Page.Locator(".x6-node").First.WaitForAsync();
        await studio.Page.GetByText("Question", new() { Exact = true }).Or(studio.Page.GetByText("Metadata", new() { Exact = true })).First.WaitForAsync();

        await studio.PictureAsync("read-only");
        await Assertions.Expect(studio.Page.GetByLabel("Name").First).Not.ToBeEditableAsync();
        Assert.Equal(403, await studio.Page.EvaluateAsync<int>(
            "async () => (await fetch('/elsa/api/workflow-definitions', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' })).status"));
        Assert.All(studio.Wrong, wrong => Assert.Contains("403", wrong, StringComparison.Ordinal));
    }

    private static string? ValueOf(JsonNode activity, string input)
    {
        var value = activity[input]?["expression"]?["value"];
        return value is JsonValue text && text.TryGetValue<string>(out var plain) ? plain : value?.ToJsonString();
    }
}
