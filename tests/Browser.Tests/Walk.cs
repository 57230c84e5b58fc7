using System.Globalization;
using System.Text;
using Microsoft.Playwright;

namespace StrongCities.Browser.Tests;

/// <summary>Some people on their way through a long story, each in a browser of their own, on a clock that the hub drives.</summary>
/// <param name="chromium">Their browsers.</param>
/// <param name="story">The file that tells the story's mails.</param>
/// <param name="people">Addresses, and what the story calls them. All of them read English, so that a story in English can be told of their mails.</param>
/// <param name="about">What a mail of the story names; more may become known on the way.</param>
/// <param name="elsewhere">What only a mail of other stories names.</param>
public abstract class Walk(Chromium chromium, string story, IReadOnlyDictionary<string, string> people, IReadOnlyList<string> about, string? elsewhere = null) : IAsyncDisposable
{
    private IPage clock = null!;

    /// <summary>The mails.</summary>
    public Postbag Mails { get; private set; } = null!;

    /// <summary>The coordinator at the portal.</summary>
    public IPage Portal { get; private set; } = null!;

    /// <summary>The advisor at the desk.</summary>
    public IPage Desk { get; private set; } = null!;

    /// <summary>The lead at the desk.</summary>
    public IPage Lead { get; private set; } = null!;

    /// <summary>What time it is: a Monday morning at first.</summary>
    public DateTimeOffset Now { get; private set; } = new(2026, 8, 24, 7, 0, 0, TimeSpan.Zero);

    /// <summary>The host.</summary>
    protected HostProcess Host { get; private set; } = null!;

    /// <summary>Takes its mails.</summary>
    protected SmtpSink Sink { get; private set; } = null!;

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
    public string AddressOf(string who) => people.Single(person => person.Value == who).Key;

    /// <summary>Somebody opens the link of their newest mail with some words in its subject, without signing in.</summary>
    public async Task<IPage> OpenAsync(string who, string words)
    {
        var page = await chromium.NewPersonAsync(Host, Chromium.Phone);
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
    public Task<string?> AnswerAsync(string who, string words, string? option, string? comment = null, params (string Field, string Value)[] fields) =>
        AnswerAsync(who, words, page => FillAsync(page, option, comment, fields));

    /// <inheritdoc cref="AnswerAsync(string, string, string?, string?, ValueTuple{string, string}[])"/>
    /// <param name="who">In the story.</param>
    /// <param name="words">Of the subject.</param>
    /// <param name="fillAsync">Fills the form in.</param>
    public async Task<string?> AnswerAsync(string who, string words, Func<IPage, Task> fillAsync)
    {
        var page = await OpenAsync(who, words);
        await fillAsync(page);
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

    /// <summary>A page fits both screens, and an accessibility checker finds nothing on it.</summary>
    public static async Task LookAsync(IPage page, string address, string name)
    {
        var size = page.ViewportSize!;
        foreach (var (screen, look) in new[] { ("phone", Chromium.Phone), ("desk", Chromium.Desk) })
        {
            await page.SetViewportSizeAsync(look.Width, look.Height);
            await LookTests.CheckAsync(page, address, name, screen);
        }

        await page.SetViewportSizeAsync(size.Width, size.Height);
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Sink.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Starts a host, signs the advisor in, prepares the people, and signs the coordinator in. The story begins after that.</summary>
    /// <param name="prepareAsync">What the lead does first, signed in at the desk.</param>
    protected async Task BeginAsync(Func<IPage, Task> prepareAsync)
    {
        Sink = new SmtpSink();
        Host = await HostProcess.StartAsync(new Dictionary<string, string>
        {
            ["Clock__Mode"] = "Driven",
            ["Clock__Start"] = Now.ToString("O", CultureInfo.InvariantCulture),
            ["Mail__Transport"] = "Smtp",
            ["Mail__Smtp__Host"] = "localhost",
            ["Mail__Smtp__Port"] = Sink.Port.ToString(CultureInfo.InvariantCulture),
            ["Mail__Smtp__Security"] = "None",
        });
        Mails = new Postbag(Path.Combine(Repository.Root, "tests", "Browser.Tests", story), Sink, people, about, elsewhere);
        var inbox = new SinkInbox(Sink);
        Desk = await chromium.NewPersonAsync(Host, Chromium.Desk, javaScript: true);
        await new Story(Host, inbox).SignInAtDeskAsync(Desk);
        clock = await Desk.Context.NewPageAsync();
        await SettleAsync();
        Lead = await chromium.NewPersonAsync(Host, Chromium.Desk, javaScript: true);
        await new Story(Host, inbox).SignInAtDeskAsync(Lead, Story.Lead);
        await prepareAsync(Lead);
        Portal = await SignInAsync("coordinator");
        await SettleAsync();
        Mails.Begin();
    }

    /// <summary>Somebody of a city signs in at the portal.</summary>
    protected async Task<IPage> SignInAsync(string who)
    {
        var page = await chromium.NewPersonAsync(Host, Chromium.Desk, javaScript: true);
        await new Story(Host, new SinkInbox(Sink)).SignInAsync(page, AddressOf(who));
        return page;
    }

    /// <summary>Opens a folded form, fills it in and sends it.</summary>
    /// <param name="page">Where.</param>
    /// <param name="form">The form.</param>
    /// <param name="fields">By the end of their names. Files are given by a name with an ending.</param>
    protected static async Task SendAsync(IPage page, ILocator form, (string Field, string Value)[] fields)
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

    /// <summary>The lead enters somebody of a city.</summary>
    protected async Task EnterAsync(IPage lead, string name, string who, string city, string role)
    {
        await lead.GotoAsync("/desk/people/new?lang=en");
        await lead.Locator("[name=Name]").FillAsync(name);
        await lead.Locator("[name=Email]").FillAsync(AddressOf(who));
        await lead.Locator("[name=CityId]").SelectOptionAsync(new SelectOptionValue { Label = city });
        await lead.Locator($"[name=Roles][value={role}]").CheckAsync();
        await SaveInEnglishAsync(lead);
    }

    /// <summary>The lead lets somebody read English.</summary>
    protected async Task LetReadEnglishAsync(IPage lead, string who)
    {
        await lead.GotoAsync($"/desk/people?q={Uri.EscapeDataString(AddressOf(who))}");
        await lead.Locator("main tbody a").First.ClickAsync();
        await SaveInEnglishAsync(lead);
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
            var control = page.Locator($"[name='Decision.Fields[{field}]']");
            await (await control.CountAsync() > 1 ? control.And(page.Locator($"[value='{value}']")).CheckAsync() : control.FillAsync(value));
        }
    }

    private static async Task SaveInEnglishAsync(IPage lead)
    {
        await lead.Locator("[name=Language]").SelectOptionAsync("en");
        await lead.Locator("main button.btn-primary").Last.ClickAsync();
        await Assertions.Expect(lead.Locator("main table")).ToBeVisibleAsync();
    }
}
