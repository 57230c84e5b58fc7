using System.Text.RegularExpressions;
using Microsoft.Playwright;
using StrongCities.Host.Tests.Tasks;
using StrongCities.Hub.SampleData;
using Xunit;

namespace StrongCities.Browser.Tests;

/// <summary>
/// A host whose requests go through three tasks: both advisors must agree, then the lead decides after a declaration of interests, then the mayor
/// signs. It began as any other, so that its sample data is that of the shipped process.
/// </summary>
public sealed partial class TaskHost : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("task-process-").FullName;
    private IPage? city;

    public static string Mayor { get; } = SamplePeople.SignatoryOf("kumanovo");

    public static string SecondAdvisor => "advisor2@example.org";

    public HostProcess Host { get; private set; } = null!;

    public MailboxInbox Inbox { get; private set; } = null!;

    public Story Story { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        foreach (var shipped in Directory.EnumerateFiles(Path.Combine(Repository.Root, "workflow-definitions"), "*.json"))
        {
            File.Copy(shipped, Path.Combine(folder, Path.GetFileName(shipped)));
        }

        var file = Path.Combine(folder, "technical-support-request.json");
        Host = await HostProcess.StartAsync(new Dictionary<string, string> { ["Runtime__Definitions__Folder"] = folder, ["Clock__Mode"] = "Driven" });
        Inbox = new MailboxInbox(Host);
        Story = new Story(Host, Inbox);
        await File.WriteAllTextAsync(file, TaskProcess.Text(
            TaskProcess.Step.Decision("Advisor", ("Quorum", "All"), ("DueInWorkingDays", 5)),
            TaskProcess.Step.Decision("HubLead", ("Conflicts", "MustDeclare"), ("Stakes", "Money"), ("DueInWorkingDays", 5), ("Ladder", "House"), ("SilencePolicy", "Park")),
            TaskProcess.Step.Decision("Signatory", ("Stakes", "Signature"), ("DueInWorkingDays", 5))));
        await Host.KillAsync();
        await Host.StartAgainAsync();
    }

    /// <summary>A new request's number.</summary>
    public async Task<string> AskAsync(Chromium chromium)
    {
        if (city is null)
        {
            // Once: sign-in links are rationed.
            city = await chromium.NewPersonAsync(Host, Chromium.Phone);
            await Story.SignInAsync(city);
        }

        return await Story.AskForHelpAsync(city);
    }

    /// <summary>Opens the newest link about a case in a browser of its own.</summary>
    public async Task<IPage> OpenAsync(Chromium chromium, string email, string number, ViewportSize? size = null, bool javaScript = false)
    {
        var page = await chromium.NewPersonAsync(Host, size ?? Chromium.Phone, javaScript);
        await page.GotoAsync(await Inbox.LinkAsync(email, "/t/", number));
        return page;
    }

    /// <summary>Goes on to the lead's task.</summary>
    public async Task AdviseAsync(Chromium chromium, string number)
    {
        await Story.DecideAsync(await chromium.NewPersonAsync(Host, Chromium.Phone), Story.Advisor, number, "Approve");
        await Story.DecideAsync(await chromium.NewPersonAsync(Host, Chromium.Phone), SecondAdvisor, number, "Approve");
    }

    /// <summary>Goes on to the mayor's task.</summary>
    public async Task LeadAsync(Chromium chromium, string number)
    {
        await AdviseAsync(chromium, number);
        var lead = await OpenAsync(chromium, Story.Lead, number);
        await lead.Locator(".declare button").ClickAsync();
        await ApproveAsync(lead);
    }

    public static async Task ApproveAsync(IPage page)
    {
        await page.Locator("[name='Decision.Option'][value=Approve]").CheckAsync();
        await page.Locator(".decide form button.btn-primary").ClickAsync();
    }

    /// <summary>The code of the newest mail to somebody about a case that has one.</summary>
    public async Task<string> CodeAsync(string email, string number)
    {
        var code = "";
        await Until.TrueAsync(
            async () =>
            {
                var texts = (await Inbox.AllAsync()).Where(mail => mail.To.Mailboxes.Any(box => box.Address == email)).Select(mail => mail.TextBody ?? "")
                    .Where(text => text.Contains(number, StringComparison.Ordinal));
                code = texts.Select(text => Code().Match(text).Groups[1].Value).LastOrDefault(found => found.Length > 0) ?? "";
                return code.Length > 0;
            },
            $"a code for {number} has come to {email}");
        return code;
    }

    /// <summary>Drives the clock, as an advisor at the desk does.</summary>
    public async Task AdvanceAsync(Chromium chromium, int days)
    {
        var desk = await chromium.NewPersonAsync(Host, Chromium.Desk);
        await Story.SignInAtDeskAsync(desk);
        await desk.GotoAsync("/desk/clock");
        for (var day = 0; day < days; day += 30)
        {
            await desk.Locator("[name=By][value='30.00:00']").ClickAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        Inbox?.Dispose();
        if (Host is not null)
        {
            await Host.DisposeAsync();
        }

        Directory.Delete(folder, recursive: true);
    }

    [GeneratedRegex(@"^\s+(\d{6})\s*$", RegexOptions.Multiline)]
    private static partial Regex Code();
}
