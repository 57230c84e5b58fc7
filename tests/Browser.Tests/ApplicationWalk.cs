using Microsoft.Playwright;
using StrongCities.Hub.SampleData;

namespace StrongCities.Browser.Tests;

/// <summary>A city on its way through an application, each of its people in a browser of their own, on a clock that the hub drives.</summary>
public sealed partial class ApplicationWalk : Walk
{
    /// <summary>The sample opportunity that two cities are asked about on the first day.</summary>
    public const string Opportunity = "Small grants for safer streets";

    /// <summary>What the city calls its project.</summary>
    public const string Project = "Lamps along the Nišava";

    private const string City = "nis";
    private const string PartnerCity = "bitola";

    private static readonly Dictionary<string, string> People = new()
    {
        [SamplePeople.CoordinatorOf(City)] = "coordinator",
        [SamplePeople.SignatoryOf(City)] = "mayor",
        ["finance.nis@example.org"] = "finance",
        ["council.nis@example.org"] = "secretary",
        [SamplePeople.CoordinatorOf(PartnerCity)] = "partner",
        [Story.Advisor] = "advisor",
        ["advisor2@example.org"] = "second advisor",
        [Story.Lead] = "lead",
    };

    private ApplicationWalk(Chromium chromium)
        : base(chromium, "application-story.txt", People, [Project, Opportunity], "Kumanovo")
    {
    }

    /// <summary>The application's address at the portal, once it is open.</summary>
    public string Application { get; private set; } = "";

    /// <summary>Starts a host on a Monday morning, and signs in who works at pages.</summary>
    public static async Task<ApplicationWalk> StartAsync(Chromium chromium)
    {
        var walk = new ApplicationWalk(chromium);
        await walk.BeginAsync(walk.GatherPeopleAsync);
        return walk;
    }

    /// <summary>Somebody says something of the application at its page of forms.</summary>
    /// <param name="page">Where they are signed in.</param>
    /// <param name="form">The form's id.</param>
    /// <param name="fields">By the end of their names. Files are given by a name with an ending.</param>
    public async Task SayAsync(IPage page, string form, params (string Field, string Value)[] fields)
    {
        await page.GotoAsync($"{Application}/change?lang=en");
        await SendAsync(page, page.Locator($"#{form}"), fields);
        await Assertions.Expect(page.Locator(".alert-success")).ToBeVisibleAsync();
        await SettleAsync();
    }

    // The lead enters who is missing, and lets all read English.
    private async Task GatherPeopleAsync(IPage lead)
    {
        await EnterAsync(lead, "Zora Ilić", "finance", "Niš", "Finance");
        await EnterAsync(lead, "Ljubica Savić", "secretary", "Niš", "CouncilSecretary");
        foreach (var who in new[] { "coordinator", "mayor", "partner", "second advisor" })
        {
            await LetReadEnglishAsync(lead, who);
        }
    }
}
