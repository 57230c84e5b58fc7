using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace StrongCities.Browser.Tests;

/// <summary>An advisor screens the sample calls with the keyboard, confirms who hears of one, and sees every mail before.</summary>
public sealed class ScreeningTests(Chromium chromium)
{
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("SCREENING_PICTURES");

    [Fact]
    public async Task An_advisor_screens_ten_calls_with_the_keyboard_and_confirms_alerts()
    {
        await using var host = await HostProcess.StartAsync(new Dictionary<string, string> { ["Clock__Mode"] = "Driven", ["Clock__Start"] = "2026-08-24T07:00:00Z" });
        using var inbox = new MailboxInbox(host);
        var story = new Story(host, inbox);
        var desk = await chromium.NewPersonAsync(host, Chromium.Desk, javaScript: true);
        await story.SignInAtDeskAsync(desk);
        await desk.GotoAsync("/desk/screening?lang=en");
        await Assertions.Expect(desk.Locator("[data-keys]")).ToBeVisibleAsync();
        var waiting = await WaitingAsync(desk);
        Assert.True(waiting >= 10, $"Only {waiting} calls wait.");
        await LookAsync(desk, "screening");

        // Six in bulk; the one that is screened below is passed over.
        var rows = desk.Locator("[data-row]");
        var kept = (await rows.Last.Locator("[data-open]").InnerTextAsync()).Trim();
        for (var (at, chosen) = (0, 0); chosen < 6; at++)
        {
            await desk.Keyboard.PressAsync("j");
            await Assertions.Expect(rows.Nth(at).Locator("[data-open]")).ToBeFocusedAsync();
            if (!(await rows.Nth(at).InnerTextAsync()).Contains(kept, StringComparison.Ordinal))
            {
                await desk.Keyboard.PressAsync("x");
                await Assertions.Expect(rows.Nth(at).Locator("[data-pick]")).ToBeCheckedAsync();
                chosen++;
            }
        }

        await Assertions.Expect(desk.Locator("[data-count]")).ToHaveTextAsync("6");
        await desk.Keyboard.PressAsync("r");
        await Assertions.Expect(desk.Locator("#reject")).ToContainTextAsync("6");
        await LookAsync(desk, "screening-reject");
        await desk.Locator("[name=reason][value=OtherTheme]").PressAsync("Space");
        await desk.Locator("button[value=reject]").PressAsync("Enter");
        await Assertions.Expect(desk.Locator(".undo")).ToContainTextAsync("6");
        Assert.Equal(waiting - 6, await WaitingAsync(desk));
        await LookAsync(desk, "screening-rejected");

        // Three of which nothing is known yet, one after another.
        await desk.Keyboard.PressAsync("j");
        await desk.Keyboard.PressAsync("e");
        for (var screened = 0; screened < 3; screened++)
        {
            await desk.WaitForURLAsync("**/screen*");
            var here = desk.Url.Split('?')[0];
            if ((await desk.Locator("main").InnerTextAsync()).Contains(kept, StringComparison.Ordinal))
            {
                await desk.GotoAsync("/desk/screening");
                await desk.Locator("[data-row]").Last.Locator("[data-open]").ClickAsync();
                await desk.WaitForURLAsync(address => address.Contains("/screen", StringComparison.Ordinal) && !address.StartsWith(here, StringComparison.Ordinal));
                here = desk.Url.Split('?')[0];
            }

            await desk.Locator("button[value=next]").PressAsync("Enter");
            await desk.WaitForURLAsync(address => !address.StartsWith(here, StringComparison.Ordinal));
        }

        await desk.GotoAsync("/desk/screening");
        await desk.Locator("[data-row]", new() { HasText = kept }).Locator("[data-open]").PressAsync("Enter");
        await desk.WaitForURLAsync("**/screen*");
        await LookAsync(desk, "screen");
        await desk.Locator("[name='Input.Countries'][value=MK]").CheckAsync();
        await desk.Locator("[name='Input.Uncertain'][value=XK]").CheckAsync();
        await desk.Locator("[name='Input.CityRole'][value=Lead]").CheckAsync();
        await desk.Locator("[name='Input.CoFinancing']").FillAsync("much");
        await desk.Locator("[name='Input.Themes'][value=democracy]").CheckAsync();
        await desk.Locator("button[value=save]").PressAsync("Enter");
        await Assertions.Expect(desk.Locator(".field-problem")).ToBeVisibleAsync();
        await LookAsync(desk, "screen-wrong");
        await desk.Locator("[name='Input.CoFinancing']").FillAsync("10");
        await desk.Locator("button[value=save]").PressAsync("Enter");
        await desk.WaitForURLAsync("**/matches*");
        Assert.Equal(waiting - 10, await CountAsync(desk));

        // The sample cities have said little of themselves, so the advisor decides for one.
        await desk.Locator(".matrix a", new() { HasText = "Kumanovo" }).ClickAsync();
        await desk.Locator("[name=Overall]").SelectOptionAsync("Yes");
        await desk.Locator("[name=Reason]").FillAsync("Their twin town asked us.");
        await desk.Locator("#why button.btn-primary").ClickAsync();
        await Assertions.Expect(desk.Locator("#confirm [name=cities]:checked")).ToHaveCountAsync(1);
        await LookAsync(desk, "matches-confirm");
        await desk.Locator("#confirm button").ClickAsync();
        await Assertions.Expect(desk.Locator("main table")).ToContainTextAsync(Story.Coordinator);
        await Assertions.Expect(desk.FrameLocator("iframe >> nth=0").Locator("body")).ToContainTextAsync("Their twin town asked us.");
        await LookAsync(desk, "alerts");
        await desk.Locator("button[value=confirm]").ClickAsync();
        await Assertions.Expect(desk.Locator(".alert-success")).ToBeVisibleAsync();
        await LookAsync(desk, "alerts-confirmed");

        var city = await chromium.NewPersonAsync(host, Chromium.Phone, javaScript: true);
        await story.SignInAsync(city);
        await city.GotoAsync("/opportunities?lang=en");
        await Assertions.Expect(city.Locator("a.card-link").First).ToContainTextAsync("Their twin town asked us.");
        await LookAsync(city, "city-opportunities");
        await city.Locator("a.card-link").First.ClickAsync();
        await Assertions.Expect(city.Locator("#fits")).ToBeVisibleAsync();
        await LookAsync(city, "city-opportunity");
        await city.Locator("#themes button[value=stop]").First.ClickAsync();
        await Assertions.Expect(city.Locator("#themes button[value=resume]")).ToHaveCountAsync(1);
        await city.Locator("#themes button[value=resume]").ClickAsync();
        await Assertions.Expect(city.Locator("#themes button[value=resume]")).ToHaveCountAsync(0);
        await city.GotoAsync("/our-opportunities");
        await LookAsync(city, "city-dealings");
    }

    private static async Task<int> WaitingAsync(IPage page) =>
        int.Parse(new string([.. (await page.Locator(".screen-bar .count").InnerTextAsync()).Where(char.IsDigit)]), System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<int> CountAsync(IPage page) =>
        int.Parse(await page.Locator(".nav-count").InnerTextAsync(), System.Globalization.CultureInfo.InvariantCulture);

    // No page is wider than its screen, and an accessibility checker finds nothing; the mail in its frame runs no script, so the checker can not enter it.
    private static async Task LookAsync(IPage page, string name)
    {
        var size = page.ViewportSize!;
        foreach (var screen in new[] { (Name: "phone", Size: Chromium.Phone), (Name: "desk", Size: Chromium.Desk) })
        {
            await page.SetViewportSizeAsync(screen.Size.Width, screen.Size.Height);
            var tooWide = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            var found = await page.RunAxe(new AxeRunOptions { Iframes = false });
            if (Pictures is not null)
            {
                await page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, $"{name}-{screen.Name}.png"), FullPage = true });
            }

            Assert.True(tooWide <= 0, $"{name} is {tooWide} pixels wider than a {screen.Name}.");
            Assert.True(
                found.Violations.Length == 0,
                string.Join('\n', found.Violations.Select(v => $"{name}: {v.Id} {v.Help}: {string.Join(' ', v.Nodes.Select(n => n.Html))}")));
        }

        await page.SetViewportSizeAsync(size.Width, size.Height);
    }
}
