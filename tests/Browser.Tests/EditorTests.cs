using Microsoft.Playwright;
using Xunit;

namespace StrongCities.Browser.Tests;

/// <summary>A workflow's life in Elsa Studio, from its first activity to the journal of its run, against the real host.</summary>
public sealed class EditorTests(Chromium chromium)
{
    private const string Greeting = "Hello from the designer";
    private const string Sum = "`Two and two make ${2 + 2}`";
    private const string Product = "Six times seven is {{ 6 | times: 7 }}";

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
        await studio.DragAsync("Write Line", "WriteLine3", 60, 300);
        await studio.PictureAsync("dragged");
        await studio.ConnectAsync("WriteLine1", "WriteLine2");
        await studio.ConnectAsync("WriteLine2", "WriteLine3");
        Assert.Equal(2, await page.Locator(".x6-edge").CountAsync());
        await studio.SetAsync("WriteLine1", "Text", Greeting);
        await studio.PictureAsync("input");
        await studio.SetScriptAsync("WriteLine2", "Text", "JavaScript", Sum);
        await studio.PictureAsync("script");
        await studio.SetScriptAsync("WriteLine3", "Text", "Liquid", Product);

        await page.ReloadAsync();
        await studio.SelectAsync("WriteLine1");
        await Assertions.Expect(studio.Input("Text").Locator("input").First).ToHaveValueAsync(Greeting);
        await studio.SelectAsync("WriteLine2");
        await Until.TrueAsync(async () => await studio.ScriptAsync() == Sum, "the script is kept");
        await studio.SelectAsync("WriteLine3");
        await Until.TrueAsync(async () => await studio.ScriptAsync() == Product, "the template is kept");
        Assert.Equal(2, await page.Locator(".x6-edge").CountAsync());

        await studio.PublishAsync();
        await studio.PictureAsync("published");
        await studio.RunAsync();
        await studio.ShowsAsync("Write Line - Completed");
        await studio.ShowsAsync("WriteLine2");
        await studio.ShowsAsync("Finished");
        await studio.PictureAsync("viewer");
        await Until.TrueAsync(() => Task.FromResult(host.Output.Contains("Two and two make 4", StringComparison.Ordinal)), "the script's line is written");
        await Until.TrueAsync(() => Task.FromResult(host.Output.Contains("Six times seven is 42", StringComparison.Ordinal)), "the template's line is written");
        Assert.Empty(studio.Wrong);
    }
}
