using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using StrongCities.Hub.SampleData;
using Xunit;

namespace StrongCities.Browser.Tests;

/// <summary>An advisor gives a mail other words, from the broken attempt to the mail that the city reads.</summary>
public sealed class MailTextsTests(Chromium chromium)
{
    private const string Page = "/desk/mail-texts/C1?in=mk";

    private static readonly string? Pictures = Environment.GetEnvironmentVariable("TEXT_PICTURES");

    [Fact]
    public async Task An_advisor_changes_a_mail_and_the_city_reads_it()
    {
        await using var host = await HostProcess.StartAsync();
        using var inbox = new MailboxInbox(host);
        var story = new Story(host, inbox);
        var desk = await chromium.NewPersonAsync(host, Chromium.Desk);
        await story.SignInAtDeskAsync(desk);
        await desk.GotoAsync("/desk/mail-texts");
        await desk.Locator("a[href='/desk/mail-texts/C1']").ClickAsync();
        await desk.Locator("#in").SelectOptionAsync("mk");
        await desk.Locator(".choose button").ClickAsync();
        await Assertions.Expect(desk.Locator("[name=Heading]")).ToHaveAttributeAsync("lang", "mk");

        // Broken: refused at its field, and nothing typed is lost.
        await desk.Locator("[name=Heading]").FillAsync("Барањето е кај нас, {{ nobody }}");
        await desk.Locator("[name=Opening]").FillAsync("Фала, {{ reader }}.\n\nЌе се јавиме наскоро.");
        await desk.Locator("button[value=save]").ClickAsync();
        await Assertions.Expect(desk.Locator("#Heading-problem")).ToContainTextAsync("nobody");
        await Assertions.Expect(desk.Locator("[name=Heading]")).ToHaveValueAsync("Барањето е кај нас, {{ nobody }}");
        await ShootAsync(desk, "refused-desk");

        // Mended, looked at on a phone's width, and saved.
        await desk.Locator("[name=Heading]").FillAsync("Барањето е кај нас, {{ city }}");
        await desk.Locator("button[value=preview]").ClickAsync();
        foreach (var frame in new[] { ".frames figure:not(.frame-phone) iframe", ".frame-phone iframe" })
        {
            await Assertions.Expect(desk.FrameLocator(frame).Locator("h1")).ToHaveTextAsync("Барањето е кај нас, Куманово");
            Assert.Equal(0, await desk.FrameLocator(frame).Locator("a[href]").CountAsync());
        }

        Assert.Equal(390, await desk.FrameLocator(".frame-phone iframe").Locator("html").EvaluateAsync<int>("html => html.clientWidth"));
        Assert.True(await desk.FrameLocator(".frame-phone iframe").Locator("html").EvaluateAsync<bool>("html => html.scrollWidth <= html.clientWidth"));

        // The mail's own style sheet has passed the page's policy.
        Assert.Equal("block", await desk.FrameLocator(".frame-phone iframe").Locator(".row").First.EvaluateAsync<string>("row => getComputedStyle(row).display"));
        await ShootAsync(desk, "preview-desk");
        await desk.Locator("button[value=save]").ClickAsync();
        await Assertions.Expect(desk.Locator(".notice")).ToContainTextAsync("version 1");
        await desk.Locator("ol.timeline a").First.ClickAsync();
        await Assertions.Expect(desk.Locator("#changed ins").First).ToBeVisibleAsync();
        await ShootAsync(desk, "saved-desk");

        var city = await chromium.NewPersonAsync(host, Chromium.Phone);
        await story.SignInAsync(city);
        var number = await story.AskForHelpAsync(city);
        await Until.TrueAsync(
            async () => (await inbox.AllAsync()).Any(mail => mail.Subject!.Contains(number, StringComparison.Ordinal) && mail.TextBody!.Contains("Барањето е кај нас, Куманово", StringComparison.Ordinal)),
            "the city has the mail with the hub's words");
        await city.GotoAsync($"/mailbox?to={SamplePeople.CoordinatorOf("kumanovo")}");
        await city.Locator("a.card-link", new() { HasText = number }).First.ClickAsync();
        await Assertions.Expect(city.FrameLocator("iframe").Locator("body")).ToContainTextAsync("Ќе се јавиме наскоро.");

        foreach (var size in new[] { Chromium.Phone, Chromium.Desk })
        {
            var reader = await chromium.NewPersonAsync(host, size, javaScript: true);
            await story.SignInAtDeskAsync(reader);
            await CheckAsync(reader, "/desk/mail-texts", $"list-{size.Width}");
            await CheckAsync(reader, $"{Page}&version=1", $"text-{size.Width}");
            await reader.Locator("[name=Subject]").FillAsync("");
            await reader.Locator("button[value=save]").ClickAsync();
            await CheckAsync(reader, null, $"wrong-{size.Width}");
        }
    }

    // The mail in its frame runs no script, so the checker can not enter it.
    private static async Task CheckAsync(IPage page, string? address, string name)
    {
        if (address is not null)
        {
            await page.GotoAsync(address);
        }

        await ShootAsync(page, name);
        var tooWide = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(tooWide <= 0, $"{name} is {tooWide} pixels wider than its screen.");
        var found = await page.RunAxe(new AxeRunOptions { Iframes = false });
        Assert.True(
            found.Violations.Length == 0,
            string.Join('\n', found.Violations.Select(v => $"{name}: {v.Id} {v.Help}: {string.Join(' ', v.Nodes.Select(n => n.Html))}")));
    }

    private static async Task ShootAsync(IPage page, string name)
    {
        if (Pictures is not null)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, $"{name}.png"), FullPage = true });
        }
    }
}
