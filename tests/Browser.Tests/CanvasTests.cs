using System.Globalization;
using Microsoft.Playwright;
using Xunit;

namespace StrongCities.Browser.Tests;

/// <summary>What we ship and what our palette offers, as Elsa Studio really draws it.</summary>
public sealed class CanvasTests(Chromium chromium)
{
    /// <summary>Big enough for Studio to show the whole process: it does not zoom out below one half.</summary>
    private static readonly ViewportSize Wall = new() { Width = 3200, Height = 2400 };

    private static readonly ViewportSize Wide = new() { Width = 1600, Height = 1500 };

    [Theory]
    [InlineData("technical-support-request")]
    public async Task A_shipped_process_is_drawn_in_boxes_of_the_size_that_its_file_says(string process)
    {
        await using var host = await HostProcess.StartAsync();
        var studio = await OpenAsync(host, Wall, process);
        var page = studio.Page;
        await FitAsync(page);
        var drawn = await page.Locator(".x6-node").EvaluateAllAsync<string[]>(
            "nodes => nodes.map(node => { const box = node.querySelector('foreignObject'); return `${node.dataset.cellId} ${box.getAttribute('width')} ${box.getAttribute('height')}`; })");
        var file = System.Text.Json.Nodes.JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "workflow-definitions", $"{process}.json")))!;
        var said = file["root"]!["activities"]!.AsArray().Select(step =>
            string.Create(CultureInfo.InvariantCulture, $"{step!["id"]} {step["metadata"]!["designer"]!["size"]!["width"]} {step["metadata"]!["designer"]!["size"]!["height"]}"));
        Assert.Equal(said.Order(), drawn.Order());
        var ways = file["root"]!["connections"]!.AsArray().Count;
        await Until.TrueAsync(async () => await page.Locator(".x6-edge").CountAsync() == ways, $"the canvas shows {ways} lines");
        await PictureAsync(page.Locator(".graph-container").First, $"process-{process}");
        Assert.Empty(studio.Wrong);
    }

    [Fact]
    public async Task Asking_the_mayor_takes_five_plain_inputs_and_shows_every_way_out()
    {
        await using var host = await HostProcess.StartAsync();
        var studio = await OpenAsync(host, Wide, "technical-support-request");
        var page = studio.Page;
        await page.EvaluateAsync(
            """
            model => fetch('/elsa/api/workflow-definitions', {
              method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ model: JSON.parse(model), publish: false }) })
            """,
            await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "ask-the-mayor.json")));
        await page.GotoAsync("/designer/definitions/ask-the-mayor");
        var asking = page.Locator("[data-cell-id=Ask]");
        await asking.WaitForAsync();
        foreach (var (heading, name) in new[]
        {
            ("People and mail", "Ask for a decision"), ("People and mail", "Send a mail"), ("Case", "Set case status"), ("Case", "Wait working days"),
        })
        {
            // Studio draws its palette anew while it loads, with every heading closed.
            var item = page.Locator("[draggable=true]", new() { HasText = name });
            await Until.TrueAsync(
                async () =>
                {
                    if (!await item.IsVisibleAsync())
                    {
                        await page.GetByText(heading, new() { Exact = true }).ClickAsync();
                    }

                    return await item.IsVisibleAsync();
                },
                $"'{name}' is in the palette under '{heading}'");
        }

        Assert.Equal(["", "Yes", "No", "Overdue", "Escalated", "Parked", "Silence", "Withdrawn"], await asking.Locator(".x6-port").AllTextContentsAsync());
        Assert.Equal("#9c3f28", await asking.Locator(".elsa-activity").EvaluateAsync<string>("box => getComputedStyle(box).getPropertyValue('--elsa-activity-accent').trim()"));
        await asking.Locator(".activity-label").ClickAsync();
        foreach (var input in new[] { "Question", "Who decides", "Choices", "Remind after (working days)", "Escalate after (working days)", "Escalate to" })
        {
            await page.GetByLabel(input, new() { Exact = true }).Or(page.GetByText(input, new() { Exact = true })).First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        }

        await PictureAsync(page.Locator("body.enable-motion, html > body").First, "palette-ask-the-mayor");
        Assert.Empty(studio.Wrong);
    }

    private async Task<Studio> OpenAsync(HostProcess host, ViewportSize size, string process)
    {
        var studio = await Studio.OpenAsync(chromium, host);
        await studio.Page.SetViewportSizeAsync(size.Width, size.Height);
        await studio.Page.GotoAsync($"/designer/definitions/{process}");
        await studio.Page.Locator(".x6-node").First.WaitForAsync();
        return studio;
    }

    /// <summary>The first button of the canvas's own bar, and the pointer away from it again.</summary>
    private static async Task FitAsync(IPage page)
    {
        await page.EvaluateAsync(
            """
            () => [...document.querySelectorAll('#designer button')].map(button => ({ button, box: button.getBoundingClientRect() }))
              .filter(({ box }) => box.width > 0 && box.top > 90 && box.top < 180 && box.left > 230).sort((a, b) => a.box.left - b.box.left)[0].button.click()
            """);
        await page.Mouse.MoveAsync(5, 5);
        await Until.TrueAsync(
            async () => await page.Locator(".x6-graph-svg-viewport").First.GetAttributeAsync("transform") is { } transform && !transform.StartsWith("matrix(1,", StringComparison.Ordinal),
            "the canvas is zoomed to fit");
    }

    private static async Task PictureAsync(ILocator part, string name)
    {
        if (Environment.GetEnvironmentVariable("WRITE_PICTURES") is not null)
        {
            await part.ScreenshotAsync(new() { Path = Path.Combine(Repository.Root, "docs", "pictures", $"{name}.png") });
        }
    }
}
