using Microsoft.Playwright;
using Xunit;

namespace StrongCities.Browser.Tests;

/// <summary>How the pages of applications look and read, on the sample hub's own.</summary>
public sealed class ApplicationLookTests(Chromium chromium)
{
    private const string Coordinator = "bojan.bitola@example.org";

    [Theory]
    [InlineData("phone")]
    [InlineData("desk")]
    public async Task Board_plan_papers_and_the_advisors_list_fit_and_are_accessible(string screen)
    {
        await using var host = await HostProcess.StartAsync();
        using var inbox = new MailboxInbox(host);
        var size = screen == "phone" ? Chromium.Phone : Chromium.Desk;
        var city = await chromium.NewPersonAsync(host, size, javaScript: true);
        var story = new Story(host, inbox);
        await story.SignInAsync(city, Coordinator);
        await LookTests.CheckAsync(city, "/applications?lang=en", "applications", screen);
        var application = await PathOfAsync(city, "Dragor");
        await LookTests.CheckAsync(city, application, "application", screen);
        Assert.Equal(screen == "desk", await city.Locator(".plan-picture").IsVisibleAsync());
        await LookTests.CheckAsync(city, $"{application}?lang=ar", "application-ar", screen, keeps: false);
        await LookTests.CheckAsync(city, $"{application}?lang=en", "application", screen, keeps: false);
        await LookTests.CheckAsync(city, $"{application}/change", "application-change", screen, keeps: false);
        await UnfoldAsync(city);
        await LookTests.CheckHereAsync(city, "application-change-open", screen, keeps: false);
        await city.GotoAsync($"{application}?lang=en");
        await LookTests.CheckAsync(city, await PathOfAsync(city, "Description of the project"), "paper", screen);
        await LookTests.CheckAsync(city, $"/papers/new/{application.Split('/')[^1]}", "paper-new", screen, keeps: false);
        await LookTests.CheckAsync(city, "/calendars", "calendars", screen, keeps: false);
        await city.Locator("main form button").First.ClickAsync();
        Assert.EndsWith(".ics", await city.Locator("#address").InputValueAsync(), StringComparison.Ordinal);

        var advisor = await chromium.NewPersonAsync(host, size, javaScript: true);
        await story.SignInAtDeskAsync(advisor);
        await LookTests.CheckAsync(advisor, "/desk/applications?days=90", "desk-applications", screen);
        await LookTests.CheckAsync(advisor, "/desk/applications?all=true", "desk-applications-all", screen, keeps: false);
        await LookTests.CheckAsync(advisor, application.Replace("/applications", "/desk/cases", StringComparison.Ordinal), "case-application", screen, keeps: false);
    }

    private static async Task UnfoldAsync(IPage page) => await page.EvaluateAsync("document.querySelectorAll('details.more').forEach(part => part.open = true)");

    private static async Task<string> PathOfAsync(IPage page, string text) =>
        (await page.Locator("main a", new() { HasText = text }).First.GetAttributeAsync("href"))!;
}
