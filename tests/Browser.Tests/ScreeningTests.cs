using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using MimeKit;
using Xunit;

namespace StrongCities.Browser.Tests;

/// <summary>
/// An advisor screens the sample calls with the keyboard and confirms who hears of one; a city answers from the mail, and goes for it. And a lead
/// sees what a run made of a source.
/// </summary>
public sealed class ScreeningTests(Chromium chromium)
{
    /// <summary>Open, and closing in months, so that nothing of it is urgent.</summary>
    private const string Kept = "Approaches to reuse vacant, obsolete or underutilised spaces";

    private const string City = "Kumanovo";
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
        await RejectAsync(desk, 6);
        Assert.Equal(waiting - 6, await WaitingAsync(desk));
        await ScreenAsync(desk, 3);
        await ScreenKeptAsync(desk);
        Assert.Equal(waiting - 10, await CountAsync(desk));

        await OverrideAsync(desk, "Tetovo");
        await OverrideAsync(desk, City);
        await LookAsync(desk, "matches");
        var promised = await ConfirmAsync(desk);
        var number = await AskedAsync(desk);

        // Nothing of it is urgent: exactly the mails of the preview go, each as a line of its reader's digest of the next working morning.
        Assert.DoesNotContain(await inbox.AllAsync(), IsAboutKept);
        await NextDayAsync(desk);
        var digests = (await inbox.AllAsync()).Where(IsAboutKept).ToList();
        Assert.Equal(2, promised.Count);
        Assert.Equal(promised, digests.Select(mail => mail.To.Mailboxes.Single().Address).Order());

        var city = await chromium.NewPersonAsync(host, Chromium.Phone, javaScript: true);
        await AnswerAsync(city, inbox, digests.Single(mail => mail.To.Mailboxes.Single().Address == Story.Coordinator));
        await RateAsync(desk, await inbox.LinkAsync(Story.Advisor, "/t/", number));
        await city.GotoAsync(await inbox.LinkAsync(Story.Coordinator, "/t/"));
        await LookAsync(city, "go");
        await DecideAsync(city, "Go");
        await FollowAsync(city, story);
        await desk.GotoAsync("/desk?lang=en");
        await desk.Locator("main details.more > summary").First.ClickAsync();
        await Assertions.Expect(desk.Locator("main .lines > li", new() { HasText = Kept }).Filter(new() { HasText = City })).ToContainTextAsync("Prepare an application");
        await LookAsync(desk, "desk");
    }

    [Fact]
    public async Task A_lead_sets_up_a_table_and_sees_what_a_run_made_of_it()
    {
        await using var host = await HostProcess.StartAsync();
        using var inbox = new MailboxInbox(host);
        var lead = await chromium.NewPersonAsync(host, Chromium.Desk, javaScript: true);
        await new Story(host, inbox).SignInAtDeskAsync(lead, Story.Lead);
        await lead.GotoAsync("/desk/sources/source?lang=en");
        await lead.Locator("[name=Name]").FillAsync("Ministry table");
        await lead.Locator("[name=Kind]").SelectOptionAsync("Csv");
        await lead.Locator("button[value=save]").ClickAsync();
        await lead.Locator("[name=Files]").SetInputFilesAsync(new FilePayload
        {
            Name = "calls.csv", MimeType = "text/csv", Buffer = "title,id,deadline\nParks for all,1,2030-10-02\nWells,2,2030-99-99\n"u8.ToArray(),
        });
        await LookAsync(lead, "source");
        await lead.Locator("button[value=upload]").ClickAsync();
        await lead.WaitForURLAsync("**/runs/**");
        await Until.TrueAsync(
            async () =>
            {
                await lead.ReloadAsync();
                return await lead.Locator("#faulty").IsVisibleAsync();
            },
            "the run is over");
        await Assertions.Expect(lead.Locator("main table")).ToContainTextAsync("2030-99-99");
        await LookAsync(lead, "source-run");
        await lead.GotoAsync("/desk/sources");
        await Assertions.Expect(lead.Locator("main table")).ToContainTextAsync("Ministry table");
        await LookAsync(lead, "sources");
    }

    // The nearest deadlines, in bulk.
    private static async Task RejectAsync(IPage desk, int count)
    {
        var rows = desk.Locator("[data-row]");
        for (var at = 0; at < count; at++)
        {
            await desk.Keyboard.PressAsync("j");
            await Assertions.Expect(rows.Nth(at).Locator("[data-open]")).ToBeFocusedAsync();
            await desk.Keyboard.PressAsync("x");
            await Assertions.Expect(rows.Nth(at).Locator("[data-pick]")).ToBeCheckedAsync();
        }

        await Assertions.Expect(desk.Locator("[data-count]")).ToHaveTextAsync($"{count}");
        await desk.Keyboard.PressAsync("r");
        await Assertions.Expect(desk.Locator("#reject")).ToContainTextAsync($"{count}");
        await LookAsync(desk, "screening-reject");
        await desk.Locator("[name=reason][value=OtherTheme]").PressAsync("Space");
        await desk.Locator("button[value=reject]").PressAsync("Enter");
        await Assertions.Expect(desk.Locator(".undo")).ToContainTextAsync($"{count}");
        await LookAsync(desk, "screening-rejected");
    }

    // Those of which nothing is known yet, one after another.
    private static async Task ScreenAsync(IPage desk, int count)
    {
        await desk.Keyboard.PressAsync("j");
        await desk.Keyboard.PressAsync("e");
        await desk.WaitForURLAsync("**/screen");
        for (var screened = 0; screened < count; screened++)
        {
            var here = desk.Url.Split('?')[0];
            await desk.Locator("button[value=next]").PressAsync("Enter");
            await desk.WaitForURLAsync(address => !address.StartsWith(here, StringComparison.Ordinal));
        }
    }

    private static async Task ScreenKeptAsync(IPage desk)
    {
        await desk.GotoAsync("/desk/screening");
        await desk.Locator("[data-row]", new() { HasText = Kept }).Locator("[data-open]").PressAsync("Enter");
        await desk.WaitForURLAsync("**/screen");
        await LookAsync(desk, "screen");
        await desk.Locator("[name='Input.Countries'][value=MK]").CheckAsync();
        await desk.Locator("[name='Input.Uncertain'][value=XK]").CheckAsync();
        await desk.Locator("[name='Input.CityRole'][value=Lead]").CheckAsync();
        await desk.Locator("[name='Input.CoFinancing']").FillAsync("much");
        await desk.Locator("[name='Input.Themes'][value=democracy]").CheckAsync();
        await desk.Locator("button[value=save]").PressAsync("Enter");
        await Assertions.Expect(desk.Locator(".field-problem")).ToBeVisibleAsync();
        await LookAsync(desk, "screen-wrong");

        // Nothing to pay oneself, so that the coordinator decides alone.
        await desk.Locator("[name='Input.CoFinancing']").FillAsync("0");
        await desk.Locator("button[value=save]").PressAsync("Enter");
        await desk.WaitForURLAsync("**/matches*");
    }

    // An advisor may decide otherwise than the rules.
    private static async Task OverrideAsync(IPage desk, string city)
    {
        await desk.Locator(".matrix a", new() { HasText = city }).ClickAsync();
        await Assertions.Expect(desk.Locator("#why-title")).ToContainTextAsync(city);
        await desk.Locator("[name=Overall]").SelectOptionAsync("Yes");
        await desk.Locator("[name=Reason]").FillAsync(Reason);
        await desk.Locator("#why button.btn-primary").ClickAsync();
        await Assertions.Expect(desk.Locator("#confirm .pill", new() { HasText = city }).Locator(":checked")).ToHaveCountAsync(1);
    }

    // Confirms what the preview shows, and gives whom it promised a line in the digest.
    private static async Task<IReadOnlyList<string>> ConfirmAsync(IPage desk)
    {
        await desk.Locator("#confirm button").ClickAsync();
        await desk.Locator("main tbody tr", new() { HasText = Story.Coordinator }).Locator("a").ClickAsync();
        await Assertions.Expect(desk.FrameLocator("iframe >> nth=0").Locator("body")).ToContainTextAsync(Reason);
        await LookAsync(desk, "alerts");
        var readers = await desk.Locator("main tbody tr", new() { HasText = "in the day’s mail" }).Locator("th .cell-note").AllInnerTextsAsync();
        await Assertions.Expect(desk.Locator("main tbody tr")).ToHaveCountAsync(readers.Count);
        await desk.Locator("button[value=confirm]").ClickAsync();
        await Assertions.Expect(desk.Locator(".alert-success")).ToBeVisibleAsync();
        await LookAsync(desk, "alerts-confirmed");
        return [.. readers.Order()];
    }

    // The number of the city's case, when the city is asked.
    private static async Task<string> AskedAsync(IPage desk)
    {
        var asked = desk.Locator("main .lines > li", new() { HasText = Kept }).Filter(new() { HasText = City }).Filter(new() { HasText = "of interest?" });
        await Until.TrueAsync(
            async () =>
            {
                await desk.GotoAsync("/desk?lang=en");
                return await asked.CountAsync() == 1;
            },
            "the city is asked");
        return (await asked.Locator(".number").TextContentAsync())!.Trim();
    }

    // From the link of its line in the digest, without signing in. To look changes nothing, however often.
    private static async Task AnswerAsync(IPage city, Inbox inbox, MimeMessage digest)
    {
        var link = Regex.Match(TextOf(digest), $@"{Regex.Escape(Kept)}: (http\S+/t/\S+)").Groups[1].Value;
        for (var looks = 0; looks < 2; looks++)
        {
            await city.GotoAsync(link);
            await Assertions.Expect(city.Locator("main")).ToContainTextAsync(Kept);
            await Assertions.Expect(city.Locator("main")).ToContainTextAsync(Reason);
            await Assertions.Expect(city.Locator("[name='Decision.Option']")).ToHaveCountAsync(4);
        }

        await LookAsync(city, "interest");
        // All links so far are known, so that the next one is that of the next mail.
        await inbox.LinkAsync(Story.Coordinator, "/t/");
        await DecideAsync(city, "Interested");
    }

    private static async Task RateAsync(IPage desk, string link)
    {
        await desk.GotoAsync(link);
        await Assertions.Expect(desk.Locator("main")).ToContainTextAsync(Kept);
        foreach (var rating in await desk.Locator("main input[type=number]").AllAsync())
        {
            await rating.FillAsync("8");
        }

        await LookAsync(desk, "sheet");
        await desk.Locator(".decide form button.btn-primary").ClickAsync();
        await Assertions.Expect(desk.Locator(".verdict")).ToBeVisibleAsync();
    }

    // What the city sees of it on the portal: its answer, and its application.
    private static async Task FollowAsync(IPage city, Story story)
    {
        await story.SignInAsync(city);
        await Until.TrueAsync(
            async () =>
            {
                await city.GotoAsync("/our-opportunities?lang=en");
                return await city.Locator("a.card-link", new() { HasText = Kept }).CountAsync() == 2;
            },
            "the city sees its answer and its application");
        await LookAsync(city, "our-opportunities");
        await city.Locator("a.card-link", new() { HasText = Kept }).First.ClickAsync();
        await Assertions.Expect(city.Locator(".timeline")).ToBeVisibleAsync();
        await LookAsync(city, "our-opportunity");
        await city.GotoAsync("/opportunities?q=underutilised");
        await city.Locator("a.card-link", new() { HasText = Kept }).ClickAsync();
        await Assertions.Expect(city.Locator("#fits")).ToBeVisibleAsync();
        await LookAsync(city, "city-opportunity");
    }

    private static async Task DecideAsync(IPage person, string option)
    {
        await person.Locator($"[name='Decision.Option'][value={option}]").CheckAsync();
        await person.Locator(".decide form button.btn-primary").ClickAsync();
        await Assertions.Expect(person.Locator(".verdict")).ToBeVisibleAsync();
    }

    private static async Task NextDayAsync(IPage desk)
    {
        await desk.GotoAsync("/desk/clock");
        var now = desk.Locator("main strong").First;
        var before = await now.InnerTextAsync();
        await desk.Locator("button[value='1.00:00']").ClickAsync();
        await Assertions.Expect(now).Not.ToHaveTextAsync(before, new() { Timeout = 90_000 });
    }

    private static bool IsAboutKept(MimeMessage mail) => TextOf(mail).Contains(Kept, StringComparison.Ordinal);

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
