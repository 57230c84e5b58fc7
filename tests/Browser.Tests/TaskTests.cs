using Microsoft.Playwright;
using Xunit;

namespace StrongCities.Browser.Tests;

/// <summary>Tasks as those who are asked see them, from the mail to the verdict, without JavaScript but where it is named.</summary>
public sealed class TaskTests(Chromium chromium, TaskHost tasks) : IClassFixture<TaskHost>
{
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("TASK_PICTURES");

    [Fact]
    public async Task A_double_click_counts_once_and_the_quorum_waits_for_the_other()
    {
        var number = await tasks.AskAsync(chromium);
        var first = await tasks.OpenAsync(chromium, Story.Advisor, number);
        await ShootAsync(first, "quorum-ask");
        await first.Locator("[name='Decision.Option'][value=Approve]").CheckAsync();
        await first.Locator(".decide form button.btn-primary").DblClickAsync();
        await Assertions.Expect(first.Locator(".verdict")).ToContainTextAsync("1 of 2");
        await ShootAsync(first, "quorum-waiting");

        // A second tab of the same person, from the same mail, shows the same.
        await first.GotoAsync(first.Url);
        await Assertions.Expect(first.Locator(".verdict")).ToContainTextAsync("1 of 2");
        Assert.Equal(0, await first.Locator("[name='Decision.Option']").CountAsync());

        await tasks.Story.DecideAsync(await chromium.NewPersonAsync(tasks.Host, Chromium.Phone), TaskHost.SecondAdvisor, number, "Approve");
        await tasks.Inbox.LinkAsync(Story.Lead, "/t/", number);
    }

    [Fact]
    public async Task Two_approvers_at_once_both_count()
    {
        var number = await tasks.AskAsync(chromium);
        var pages = new[] { await tasks.OpenAsync(chromium, Story.Advisor, number), await tasks.OpenAsync(chromium, TaskHost.SecondAdvisor, number) };
        await Task.WhenAll(pages.Select(TaskHost.ApproveAsync));
        foreach (var page in pages)
        {
            // The answer to the form is there, so that the reload doesn't overtake it.
            await Assertions.Expect(page.Locator(".verdict")).ToBeVisibleAsync();
            await page.ReloadAsync();
            await Assertions.Expect(page.Locator(".verdict-word")).ToBeVisibleAsync();
        }

        await tasks.Inbox.LinkAsync(Story.Lead, "/t/", number);
    }

    [Fact]
    public async Task One_no_ends_it_and_the_other_is_told_what_happened()
    {
        var number = await tasks.AskAsync(chromium);
        var slow = await tasks.OpenAsync(chromium, Story.Advisor, number);
        var quick = await tasks.OpenAsync(chromium, TaskHost.SecondAdvisor, number);
        await quick.Locator("[name='Decision.Option'][value=Decline]").CheckAsync();
        await quick.Locator(".decide form button.btn-primary").ClickAsync();
        await TaskHost.ApproveAsync(slow);
        await Assertions.Expect(slow.Locator("[role=alert]")).ToContainTextAsync("not counted");
        await Assertions.Expect(slow.Locator(".verdict")).ToContainTextAsync("Besa Rama");
        await ShootAsync(slow, "late");
    }

    [Fact]
    public async Task Whoever_has_an_interest_steps_aside_and_sees_the_case_no_more()
    {
        var number = await tasks.AskAsync(chromium);
        await tasks.AdviseAsync(chromium, number);
        var lead = await tasks.OpenAsync(chromium, Story.Lead, number);
        Assert.DoesNotContain("Safer ways to school", await lead.ContentAsync(), StringComparison.Ordinal);
        await ShootAsync(lead, "declare");
        await lead.Locator("[name=Interest]").FillAsync("My sister works there.");
        await lead.Locator("form[action*=Aside] button").ClickAsync();
        await Assertions.Expect(lead.Locator("h1")).ToContainTextAsync("stepped aside");
        await ShootAsync(lead, "aside");
        // The only lead is out of it, so an advisor is asked.
        await tasks.Inbox.LinkAsync(Story.Advisor, "/t/", number);
    }

    [Fact]
    public async Task A_signature_takes_the_code_from_the_mail_and_a_forwarded_link_can_not_sign()
    {
        var number = await tasks.AskAsync(chromium);
        await tasks.LeadAsync(chromium, number);
        var link = await tasks.Inbox.LinkAsync(TaskHost.Mayor, "/t/", number);

        // Somebody to whom the mail was forwarded sees for whom it was, and gets stuck at the code.
        var other = await chromium.NewPersonAsync(tasks.Host, Chromium.Desk);
        await other.GotoAsync(link);
        Assert.Contains(TaskHost.Mayor, await other.ContentAsync(), StringComparison.Ordinal);
        await TaskHost.ApproveAsync(other);
        await ShootAsync(other, "code");
        await other.Locator("[name='Decision.Code']").FillAsync("123456");
        await other.Locator(".decide form button.btn-primary").ClickAsync();
        await Assertions.Expect(other.Locator("[name='Decision.Code']")).ToHaveAttributeAsync("aria-invalid", "true");
        Assert.True(await other.Locator("[name='Decision.Option'][value=Approve]").IsCheckedAsync());

        // And the address of the page is worth nothing in another browser.
        var stranger = await chromium.NewPersonAsync(tasks.Host, Chromium.Phone);
        Assert.Equal(403, (await stranger.GotoAsync(other.Url))!.Status);

        var mayor = await chromium.NewPersonAsync(tasks.Host, Chromium.Phone);
        await mayor.GotoAsync(link);
        await TaskHost.ApproveAsync(mayor);
        await mayor.Locator("[name='Decision.Code']").FillAsync(await tasks.CodeAsync(TaskHost.Mayor, number));
        await mayor.Locator(".decide form button.btn-primary").ClickAsync();
        await Assertions.Expect(mayor.Locator(".verdict-word")).ToBeVisibleAsync();
        await ShootAsync(mayor, "signed");
    }

    [Fact]
    public async Task The_desk_a_reply_and_the_portal_decide_as_the_link_does()
    {
        var number = await tasks.AskAsync(chromium);
        var desk = await chromium.NewPersonAsync(tasks.Host, Chromium.Desk);
        await tasks.Story.OpenAtDeskAsync(desk, number);
        await desk.Locator("[name='Decision.Option'][value=Approve]").CheckAsync();
        await desk.Locator("form[action^='/tasks/'] button.btn-primary").ClickAsync();
        await Assertions.Expect(desk.Locator("[name='Decision.Option']")).ToHaveCountAsync(0);

        var reader = await chromium.NewPersonAsync(tasks.Host, Chromium.Phone);
        await reader.GotoAsync($"/mailbox?to={TaskHost.SecondAdvisor}");
        await reader.Locator(".mails a", new() { HasText = number }).First.ClickAsync();
        await reader.Locator("textarea[name=text]").FillAsync("Approve\nWe have done this before.");
        await reader.Locator("main form button.btn-primary").ClickAsync();
        await Assertions.Expect(reader.Locator("[role=status]")).ToContainTextAsync("Decided");
        await ShootAsync(reader, "replied");

        var lead = await tasks.OpenAsync(chromium, Story.Lead, number);
        await lead.Locator(".declare button").ClickAsync();
        await TaskHost.ApproveAsync(lead);
        var mayor = await SignInAsync(TaskHost.Mayor);
        await mayor.GotoAsync("/requests");
        await mayor.Locator("a.card-task", new() { HasText = number }).ClickAsync();
        await TaskHost.ApproveAsync(mayor);
        await mayor.Locator("[name='Decision.Code']").FillAsync(await tasks.CodeAsync(TaskHost.Mayor, number));
        await mayor.Locator(".decide form button.btn-primary").ClickAsync();
        await Assertions.Expect(mayor.Locator(".verdict-word")).ToBeVisibleAsync();

        // The case's history tells who decided by which way.
        await desk.ReloadAsync();
        foreach (var name in new[] { "Daniel Weber", "Besa Rama" })
        {
            await Assertions.Expect(desk.Locator("main")).ToContainTextAsync(name);
        }
    }

    [Fact]
    public async Task A_mayor_who_goes_away_names_who_stands_in_and_the_tasks_go_there()
    {
        var number = await tasks.AskAsync(chromium);
        await tasks.AdviseAsync(chromium, number);
        var mayor = await SignInAsync(TaskHost.Mayor);
        await mayor.GotoAsync("/away");
        await mayor.Locator("main form button.btn-primary").ClickAsync();
        await Assertions.Expect(mayor.Locator(".field-problem").First).ToBeVisibleAsync();
        await mayor.Locator("[name=From]").FillAsync("2020-01-01");
        await mayor.Locator("[name=Until]").FillAsync("2020-01-02");
        await mayor.Locator("main form button.btn-primary").ClickAsync();
        await ShootAsync(mayor, "away");

        var today = DateTimeOffset.Parse(await NowAsync(), null);
        await mayor.Locator("[name=From]").FillAsync($"{today.AddDays(-1):yyyy-MM-dd}");
        await mayor.Locator("[name=Until]").FillAsync($"{today.AddDays(20):yyyy-MM-dd}");
        await mayor.Locator("[name=SubstituteId]").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await mayor.Locator("main form button.btn-primary").ClickAsync();
        await Assertions.Expect(mayor.Locator("form[action*=End]")).ToBeVisibleAsync();

        var lead = await tasks.OpenAsync(chromium, Story.Lead, number);
        await lead.Locator(".declare button").ClickAsync();
        await TaskHost.ApproveAsync(lead);
        var substitute = await tasks.OpenAsync(chromium, Story.Coordinator, number);
        await Assertions.Expect(substitute.Locator("p.note").First).ToBeVisibleAsync();
        await ShootAsync(substitute, "for");

        await mayor.GotoAsync("/away");
        await mayor.Locator("form[action*=End] button").ClickAsync();
        await substitute.ReloadAsync();
        Assert.Equal(0, await substitute.Locator("[name='Decision.Option']").CountAsync());
    }

    [Fact]
    public async Task An_advisor_gives_a_task_more_time_and_puts_it_aside()
    {
        var number = await tasks.AskAsync(chromium);
        var desk = await chromium.NewPersonAsync(tasks.Host, Chromium.Desk);
        await tasks.Story.OpenAtDeskAsync(desk, number);
        await desk.Locator("a[href^='/desk/tasks/']").First.ClickAsync();
        await desk.Locator("form:has([value=Extended]) button").ClickAsync();
        await Assertions.Expect(desk.Locator(".field-problem").First).ToBeVisibleAsync();
        await desk.Locator("[name='Reason[Extended]']").FillAsync("The file came late.");
        await desk.Locator("form:has([value=Extended]) button").ClickAsync();
        await Assertions.Expect(desk.Locator("blockquote")).ToContainTextAsync("The file came late.");
        await ShootAsync(desk, "manage");
        await desk.Locator("[name='Reason[Parked]']").FillAsync("We wait for the council.");
        await desk.Locator("form:has([value=Parked]) button").ClickAsync();
        await Assertions.Expect(desk.Locator(".chip-changed")).ToBeVisibleAsync();
        Assert.Equal(0, await desk.Locator("form:has([value=Parked])").CountAsync());
    }

    [Fact]
    public async Task An_expired_link_says_so_and_decides_nothing()
    {
        var number = await tasks.AskAsync(chromium);
        var page = await tasks.OpenAsync(chromium, Story.Advisor, number);
        await page.Locator("[name='Decision.Option'][value=Approve]").CheckAsync();
        await page.Locator("[name='Decision.Comment']").FillAsync("My long thoughts.");
        await tasks.AdvanceAsync(chromium, 90);
        await page.Locator(".decide form button.btn-primary").ClickAsync();
        await Assertions.Expect(page.Locator("textarea[readonly]")).ToContainTextAsync("My long thoughts.");
        await ShootAsync(page, "expired");
    }

    private async Task<IPage> SignInAsync(string email)
    {
        var page = await chromium.NewPersonAsync(tasks.Host, Chromium.Phone);
        await tasks.Story.SignInAsync(page, email);
        return page;
    }

    // The host's own time: it is driven, and other tests have driven it.
    private async Task<string> NowAsync()
    {
        var mails = await tasks.Inbox.AllAsync();
        return mails.Max(mail => mail.Date).ToString("O");
    }

    private static async Task ShootAsync(IPage page, string name)
    {
        // No page is wider than its screen.
        var size = page.ViewportSize!;
        foreach (var screen in new[] { (Name: "phone", Size: Chromium.Phone), (Name: "desk", Size: Chromium.Desk) })
        {
            await page.SetViewportSizeAsync(screen.Size.Width, screen.Size.Height);
            var tooWide = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            Assert.True(tooWide <= 0, $"{name} is {tooWide} pixels wider than a {screen.Name}.");
            if (Pictures is not null)
            {
                await page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, $"{name}-{screen.Name}.png"), FullPage = true });
            }
        }

        await page.SetViewportSizeAsync(size.Width, size.Height);
    }
}
