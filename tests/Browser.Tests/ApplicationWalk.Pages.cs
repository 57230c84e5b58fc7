using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace StrongCities.Browser.Tests;

/// <content>What its people find on pages.</content>
public sealed partial class ApplicationWalk
{
    /// <summary>The award's address at the portal, once there is one.</summary>
    public string Award { get; private set; } = "";

    /// <summary>The coordinator finds the application on the city's board.</summary>
    public async Task FindApplicationAsync()
    {
        await Portal.GotoAsync("/applications?lang=en");
        await Portal.Locator("a.card-link", new() { HasText = Opportunity }).ClickAsync();
        Application = new Uri(Portal.Url).AbsolutePath;
    }

    /// <summary>The application's page says where it stands.</summary>
    public async Task StandsAsync(string stage)
    {
        await Portal.GotoAsync($"{Application}?lang=en");
        await Assertions.Expect(Portal.Locator(".now-say")).ToHaveTextAsync(stage);
    }

    /// <summary>The coordinator sends every paper that is still missing.</summary>
    public async Task SendPapersAsync()
    {
        await Portal.GotoAsync($"{Application}?lang=en");
        var missing = Portal.Locator("li.paper:has(.chip-urgent) a.paper-name");
        while (await missing.CountAsync() > 0)
        {
            await missing.First.ClickAsync();
            await Portal.Locator("[name=Files]").SetInputFilesAsync(new FilePayload { Name = "paper.pdf", MimeType = "application/pdf", Buffer = Encoding.ASCII.GetBytes("%PDF-1.7 paper") });
            await Portal.Locator("form:has([name=Files]) button.btn-primary").ClickAsync();
            await Assertions.Expect(Portal.Locator(".alert-success")).ToBeVisibleAsync();
            await Portal.GotoAsync(Application);
        }

        await SettleAsync();
    }

    /// <summary>The coordinator puts a question to the funder on the list.</summary>
    public async Task WriteQuestionAsync(string question)
    {
        await Portal.GotoAsync($"{Application}/questions?lang=en");
        await Portal.Locator("[name=Question]:not([type=hidden])").FillAsync(question);
        await Portal.Locator("form:has([name=Question]:not([type=hidden])) button.btn-primary").ClickAsync();
        await Assertions.Expect(Portal.Locator("main")).ToContainTextAsync(question);
        await SettleAsync();
    }

    /// <summary>The coordinator writes down what the funder answered.</summary>
    public async Task WriteAnswerAsync(string answer)
    {
        await Portal.GotoAsync($"{Application}/questions?lang=en");
        await Portal.Locator("details.more summary").First.ClickAsync();
        await Portal.Locator("[name=Answer]").First.FillAsync(answer);
        await Portal.Locator("form:has([name=Answer]) button.btn-primary").First.ClickAsync();
        await Assertions.Expect(Portal.Locator("blockquote")).ToHaveTextAsync(answer);
        await SettleAsync();
    }

    /// <summary>The coordinator goes on from the application to the award that it won.</summary>
    public async Task FindAwardAsync()
    {
        await Portal.GotoAsync($"{Application}?lang=en");
        await Portal.Locator("main a[href^='/awards/']").First.ClickAsync();
        Award = new Uri(Portal.Url).AbsolutePath;
    }

    /// <summary>Whoever keeps the city's books signs in at the portal.</summary>
    public Task<IPage> FinanceAsync() => SignInAsync("finance");

    /// <summary>Somebody says something of the award on its page.</summary>
    public async Task SayOfAwardAsync(IPage page, string form, params (string Field, string Value)[] fields)
    {
        await page.GotoAsync($"{Award}?lang=en");
        await SendAsync(page, page.Locator("details.more", new() { Has = page.Locator($"button[value={form}]") }), fields);
        await Assertions.Expect(page.Locator(".alert-success")).ToBeVisibleAsync();
        await SettleAsync();
    }

    /// <summary>What everybody can read of awards; <see langword="null"/> where there is nothing.</summary>
    public async Task<JsonNode?> OpenDataAsync()
    {
        using var client = new HttpClient { BaseAddress = Host.Address };
        using var answer = await client.GetAsync(new Uri("/360giving/grants.json", UriKind.Relative));
        return answer.IsSuccessStatusCode ? JsonNode.Parse(await answer.Content.ReadAsStringAsync()) : null;
    }
}
