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
        var row = studio.Row(Process);
        await studio.FindAsync(Process);
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
        var studio = await Studio.OpenAsync(chromium, host);
        var advisor = studio.Page;
        var run = await advisor.EvaluateAsync<string>(
            """
            async process => (await fetch(`/elsa/api/workflow-definitions/${process}/execute`, {
              method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' })).headers.get('x-elsa-workflow-instance-id')
            """,
            Process);
        studio.Excuse($"500 {host.Address}elsa/api/workflow-definitions/{Process}/execute", "console: Failed to load resource: the server responded with a status of 500");
        foreach (var (address, element) in new[]
        {
            ("/designer", "elsa-workflow-definition-list"), ($"/designer/definitions/{Process}", "elsa-workflow-definition-editor"),
            ("/designer/instances", "elsa-workflow-instance-list"), ($"/designer/instances/{run}", "elsa-workflow-instance-viewer"),
        })
        {
            await advisor.GotoAsync(address);
            await advisor.Locator(element).WaitForAsync(new() { State = WaitForSelectorState.Attached });
            await studio.RestAsync();
        }

        await advisor.GotoAsync($"/designer/workflows/definitions/{Process}/edit");
        Assert.EndsWith($"/designer/definitions/{Process}", advisor.Url, StringComparison.Ordinal);
        await studio.RestAsync();
        Assert.Empty(studio.Wrong);
    }

    [Theory]
    [InlineData("/designer/definitions/nothing-here", "There is no such workflow", "/designer/definitions")]
    [InlineData("/designer/instances/nothing-here", "There is no such run", "/designer/instances")]
    public async Task An_address_of_nothing_says_so_and_leads_to_the_list(string address, string words, string list)
    {
        await using var host = await HostProcess.StartAsync();
        var studio = await Studio.OpenAsync(chromium, host);
        var answer = await studio.Page.GotoAsync(address);
        Assert.Equal(404, answer!.Status);
        await studio.Page.GetByRole(AriaRole.Heading, new() { Name = words }).WaitForAsync();
        await studio.Page.Locator($"main a[href='{list}']").ClickAsync();
        await studio.Page.Locator(".sc-bar").WaitForAsync();
        await studio.RestAsync();
        studio.Excuse($"404 {host.Address}{address[1..]}", "console: Failed to load resource: the server responded with a status of 404");
        Assert.Empty(studio.Wrong);
    }
}
