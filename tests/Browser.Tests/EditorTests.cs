using Microsoft.Playwright;
using Xunit;

namespace StrongCities.Browser.Tests;

/// <summary>A workflow's life in Elsa Studio, from its first activity to the journal of its run, against the real host.</summary>
public sealed class EditorTests(Chromium chromium)
{
    private const string Greeting = "Hello from the designer";
    private const string Sum = "`Two and two make ${2 + 2}`";

    [Fact]
    public async Task A_workflow_is_drawn_saved_published_run_and_watched()
    {
        // What Write Line writes may be about people, so it is logged at the lowest level only.
        await using var host = await HostProcess.StartAsync(new Dictionary<string, string> { ["Logging__LogLevel__StrongCities"] = "Trace" });
        var studio = await Studio.OpenAsync(chromium, host);
        var page = studio.Page;

        await studio.CreateAsync("Greet a city");
        await studio.UnfoldAsync("Console");
        await studio.DragAsync("Write Line", "WriteLine1", 60, 150);
        await studio.DragAsync("Write Line", "WriteLine2", 400, 150);
        await studio.PictureAsync("dragged");
        await studio.ConnectAsync("WriteLine1", "WriteLine2");
        Assert.Equal(1, await page.Locator(".x6-edge").CountAsync());
        await studio.SetAsync("WriteLine1", "Text", Greeting);
        await studio.PictureAsync("input");
        await studio.SetScriptAsync("WriteLine2", "Text", Sum);
        await studio.PictureAsync("script");

        await page.ReloadAsync();
        await studio.SelectAsync("WriteLine1");
        await Assertions.Expect(studio.Input("Text").Locator("input").First).ToHaveValueAsync(Greeting);
        await studio.SelectAsync("WriteLine2");
        await Until.TrueAsync(async () => await studio.ScriptAsync() == Sum, "the script is kept");
        Assert.Equal(1, await page.Locator(".x6-edge").CountAsync());

        await studio.PublishAsync();
        await studio.PictureAsync("published");
        await studio.RunAsync();
        await studio.ShowsAsync("Write Line - Completed");
        await studio.ShowsAsync("WriteLine2");
        await studio.ShowsAsync("Finished");
        await studio.PictureAsync("viewer");
        await Until.TrueAsync(() => Task.FromResult(host.Output.Contains("Two and two make 4", StringComparison.Ordinal)), "the script's line is written");
        Assert.Empty(studio.Wrong);
    }
}
