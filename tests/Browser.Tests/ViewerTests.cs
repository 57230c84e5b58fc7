using Microsoft.Playwright;
using Xunit;

namespace StrongCities.Browser.Tests;

/// <summary>Studio for somebody who may only look.</summary>
public sealed class ViewerTests(Chromium chromium)
{
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
        studio.Excuse($"403 {host.Address}elsa/api/workflow-definitions", "console: Failed to load resource: the server responded with a status of 403");
        Assert.Empty(studio.Wrong);
    }
}
