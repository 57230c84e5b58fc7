using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace StrongCities.Browser.Tests;

/// <summary>
/// How the pages look and read: no page is wider than its screen, and an accessibility checker finds nothing. With the
/// environment variable <c>WRITE_PICTURES</c> set, the pictures of the docs are taken anew.
/// </summary>
public sealed class LookTests(Chromium chromium)
{
    private static readonly string? Pictures =
        Environment.GetEnvironmentVariable("WRITE_PICTURES") is null ? null : Path.Combine(Repository.Root, "docs", "pictures");

    [Theory]
    [InlineData("phone")]
    [InlineData("desk")]
    public async Task Every_page_fits_its_screen_and_is_accessible(string screen)
    {
        await using var host = await HostProcess.StartAsync();
        using var inbox = new MailboxInbox(host);
        var size = screen == "phone" ? Chromium.Phone : Chromium.Desk;
        var city = await chromium.NewPersonAsync(host, size, javaScript: true);
        await CheckAsync(city, "/", "welcome", screen);
        await CheckAsync(city, "/sign-in", "sign-in", screen);
        var story = new Story(host, inbox);
        await story.SignInAsync(city);
        await CheckAsync(city, "/requests/new?lang=en", "new-request", screen);
        var number = await story.AskForHelpAsync(city);
        await CheckAsync(city, city.Url, "request", screen);
        await CheckAsync(city, "/requests", "requests", screen);
        await CheckCatalogueAsync(city, "/opportunities", screen);

        var approver = await chromium.NewPersonAsync(host, size, javaScript: true);
        await CheckAsync(approver, await inbox.LinkAsync(Story.Advisor, "/t/", number), "task", screen);

        var advisor = await chromium.NewPersonAsync(host, size, javaScript: true);
        await story.SignInAtDeskAsync(advisor);
        await CheckAsync(advisor, "/desk", "desk", screen);
        await advisor.Locator("table tr", new() { HasText = number }).Locator("a").First.ClickAsync();
        Assert.Contains("/desk/cases/", advisor.Url, StringComparison.Ordinal);
        await CheckAsync(advisor, advisor.Url, "case", screen);

        await CheckCatalogueAsync(advisor, "/desk/opportunities", screen);
        await CheckAsync(advisor, "/designer/definitions/technical-support-request/versions", "versions", screen);

        await CheckAsync(city, "/mailbox", "mailbox", screen);
        await city.Locator("a.card-link").First.ClickAsync();
        await CheckAsync(city, city.Url, "mail", screen);
    }

    [Theory]
    [InlineData("phone")]
    [InlineData("desk")]
    public async Task Pages_in_Arabic_go_from_right_to_left(string screen)
    {
        await using var host = await HostProcess.StartAsync();
        using var inbox = new MailboxInbox(host);
        var city = await chromium.NewPersonAsync(host, screen == "phone" ? Chromium.Phone : Chromium.Desk, javaScript: true);
        var story = new Story(host, inbox);
        await story.SignInAsync(city);
        await CheckAsync(city, "/requests/new?lang=ar", "new-request-ar", screen, keeps: false);
        // The switch leads back to the same address: the page that comes is told from the one that goes by a mark.
        await city.EvaluateAsync("document.body.dataset.before = 'yes'");
        await city.Locator("button[name=language][value=ar]").EvaluateAsync("button => button.click()");
        await city.WaitForFunctionAsync("document.readyState === 'complete' && document.body.dataset.before === undefined");
        var number = await story.AskForHelpAsync(city);
        await CheckAsync(city, city.Url, "request-ar", screen, keeps: screen == "phone");
        await CheckAsync(city, "/requests", "requests-ar", screen, keeps: false);
        await CheckAsync(city, "/away", "away-ar", screen, keeps: false);
        await CheckAsync(city, "/mails", "mails-ar", screen, keeps: false);
        Assert.Equal("rtl", await city.EvaluateAsync<string>("getComputedStyle(document.documentElement).direction"));
        Assert.Contains("bootstrap.rtl", await city.Locator("link[rel=stylesheet]").First.GetAttributeAsync("href"), StringComparison.Ordinal);

        // What stands first stands on the right.
        var width = screen == "phone" ? Chromium.Phone.Width : Chromium.Desk.Width;
        Assert.True((await city.Locator(".brand").BoundingBoxAsync())!.X > width / 2.0 - 60);
        Assert.True((await city.Locator(".top-tools").BoundingBoxAsync())!.X < width / 2.0);

        var advisor = await chromium.NewPersonAsync(host, screen == "phone" ? Chromium.Phone : Chromium.Desk, javaScript: true);
        await advisor.GotoAsync("/?lang=ar");
        await CheckAsync(advisor, await inbox.LinkAsync(Story.Advisor, "/t/", number), "task-ar", screen, keeps: false);
        await story.SignInAtDeskAsync(advisor);
        await CheckAsync(advisor, "/desk?lang=ar", "desk-ar", screen, keeps: false);
    }

    private static async Task CheckCatalogueAsync(IPage page, string address, string screen)
    {
        var name = address.TrimStart('/').Replace('/', '-');
        await CheckAsync(page, $"{address}?q=twinning&status=all&currency=EUR", $"{name}-search", screen, keeps: false);
        await CheckAsync(page, $"{address}?status=all", name, screen);
        await page.Locator("a.card-link").First.ClickAsync();
        await CheckAsync(page, page.Url, name.Replace("opportunities", "opportunity", StringComparison.Ordinal), screen);
    }

    internal static async Task CheckAsync(IPage page, string address, string name, string screen, bool keeps = true)
    {
        await page.GotoAsync(address);
        await CheckHereAsync(page, name, screen, keeps);
    }

    // The mail in its frame runs no script, so the checker can not enter it.
    internal static async Task CheckHereAsync(IPage page, string name, string screen, bool keeps = true)
    {
        var tooWide = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        var found = await page.RunAxe(new AxeRunOptions { Iframes = false });
        if (Pictures is not null && keeps)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, $"{name}-{screen}.png"), FullPage = true });
        }

        Assert.True(tooWide <= 0, $"{name} is {tooWide} pixels wider than a {screen}.");
        Assert.True(
            found.Violations.Length == 0,
            string.Join('\n', found.Violations.Select(v => $"{name}: {v.Id} {v.Help}: {string.Join(' ', v.Nodes.Select(n => n.Html))}")));
    }
}
