using Microsoft.Playwright;
using Xunit;

namespace StrongCities.Browser.Tests;

/// <summary>Two people in Elsa Studio on one draft, and publishing by a second person.</summary>
public sealed class DraftTests(Chromium chromium)
{
    private const string Process = "technical-support-request";
    private const string Editor = $"/designer/definitions/{Process}";

    [Fact]
    public async Task Two_people_on_one_draft_lose_nothing_and_one_publishes_what_the_other_drew()
    {
        await using var host = await HostProcess.StartAsync(new Dictionary<string, string> { ["Runtime__Editing__FourEyes"] = "true" });
        var daniels = await Studio.OpenAsync(chromium, host);
        var petars = await Studio.OpenAsync(chromium, host, "designer@example.org");
        var (daniel, petar) = (daniels.Page, petars.Page);

        // Whoever writes first has the draft.
        await EditAsync(daniel);
        Assert.Equal(200, await DescribeAsync(daniel, "Daniel's words"));
        await EditAsync(petar);
        var notice = petar.Locator("#sc-notice");
        await notice.GetByText("Daniel Weber has been editing since").WaitForAsync();
        Assert.Equal(400, await DescribeAsync(petar, "Petar's words, too early"));
        await petar.GetByText("Not saved: Daniel Weber has been editing").First.WaitForAsync();
        await PictureAsync(petar, "designer-held");

        await notice.GetByRole(AriaRole.Button, new() { Name = "Take over" }).ClickAsync();
        await ReadyAsync(petar);
        Assert.False(await notice.IsVisibleAsync());
        Assert.Equal(200, await DescribeAsync(petar, "Petar's words"));
        Assert.Equal(400, await DescribeAsync(daniel, "Daniel's words, written in vain"));
        await daniel.Locator("#sc-notice").GetByText("Your last change was not saved").WaitForAsync();

        // What Daniel drew in vain is kept.
        await daniel.Locator(".sc-bar").GetByRole(AriaRole.Link, new() { Name = "Versions" }).ClickAsync();
        await daniel.GetByText("Daniel Weber · not saved").WaitForAsync();
        await daniel.GetByText("took over").WaitForAsync();
        await daniel.GetByRole(AriaRole.Link, new() { Name = "Compare state" }).First.ClickAsync();
        await daniel.Locator("del", new() { HasText = "Daniel's words, written in vain" }).WaitForAsync();
        await daniel.Locator("ins", new() { HasText = "Petar's words" }).WaitForAsync();

        // Petar wrote it last, so that Daniel publishes it.
        await petar.Locator("elsa-workflow-definition-editor button.mud-icon-button.mud-primary-text").First.ClickAsync();
        await notice.GetByText("It is published when a second person does so").WaitForAsync();
        await daniel.ReloadAsync();
        await daniel.GetByText("It awaits a second person.").First.WaitForAsync();
        await PictureAsync(daniel, "versions-awaits-desk");
        await daniel.GetByRole(AriaRole.Button, new() { Name = "Publish version 2" }).ClickAsync();
        await daniel.GetByText("Published. New runs start on it").WaitForAsync();
        await daniel.SetViewportSizeAsync(Chromium.Phone.Width, Chromium.Phone.Height);
        await PictureAsync(daniel, "versions-published-phone");
        Assert.True(await daniel.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), "the page is wider than a phone");

        foreach (var studio in new[] { daniels, petars })
        {
            // Refused saves, as a browser reports them by itself.
            studio.Excuse($"400 {host.Address}elsa/api/workflow-definitions", "console: Failed to load resource: the server responded with a status of 400");
            Assert.Empty(studio.Wrong);
        }
    }

    private static async Task EditAsync(IPage page)
    {
        await page.GotoAsync(Editor);
        await ReadyAsync(page);
    }

    private static Task ReadyAsync(IPage page) => page.Locator(".x6-node").First.WaitForAsync();

    /// <summary>Changes the workflow's description, and says what the host answered when Studio saved by itself.</summary>
    private static async Task<int> DescribeAsync(IPage page, string words)
    {
        var saved = await page.RunAndWaitForResponseAsync(
            async () =>
            {
                var description = page.Locator("elsa-workflow-definition-editor textarea").First;
                await description.FillAsync(words);
                await description.BlurAsync();
            },
            answer => answer.Request.Method == "POST" && answer.Url.EndsWith("/elsa/api/workflow-definitions", StringComparison.Ordinal));
        return saved.Status;
    }

    private static async Task PictureAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("WRITE_PICTURES") is not null)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(Repository.Root, "docs", "pictures", $"{name}.png"), FullPage = true });
        }
    }
}
