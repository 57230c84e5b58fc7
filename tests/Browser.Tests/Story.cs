using Microsoft.Playwright;

namespace StrongCities.Browser.Tests;

/// <summary>What the people of the story do, each in a browser of their own.</summary>
public sealed class Story(HostProcess host, Inbox inbox)
{
    public const string Coordinator = "ana.kumanovo@example.org";
    public const string Advisor = "advisor@example.org";
    public const string AdvisorName = "Daniel Weber";
    public const string Lead = "lead@example.org";
    public const string Answer = "We met the schools and agreed on a plan.";

    public async Task SignInAsync(IPage city, string email = Coordinator)
    {
        await city.GotoAsync("/sign-in");
        await city.Locator("[name=Email]").FillAsync(email);
        await PressAsync(city);
        await city.GotoAsync(await inbox.LinkAsync(email, "/sign-in/"));
        await PressAsync(city);
    }

    public async Task SignInAtDeskAsync(IPage advisor, string email = Advisor)
    {
        await advisor.GotoAsync("/desk/sign-in");
        await advisor.Locator("[name=Email]").FillAsync(email);
        var password = await File.ReadAllTextAsync(Path.Combine(host.DataFolder, "development-password.txt"));
        await advisor.Locator("[name=Password]").FillAsync(password.Trim());
        await PressAsync(advisor);
    }

    /// <summary>Opens a case at the desk as its advisor.</summary>
    public async Task OpenAtDeskAsync(IPage advisor, string number)
    {
        await SignInAtDeskAsync(advisor);
        await advisor.GotoAsync($"/desk?q={number}");
        await advisor.Locator("table tr", new() { HasText = number }).Locator("a").First.ClickAsync();
    }

    /// <summary>Sends a complete request and gives its number.</summary>
    public async Task<string> AskForHelpAsync(IPage city)
    {
        await city.GotoAsync("/requests/new");
        await city.Locator("[name='Form.Title']").FillAsync("Safer ways to school");
        await city.Locator("[name='Form.Lane'][value=ShortAdvice]").CheckAsync();
        await city.Locator("[name='Form.Problem']").FillAsync("Three crossings near schools have had accidents since spring.");
        await city.Locator("[name='Form.Wish']").FillAsync("A day with somebody who has done it elsewhere.");
        await city.Locator("[name='Form.WishedBy']").FillAsync("2030-03-01");
        await city.Locator("[name='Form.Authority']").FillAsync("The mayor and the department of transport.");
        await PressAsync(city);
        return (await city.Locator(".number").First.TextContentAsync())!.Trim();
    }

    /// <summary>Opens the link of the newest mail about a case and chooses an option.</summary>
    public async Task DecideAsync(IPage person, string email, string number, string option)
    {
        await person.GotoAsync(await inbox.LinkAsync(email, "/t/", number));
        await person.Locator($"[name='Decision.Option'][value={option}]").CheckAsync();
        await PressAsync(person);
    }

    /// <summary>Opens the link of the newest mail about a case and fills in what it asks.</summary>
    public async Task AnswerAsync(IPage person, string email, string number)
    {
        await person.GotoAsync(await inbox.LinkAsync(email, "/t/", number));
        foreach (var field in await person.Locator("main textarea").AllAsync())
        {
            await field.FillAsync(Answer);
        }

        foreach (var choice in await person.Locator("main select[name^='Decision']").AllAsync())
        {
            await choice.SelectOptionAsync(new SelectOptionValue { Label = AdvisorName });
        }

        await PressAsync(person);
    }

    private static Task PressAsync(IPage person) => person.Locator("main form button.btn-primary").Last.ClickAsync();
}
