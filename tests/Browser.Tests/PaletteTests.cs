using System.Text.Json.Nodes;
using Xunit;

namespace StrongCities.Browser.Tests;

/// <summary>Our own activities, drawn by somebody who knows nothing of code.</summary>
public sealed class PaletteTests(Chromium chromium)
{
    private const string Asking = "AskForDecision1";
    private const string Mayor = "The mayor, or whoever signs for the city";

    [Fact]
    public async Task The_mayor_is_asked_reminded_and_passed_over_from_the_palette_alone()
    {
        await using var host = await HostProcess.StartAsync();
        var studio = await Studio.OpenAsync(chromium, host);

        await studio.CreateAsync("Ask the mayor");
        await studio.UnfoldAsync("People and mail");
        await studio.DragAsync("Ask for a decision", Asking, 60, 40);
        await studio.SetAsync(Asking, "Question", "May the city take part?");
        await studio.PickAsync(Asking, "Who decides", Mayor);
        await studio.AddAsync(Asking, "Choices", "Yes", "No");
        await studio.SetAsync(Asking, "Remind after (working days)", "3");
        await studio.SetAsync(Asking, "Escalate after (working days)", "5");
        await studio.PictureAsync("own-activity");
        await studio.DragAsync("Send a mail", "Notify1", 400, 220);
        await studio.ConnectAsync(Asking, "Notify1", "Escalated");

        await studio.Page.ReloadAsync();
        await studio.Node(Asking).WaitForAsync();
        Assert.Contains("Yes", await studio.Node(Asking).Locator(".x6-port").AllTextContentsAsync());
        await studio.PublishAsync();

        var stored = await studio.StoredAsync("Published");
        var asking = stored["root"]!["activities"]!.AsArray().Single(step => (string?)step!["name"] == Asking)!;
        var escalated = Assert.Single(stored["root"]!["connections"]!.AsArray())!;
        Assert.Equal("May the city take part?", ValueOf(asking, "title"));
        Assert.Equal("Signatory", ValueOf(asking, "assignee"));
        Assert.Equal("""["Yes","No"]""", ValueOf(asking, "options"));
        Assert.Equal("3", ValueOf(asking, "remindAfterWorkingDays"));
        Assert.Equal("5", ValueOf(asking, "escalateAfterWorkingDays"));
        Assert.Equal("Escalated", (string?)escalated["source"]!["port"]);
        Assert.Empty(studio.Wrong);
    }

    [Fact]
    public async Task A_task_that_is_run_without_a_case_says_what_is_missing()
    {
        await using var host = await HostProcess.StartAsync();
        var studio = await Studio.OpenAsync(chromium, host);
        var definition = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "ask-the-mayor.json")))!.AsObject();
        await studio.PublishAsync(definition);
        await studio.Page.GotoAsync($"/designer/definitions/{definition["definitionId"]}");
        await studio.Page.Locator("[data-cell-id=Ask]").WaitForAsync();
        var run = await studio.RunAsync();
        await studio.ShowsAsync("Ask for a decision");

        var state = (await studio.GetAsync($"workflow-instances/{run}"))["workflowState"]!;
        var incident = Assert.Single(state["incidents"]!.AsArray())!;
        Assert.Contains("The workflow inputs 'City' and 'Hub' must be objects with a known 'calendar'", (string)incident["message"]!, StringComparison.Ordinal);

        // As in Elsa, that is how a run by hand says that it has faulted.
        studio.Excuse($"500 {host.Address}elsa/api/workflow-definitions/", "console: Failed to load resource: the server responded with a status of 500");
        Assert.Empty(studio.Wrong);
    }

    private static string? ValueOf(JsonNode activity, string input)
    {
        var value = activity[input]?["expression"]?["value"];
        return value is JsonValue text && text.TryGetValue<string>(out var plain) ? plain : value?.ToJsonString();
    }
}
