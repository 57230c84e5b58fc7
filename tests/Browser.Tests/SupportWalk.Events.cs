using System.Globalization;
using Microsoft.Playwright;

namespace StrongCities.Browser.Tests;

/// <content>The event that belongs to the help, and what others read of it.</content>
public sealed partial class SupportWalk
{
    /// <summary>What the event is called.</summary>
    public const string Event = "A quick channel against rumours";

    /// <summary>What the good practice is called.</summary>
    public const string Practice = "How one town answers rumours within an hour";

    /// <summary>The event's address at the desk.</summary>
    public string AtEvent { get; private set; } = "";

    /// <summary>The good practice's address at the desk.</summary>
    public string AtPractice { get; private set; } = "";

    /// <summary>The advisor proposes an event for two cities, on one of some days, from ten to three.</summary>
    public async Task ProposeEventAsync(params DateOnly[] days)
    {
        await Desk.GotoAsync($"{AtDesk}?lang=en");
        await Desk.Locator("a[href^='/desk/events/new?from=']").ClickAsync();
        await Desk.Locator("[name='Input.Title']").FillAsync(Event);
        await Desk.Locator("[name='Input.Purpose']").FillAsync("Schools, media and the town hall agree who answers.");
        await Desk.Locator("[name='Input.Place']").FillAsync("Town hall");
        foreach (var city in new[] { "Elbasan", "Tetovo" })
        {
            await Desk.Locator("label.choice", new() { HasText = city }).Locator("[name='Input.Cities']").CheckAsync();
        }

        foreach (var (day, row) in days.Select((day, row) => (day, row)))
        {
            await Desk.Locator($"[name='Input.Dates[{row}].Day']").FillAsync(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            await Desk.Locator($"[name='Input.Dates[{row}].From']").FillAsync("10:00");
            await Desk.Locator($"[name='Input.Dates[{row}].Until']").FillAsync("15:00");
        }

        await Desk.Locator("main form button.btn-primary").ClickAsync();
        about.Add((await Desk.Locator("main .number").First.TextContentAsync())!.Trim());
        AtEvent = new Uri(Desk.Url).AbsolutePath;
        await SettleAsync();
        await ActOnEventAsync("poll");
    }

    /// <summary>Somebody is content with every day that is offered.</summary>
    public Task SuitAsync(string who, string words) => AnswerAsync(who, words, async page =>
    {
        foreach (var suits in await page.Locator("[name^='Decision.Fields'][value=Yes]").AllAsync())
        {
            await suits.CheckAsync();
        }
    });

    /// <summary>The advisor chooses the first day.</summary>
    public Task ChooseDayAsync(string words) => AnswerAsync("advisor", words, page => page.Locator("[name^='Decision.Fields'][type=radio]").First.CheckAsync());

    /// <summary>The advisor writes the programme and sends the invitations.</summary>
    public async Task InviteAsync()
    {
        await Desk.GotoAsync($"{AtEvent}?lang=en");
        await Desk.Locator("[name='Input.Parts[0].At']").FillAsync("10:00");
        await Desk.Locator("[name='Input.Parts[0].What']").FillAsync("Who hears it first");
        await Desk.Locator("#plan form button.btn-primary").ClickAsync();
        await SettleAsync();
        await ActOnEventAsync("invite");
    }

    /// <summary>The advisor saves who came: who said that they would.</summary>
    public async Task ListWhoCameAsync()
    {
        await Desk.GotoAsync($"{AtEvent}?lang=en");
        await Desk.Locator("[name=Minutes]").FillAsync("All agreed on one telephone list.");
        await Desk.Locator("button[value=attendance]").ClickAsync();
        await SettleAsync();
    }

    /// <summary>The advisor writes down what others can learn.</summary>
    public async Task WritePracticeAsync()
    {
        await Desk.GotoAsync($"{AtDesk}?lang=en");
        await Desk.Locator("form[action='/desk/practices'] button").ClickAsync();
        AtPractice = new Uri(Desk.Url).AbsolutePath;
        about.Add((await Desk.Locator("main .number").First.TextContentAsync())!.Trim());
        await Desk.Locator("[name='Input.Title']").FillAsync(Practice);
        foreach (var text in new[] { "Summary", "Problem", "Done", "Result", "Lessons" })
        {
            await Desk.Locator($"[name='Input.{text}']").FillAsync($"The {text.ToLowerInvariant()}, in words for everybody.");
        }

        await Desk.Locator("[name='Input.Languages'][value=en]").CheckAsync();
        await Desk.Locator("button[value=save]").ClickAsync();
        await Assertions.Expect(Desk.Locator(".alert-success")).ToBeVisibleAsync();
        await SettleAsync();
    }

    /// <summary>The practice's public address.</summary>
    public async Task<string> PublicAsync()
    {
        await Desk.GotoAsync($"{AtPractice}?lang=en");
        return (await Desk.Locator("main a[href^='/practices/']").First.GetAttributeAsync("href"))!;
    }

    private async Task ActOnEventAsync(string act)
    {
        await Desk.GotoAsync($"{AtEvent}?lang=en");
        await Desk.Locator($"button[value={act}]").ClickAsync();
        // The process goes on by itself, soon after the page has answered.
        await SettleAsync();
        await Desk.GotoAsync($"{AtEvent}?lang=en");
        await Assertions.Expect(Desk.Locator($"button[value={act}]")).ToHaveCountAsync(0);
    }
}
