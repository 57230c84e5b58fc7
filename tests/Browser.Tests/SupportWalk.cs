using System.Text;
using Microsoft.Playwright;
using StrongCities.Hub.SampleData;

namespace StrongCities.Browser.Tests;

/// <summary>A city on its way from a red risk to help, and to what others can learn of it.</summary>
public sealed partial class SupportWalk : Walk
{
    /// <summary>A sample risk of the city that its hub may read.</summary>
    public const string Risk = "Rumours set neighbours against each other";

    private const string City = "elbasan";
    private const string PeerCity = "tetovo";

    private static readonly Dictionary<string, string> People = new()
    {
        [SamplePeople.CoordinatorOf(City)] = "coordinator",
        [SamplePeople.SignatoryOf(City)] = "mayor",
        ["finance.elbasan@example.org"] = "finance",
        [SamplePeople.CoordinatorOf(PeerCity)] = "peer",
        ["ilir.basha@example.org"] = "Ilir",
        ["hanna.lindqvist@example.org"] = "Hanna",
        [Story.Advisor] = "advisor",
        ["advisor2@example.org"] = "second advisor",
        [Story.Lead] = "lead",
    };

    // Cases are known by their numbers, once there are any.
    private readonly List<string> about;

    private SupportWalk(Chromium chromium, List<string> about)
        : base(chromium, "support-story.txt", People, about) => this.about = about;

    /// <summary>The request's address at the desk, once the city has asked.</summary>
    public string AtDesk { get; private set; } = "";

    /// <summary>The request's address at the portal.</summary>
    public string AtPortal { get; private set; } = "";

    /// <summary>Starts a host on a Monday morning, and signs in who works at pages.</summary>
    public static async Task<SupportWalk> StartAsync(Chromium chromium)
    {
        var walk = new SupportWalk(chromium, [Risk, Event, Practice]);
        await walk.BeginAsync(walk.GatherPeopleAsync);
        return walk;
    }

    /// <summary>The coordinator sends the register on.</summary>
    public async Task SendRegisterAsync()
    {
        await Portal.GotoAsync("/risks?lang=en");
        about.Add((await Portal.Locator(".risk-under .number").TextContentAsync())!.Trim());
        await Portal.Locator("button[value=submit]").ClickAsync();
        await Assertions.Expect(Portal.Locator("button[value=submit]")).ToHaveCountAsync(0);
        await SettleAsync();
    }

    /// <summary>The coordinator asks for help from the red risk.</summary>
    public async Task AskForHelpAsync()
    {
        await Portal.GotoAsync("/risks?lang=en");
        await Portal.Locator(".risk-line", new() { HasText = Risk }).Locator("a[href^='/requests/new?risk=']").ClickAsync();
        await Assertions.Expect(Portal.Locator("[name='Form.Title']")).ToHaveValueAsync(Risk);
        await Portal.Locator("[name='Form.Lane'][value=Assignment]").CheckAsync();
        await Portal.Locator("[name='Form.Wish']").FillAsync("Somebody who has set up a quick channel with schools and media.");
        await Portal.Locator("[name='Form.WishedBy']").FillAsync("2026-12-15");
        await Portal.Locator("[name='Form.Authority']").FillAsync("The mayor.");
        await Portal.Locator("main form button.btn-primary").Last.ClickAsync();
        about.Add((await Portal.Locator(".number").First.TextContentAsync())!.Trim());
        AtPortal = new Uri(Portal.Url).AbsolutePath;
        AtDesk = $"/desk/cases/{AtPortal.Split('/')[^1]}";
        await SettleAsync();
    }

    /// <summary>The request's page says where it stands.</summary>
    public async Task StandsAsync(string status)
    {
        await Portal.GotoAsync($"{AtPortal}?lang=en");
        await Assertions.Expect(Portal.Locator("[aria-current=step]")).ToContainTextAsync(status);
    }

    /// <summary>The advisor proposes somebody of the pool.</summary>
    public async Task ProposeAsync(string name)
    {
        await Desk.GotoAsync($"{AtDesk}/candidates?lang=en");
        await Desk.Locator($"button[aria-label$='{name}']").ClickAsync();
        await Assertions.Expect(Desk.Locator("#chosen + ol")).ToContainTextAsync(name);
        await SettleAsync();
    }

    /// <summary>A candidate says that there is no personal interest, and then whether they can help.</summary>
    public async Task HelpAsync(string who, string words)
    {
        var page = await OpenAsync(who, words);
        await Assertions.Expect(page.Locator("main")).Not.ToContainTextAsync(Risk);
        await page.Locator("form.declare button").ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync(Risk);
        await page.Context.CloseAsync();
        await AnswerAsync(who, words, "Help");
    }

    /// <summary>A candidate has a personal interest and steps aside.</summary>
    public async Task StepAsideAsync(string who, string words, string interest)
    {
        var page = await OpenAsync(who, words);
        await page.Locator("[name=Interest]").FillAsync(interest);
        await page.Locator("form:has([name=Interest]) button").ClickAsync();
        await Assertions.Expect(page.Locator("main")).Not.ToContainTextAsync(Risk);
        await Assertions.Expect(page.Locator("[name=Interest]")).ToHaveCountAsync(0);
        await page.Context.CloseAsync();
        await SettleAsync();
    }

    /// <summary>Whoever helped sends the report from the link in their mail.</summary>
    public async Task ReportAsync(string who, string words)
    {
        var page = await OpenAsync(who, words);
        await page.Locator("[type=file]").SetInputFilesAsync(new FilePayload { Name = "report.pdf", MimeType = "application/pdf", Buffer = Encoding.ASCII.GetBytes("%PDF-1.7 report") });
        await page.Locator("form:has([type=file]) button.btn-primary").ClickAsync();
        await Assertions.Expect(page.Locator(".verdict")).ToBeVisibleAsync();
        await page.Context.CloseAsync();
        await SettleAsync();
    }

    /// <summary>The coordinator says how strong the controls of the risk are now, from 0 to 3.</summary>
    public async Task ControlAsync(int strength)
    {
        await Portal.GotoAsync("/risks?lang=en");
        await Portal.Locator(".risk-line", new() { HasText = Risk }).Locator("a[href^='/risks/risk/']").ClickAsync();
        await Portal.Locator("[name='Input.ControlStrength']").SelectOptionAsync($"{strength}");
        await Portal.Locator("button[value=save]").ClickAsync();
        await Assertions.Expect(Portal.Locator(".alert-success")).ToBeVisibleAsync();
        await SettleAsync();
    }

    // The lead enters who is missing, and lets all read English.
    private async Task GatherPeopleAsync(IPage lead)
    {
        await EnterAsync(lead, "Flora Meta", "finance", "Elbasan", "Finance");
        foreach (var who in new[] { "coordinator", "mayor", "peer", "second advisor" })
        {
            await LetReadEnglishAsync(lead, who);
        }
    }
}
