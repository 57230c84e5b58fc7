using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using MimeKit;
using Xunit;

namespace StrongCities.Browser.Tests;

/// <summary>An advisor screens the sample calls with the keyboard and confirms who hears of one; a city answers from the mail, and goes for it.</summary>
public sealed class ScreeningTests(Chromium chromium)
{
    private const string Reason = "Their twin town asked us.";

    private static readonly string? Pictures = Environment.GetEnvironmentVariable("SCREENING_PICTURES");

    [Fact]
    public async Task An_advisor_screens_ten_calls_and_a_city_that_answers_from_the_mail_has_an_application()
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
        await desk.Locator("[name='Input.CoFinancing']").FillAsync("0");
        await desk.Locator("button[value=save]").PressAsync("Enter");
        await desk.WaitForURLAsync("**/matches*");
        Assert.Equal(waiting - 10, await CountAsync(desk));

        // An advisor may decide otherwise than the rules.
        await desk.Locator(".matrix a", new() { HasText = "Kumanovo" }).ClickAsync();
        await desk.Locator("[name=Overall]").SelectOptionAsync("Yes");
        await desk.Locator("[name=Reason]").FillAsync(Reason);
        await desk.Locator("#why button.btn-primary").ClickAsync();
        await Assertions.Expect(desk.Locator("#confirm .pill", new() { HasText = "Kumanovo" }).Locator(":checked")).ToHaveCountAsync(1);
        await LookAsync(desk, "matches");
        await desk.Locator("#confirm button").ClickAsync();
        var promised = await PromisedAsync(desk);
        Assert.Contains(Story.Coordinator, promised.Keys);
        await desk.Locator("main table a", new() { HasText = "Ana" }).First.ClickAsync();
        await Assertions.Expect(desk.FrameLocator("iframe >> nth=0").Locator("body")).ToContainTextAsync(Reason);
        await LookAsync(desk, "alerts");
        await desk.Locator("button[value=confirm]").ClickAsync();
        await Assertions.Expect(desk.Locator(".alert-success")).ToBeVisibleAsync();
        await LookAsync(desk, "alerts-confirmed");

        // Exactly those mails go, each as a line of its reader's digest of the next morning.
        Assert.DoesNotContain(await inbox.AllAsync(), mail => TextOf(mail).Contains(kept, StringComparison.Ordinal));
        await NextDayAsync(desk);
        var digests = (await inbox.AllAsync()).Where(mail => TextOf(mail).Contains(kept, StringComparison.Ordinal)).ToList();
        Assert.Equal(promised.Keys.Order(), digests.Select(mail => mail.To.Mailboxes.Single().Address).Order());
        Assert.All(promised.Values, how => Assert.Contains("digest", how, StringComparison.OrdinalIgnoreCase));

        await AnswerAsync(host, inbox, story, desk, kept, digests);
    }

    // From the link in the mail, without signing in, to an application that the city and the hub see.
    private async Task AnswerAsync(HostProcess host, MailboxInbox inbox, Story story, IPage desk, string kept, IEnumerable<MimeMessage> digests)
    {
        var city = await chromium.NewPersonAsync(host, Chromium.Phone, javaScript: true);
        var digest = TextOf(digests.Single(mail => mail.To.Mailboxes.Single().Address == Story.Coordinator));
        await city.GotoAsync(Regex.Match(digest, $@"{Regex.Escape(kept)}: (http\S+/t/\S+)").Groups[1].Value);
        await Assertions.Expect(city.Locator("main")).ToContainTextAsync(kept);
        await Assertions.Expect(city.Locator("main")).ToContainTextAsync(Reason);
        await LookAsync(city, "interest");
        // Its links are known, so that the next one is of another mail.
        await inbox.LinkAsync(Story.Coordinator, "/t/");
        await DecideAsync(city, "Interested");
        await Assertions.Expect(city.Locator(".verdict")).ToBeVisibleAsync();

        await desk.GotoAsync(await inbox.LinkAsync(Story.Advisor, "/t/", "Rate how well"));
        await Assertions.Expect(desk.Locator("main")).ToContainTextAsync(kept);
        foreach (var rating in await desk.Locator("main input[type=number]").AllAsync())
        {
            await rating.FillAsync("8");
        }

        await LookAsync(desk, "sheet");
        await desk.Locator(".decide form button.btn-primary").ClickAsync();
        await city.GotoAsync(await inbox.LinkAsync(Story.Coordinator, "/t/"));
        await LookAsync(city, "go");
        await DecideAsync(city, "Go");
        await Assertions.Expect(city.Locator(".verdict")).ToBeVisibleAsync();

        await story.SignInAsync(city);
        await Until.TrueAsync(
            async () =>
            {
                await city.GotoAsync("/our-opportunities?lang=en");
                return await city.Locator("a.card-link", new() { HasText = kept }).CountAsync() == 2;
            },
            "the city sees its answer and its application");
        await LookAsync(city, "our-opportunities");
        await city.Locator("a.card-link", new() { HasText = kept }).First.ClickAsync();
        await Assertions.Expect(city.Locator(".timeline")).ToBeVisibleAsync();
        await LookAsync(city, "our-opportunity");
        await city.GotoAsync("/opportunities");
        await city.Locator("a.card-link", new() { HasText = kept }).First.ClickAsync();
        await Assertions.Expect(city.Locator("#fits")).ToBeVisibleAsync();
        await LookAsync(city, "city-opportunity");

        await desk.GotoAsync("/desk?lang=en");
        await Assertions.Expect(desk.Locator("main table tr", new() { HasText = kept }).First).ToBeVisibleAsync();
        await LookAsync(desk, "desk");
        await desk.GotoAsync("/desk/sources");
        await LookAsync(desk, "sources");
    }

    // Who is promised which mail, as the page has it.
    private static async Task<IReadOnlyDictionary<string, string>> PromisedAsync(IPage preview)
    {
        await Assertions.Expect(preview.Locator("main tbody tr").First).ToBeVisibleAsync();
        var rows = await preview.Locator("main tbody tr").AllAsync();
        var promised = new Dictionary<string, string>();
        foreach (var row in rows)
        {
            promised.Add((await row.Locator("th .cell-note").InnerTextAsync()).Trim(), await row.Locator("td").Nth(2).InnerTextAsync());
        }

        return promised;
    }

    private static async Task DecideAsync(IPage person, string option)
    {
        await person.Locator($"[name='Decision.Option'][value={option}]").CheckAsync();
        await person.Locator(".decide form button.btn-primary").ClickAsync();
    }

    private static async Task NextDayAsync(IPage desk)
    {
        await desk.GotoAsync("/desk/clock");
        var now = desk.Locator("main strong").First;
        var before = await now.InnerTextAsync();
        await desk.Locator("button[value='1.00:00']").ClickAsync();
        await Assertions.Expect(now).Not.ToHaveTextAsync(before, new() { Timeout = 90_000 });
    }

    // Without the folds of a plain text.
    private static string TextOf(MimeMessage mail) => Regex.Replace(mail.TextBody ?? "", @"\s+", " ");

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
