using System.Globalization;
using System.Text;
using Microsoft.Playwright;
using StrongCities.Hub.SampleData;

namespace StrongCities.Browser.Tests;

/// <summary>A city on its way through an application, each of its people in a browser of their own, on a clock that the hub drives.</summary>
public sealed partial class ApplicationWalk : IAsyncDisposable
{
    /// <summary>The sample opportunity that two cities are asked about on the first day.</summary>
    public const string Opportunity = "Small grants for safer streets";

    /// <summary>What the city calls its project.</summary>
    public const string Project = "Lamps along the Nišava";

    private const string City = "nis";
    private const string PartnerCity = "bitola";

    /// <summary>All of them read English, so that a story in English can be told of their mails.</summary>
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

    private readonly Chromium chromium;
    private readonly SmtpSink sink;
    private readonly HostProcess host;
    private IPage clock = null!;

    private ApplicationWalk(Chromium chromium, SmtpSink sink, HostProcess host) => (this.chromium, this.sink, this.host) = (chromium, sink, host);

    /// <summary>The mails.</summary>
    public Postbag Mails { get; private set; } = null!;

    /// <summary>The coordinator at the portal.</summary>
    public IPage Portal { get; private set; } = null!;

    /// <summary>The advisor at the desk.</summary>
    public IPage Desk { get; private set; } = null!;

    /// <summary>What time it is.</summary>
    public DateTimeOffset Now { get; private set; } = new(2026, 8, 24, 7, 0, 0, TimeSpan.Zero);

    /// <summary>The application's address at the portal, once it is open.</summary>
    public string Application { get; private set; } = "";

    /// <summary>Starts a host on a Monday morning, and signs in who works at pages.</summary>
    public static async Task<ApplicationWalk> StartAsync(Chromium chromium)
    {
        var sink = new SmtpSink();
        var start = new DateTimeOffset(2026, 8, 24, 7, 0, 0, TimeSpan.Zero);
        var host = await HostProcess.StartAsync(new Dictionary<string, string>
        {
            ["Clock__Mode"] = "Driven",
            ["Clock__Start"] = start.ToString("O", CultureInfo.InvariantCulture),
            ["Mail__Transport"] = "Smtp",
            ["Mail__Smtp__Host"] = "localhost",
            ["Mail__Smtp__Port"] = sink.Port.ToString(CultureInfo.InvariantCulture),
            ["Mail__Smtp__Security"] = "None",
        });
        var walk = new ApplicationWalk(chromium, sink, host) { Mails = new Postbag(Path.Combine(Repository.Root, "tests", "Browser.Tests", "application-story.txt"), sink, People, [Project, Opportunity], "Kumanovo") };
        var inbox = new SinkInbox(sink);
        walk.Desk = await chromium.NewPersonAsync(host, Chromium.Desk, javaScript: true);
        await new Story(host, inbox).SignInAtDeskAsync(walk.Desk);
        walk.clock = await walk.Desk.Context.NewPageAsync();
        await walk.SettleAsync();
        await walk.GatherPeopleAsync(inbox);
        walk.Portal = await chromium.NewPersonAsync(host, Chromium.Desk, javaScript: true);
        await new Story(host, inbox).SignInAsync(walk.Portal, AddressOf("coordinator"));
        await walk.SettleAsync();
        walk.Mails.Begin();
        return walk;
    }

    /// <summary>Lets the clock go on to a moment, and waits until all that was due by then has happened.</summary>
    public async Task GoOnToAsync(DateTimeOffset moment)
    {
        await clock.GotoAsync("/desk/clock");
        await clock.Locator("[name=To]").FillAsync(moment.UtcDateTime.ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture));
        // The form leads back to the same address: the page that comes is told from the one that goes by a mark.
        await clock.EvaluateAsync("document.body.dataset.before = 'yes'");
        await clock.Locator("form:has([name=To]) button").EvaluateAsync("button => button.click()");
        await clock.WaitForFunctionAsync("document.readyState === 'complete' && document.body.dataset.before === undefined", null, new() { Timeout = 300_000 });
        Now = moment;
    }

    /// <summary>Waits until nothing is left to do now.</summary>
    public Task SettleAsync() => GoOnToAsync(Now);

    /// <summary>Ten in the morning of a day, where the city is.</summary>
    public static DateTimeOffset Ten(int year, int month, int day)
    {
        var local = new DateTime(year, month, day, 10, 0, 0);
        return new DateTimeOffset(local, TimeZoneInfo.FindSystemTimeZoneById("Europe/Belgrade").GetUtcOffset(local));
    }

    /// <summary>The address of somebody in the story.</summary>
    public static string AddressOf(string who) => People.Single(person => person.Value == who).Key;

    /// <summary>Somebody opens the link of their newest mail with some words in its subject, without signing in.</summary>
    public async Task<IPage> OpenAsync(string who, string words)
    {
        var page = await chromium.NewPersonAsync(host, Chromium.Phone);
        await page.GotoAsync(Postbag.LinkIn(Mails.Newest(who, words), "/t/"));
        return page;
    }

    /// <summary>Somebody answers what their newest mail with some words in its subject asks; a code that is wanted comes by mail.</summary>
    /// <param name="who">In the story.</param>
    /// <param name="words">Of the subject.</param>
    /// <param name="option">What is chosen; <see langword="null"/> where there is nothing to choose.</param>
    /// <param name="comment">Why.</param>
    /// <param name="fields">What is filled in besides.</param>
    /// <returns>The code that was needed; <see langword="null"/> where none was.</returns>
    public async Task<string?> AnswerAsync(string who, string words, string? option, string? comment = null, params (string Field, string Value)[] fields)
    {
        var page = await OpenAsync(who, words);
        await FillAsync(page, option, comment, fields);
        await page.Locator(".decide form button.btn-primary").ClickAsync();
        string? code = null;
        if (await page.Locator("[name='Decision.Code']").IsVisibleAsync())
        {
            await SettleAsync();
            code = Postbag.CodeIn(Mails.Newest(who, "code for signing"));
            await page.Locator("[name='Decision.Code']").FillAsync(code);
            await page.Locator(".decide form button.btn-primary").ClickAsync();
        }

        await Assertions.Expect(page.Locator(".verdict")).ToBeVisibleAsync();
        await page.Context.CloseAsync();
        await SettleAsync();
        return code;
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

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await sink.DisposeAsync();
    }

    private static async Task FillAsync(IPage page, string? option, string? comment, (string Field, string Value)[] fields)
    {
        if (option is not null && await page.Locator("[name='Decision.Option'][type=radio]").CountAsync() > 0)
        {
            await page.Locator($"[name='Decision.Option'][value={option}]").CheckAsync();
        }

        if (comment is not null)
        {
            await page.Locator("[name='Decision.Comment']").FillAsync(comment);
        }

        foreach (var (field, value) in fields)
        {
            await page.Locator($"[name='Decision.Fields[{field}]']").FillAsync(value);
        }
    }

    // Opens a folded form, fills it in and sends it.
    private static async Task SendAsync(IPage page, ILocator form, (string Field, string Value)[] fields)
    {
        await form.Locator("summary").ClickAsync();
        foreach (var (field, value) in fields)
        {
            var control = form.Locator($"[name='Input.{field}']:not([type=hidden]), [name='{field}']:not([type=hidden])");
            switch (await control.EvaluateAsync<string>("e => e.tagName === 'SELECT' ? 'select' : e.type"))
            {
                case "select":
                    await control.SelectOptionAsync((await control.Locator("option", new() { HasText = value }).First.GetAttributeAsync("value"))!);
                    break;
                case "file":
                    await control.SetInputFilesAsync(new FilePayload { Name = value, MimeType = "application/pdf", Buffer = Encoding.ASCII.GetBytes($"%PDF-1.7 {value}") });
                    break;
                default:
                    await control.FillAsync(value);
                    break;
            }
        }

        await form.Locator("button.btn-primary").ClickAsync();
    }

    // The lead enters who is missing, and lets all read English.
    private async Task GatherPeopleAsync(Inbox inbox)
    {
        var lead = await chromium.NewPersonAsync(host, Chromium.Desk, javaScript: true);
        await new Story(host, inbox).SignInAtDeskAsync(lead, Story.Lead);
        foreach (var (name, who, role) in new[] { ("Zora Ilić", "finance", "Finance"), ("Ljubica Savić", "secretary", "CouncilSecretary") })
        {
            await lead.GotoAsync("/desk/people/new?lang=en");
            await lead.Locator("[name=Name]").FillAsync(name);
            await lead.Locator("[name=Email]").FillAsync(AddressOf(who));
            await lead.Locator("[name=CityId]").SelectOptionAsync(new SelectOptionValue { Label = "Niš" });
            await lead.Locator($"[name=Roles][value={role}]").CheckAsync();
            await SaveInEnglishAsync(lead);
        }

        foreach (var who in new[] { "coordinator", "mayor", "partner", "second advisor" })
        {
            await lead.GotoAsync($"/desk/people?q={Uri.EscapeDataString(AddressOf(who))}");
            await lead.Locator("main tbody a").First.ClickAsync();
            await SaveInEnglishAsync(lead);
        }
    }

    private static async Task SaveInEnglishAsync(IPage lead)
    {
        await lead.Locator("[name=Language]").SelectOptionAsync("en");
        await lead.Locator("main button.btn-primary").Last.ClickAsync();
        await Assertions.Expect(lead.Locator("main table")).ToBeVisibleAsync();
    }
}
