using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Xunit;

namespace StrongCities.Browser.Tests;

/// <summary>Elsa Studio in our frame, under its own content security policy, with everything it writes to the console and asks for.</summary>
public sealed class DesignerTests(Chromium chromium)
{
    private const string Process = "technical-support-request";

    [Fact]
    public async Task An_advisor_finds_our_process_and_sees_its_whole_flowchart()
    {
        await using var host = await HostProcess.StartAsync();
        var studio = await Studio.OpenAsync(chromium, host);
        var advisor = studio.Page;

        await advisor.Locator(".top-nav a[href='/designer']").ClickAsync();
        Assert.Contains("StrongCities", await advisor.TitleAsync(), StringComparison.Ordinal);
        var row = advisor.Locator("tr", new() { HasText = Process }).First;
        await row.WaitForAsync();
        await studio.PictureAsync("list");
        await row.ClickAsync();

        await advisor.WaitForURLAsync($"**/designer/definitions/{Process}");
        var nodes = advisor.Locator(".x6-node");
        var definition = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "workflow-definitions", $"{Process}.json")))!;
        var all = definition["root"]!["activities"]!.AsArray().Count;
        await Until.TrueAsync(async () => await nodes.CountAsync() == all, $"the canvas shows {all} activities");
        await studio.PictureAsync("editor");
        Assert.Empty(studio.Wrong);
    }

    [Fact]
    public async Task Every_part_has_an_address_that_can_be_opened_again()
    {
        await using var host = await HostProcess.StartAsync();
        var advisor = (await Studio.OpenAsync(chromium, host)).Page;
        foreach (var (address, element) in new[]
        {
            ("/designer", "elsa-workflow-definition-list"), ($"/designer/definitions/{Process}", "elsa-workflow-definition-editor"),
            ("/designer/instances", "elsa-workflow-instance-list"), ("/designer/instances/1", "elsa-workflow-instance-viewer"),
        })
        {
            await advisor.GotoAsync(address);
            await advisor.Locator(element).WaitForAsync(new() { State = WaitForSelectorState.Attached });
        }

        await advisor.GotoAsync($"/designer/workflows/definitions/{Process}/edit");
        Assert.EndsWith($"/designer/definitions/{Process}", advisor.Url, StringComparison.Ordinal);
    }
}
