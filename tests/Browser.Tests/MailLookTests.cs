using System.Text.Encodings.Web;
using System.Text.Unicode;
using Deque.AxeCore.Commons;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Microsoft.Playwright;
using StrongCities.Hub.Mail;
using StrongCities.Hub.Mail.Kinds;
using StrongCities.Hub.People;
using Xunit;

namespace StrongCities.Browser.Tests;

/// <summary>How mails look: every kind in every language, on a phone, in a real browser. With <c>WRITE_PICTURES</c> set, some are kept.</summary>
public sealed class MailLookTests(Chromium chromium) : IAsyncDisposable
{
    private static readonly string? Pictures =
        Environment.GetEnvironmentVariable("WRITE_PICTURES") is null ? null : Path.Combine(Repository.Root, "docs", "pictures");

    private static readonly HashSet<(string Kind, string Language)> Kept =
        [(MailKind.SignOff, "ar"), (MailKind.Plan, "sr-Cyrl"), (MailKind.Countdown, "sq"), (MailKind.RedRisk, "mk")];

    private readonly ServiceProvider services = new ServiceCollection()
        .AddLogging()
        .AddLocalization()
        .AddSingleton(HtmlEncoder.Create(UnicodeRanges.All))
        .AddSingleton<MailHtml>()
        .BuildServiceProvider();

    public static IEnumerable<TheoryDataRow<string>> Tags => Languages.All.Select(language => new TheoryDataRow<string>(language));

    [Theory]
    [MemberData(nameof(Tags))]
    public async Task Every_mail_fits_a_phone_and_is_accessible(string language)
    {
        // Two windows at once: axe keeps one processor busy for each.
        var halves = MailCatalogue.All.Chunk((MailCatalogue.All.Count + 1) / 2);
        var problems = (await Task.WhenAll(halves.Select(kinds => LookAtAsync(kinds, language)))).SelectMany(found => found).ToList();
        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ar")]
    public async Task Mails_can_be_read_in_the_dark(string language)
    {
        var page = await chromium.NewWindowAsync(Chromium.Phone, ColorScheme.Dark);
        foreach (var kind in new[] { MailKind.PleaseComplete, MailKind.SignOff, MailKind.StepUp, MailKind.Clarification })
        {
            await page.SetContentAsync(await WriteAsync(MailCatalogue.Find(kind)!, language));
            Assert.Empty(await AxeAsync(page));
        }

        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("en", false)]
    [InlineData("ar", true)]
    public async Task Labels_stand_before_their_values_and_text_begins_at_its_side(string language, bool isFromTheRight)
    {
        var page = await chromium.NewWindowAsync(Chromium.Desk);
        await page.SetContentAsync(await WriteAsync(MailCatalogue.Find(MailKind.SignOff)!, language));
        var rows = await page.Locator("th[scope=row]").CountAsync();
        Assert.True(rows > 3);
        for (var row = 0; row < rows; row++)
        {
            var label = (await page.Locator("th[scope=row]").Nth(row).BoundingBoxAsync())!;
            var value = (await page.Locator("td.value").Nth(row).BoundingBoxAsync())!;
            Assert.Equal(isFromTheRight, label.X > value.X);
        }

        // On a phone, a value stands below its label, and on the same side, whatever its letters are.
        await page.SetViewportSizeAsync(Chromium.Phone.Width, Chromium.Phone.Height);
        for (var row = 0; row < rows; row++)
        {
            var label = (await page.Locator("th[scope=row]").Nth(row).BoundingBoxAsync())!;
            var value = (await page.Locator("td.value span").Nth(row).BoundingBoxAsync())!;
            Assert.Equal(isFromTheRight ? label.X + label.Width : label.X, isFromTheRight ? value.X + value.Width : value.X, 2.0f);
        }

        var side = await page.EvaluateAsync<float[]>(
            "() => { const r = document.createRange(); r.selectNodeContents(document.querySelector('h1')); const t = r.getBoundingClientRect(), c = document.querySelector('.card').getBoundingClientRect(); return [t.left - c.left, c.right - t.right]; }");
        Assert.Equal(isFromTheRight, side[1] < side[0]);
        await page.Context.CloseAsync();
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();

    private async Task<List<string>> LookAtAsync(IEnumerable<IMailKind> kinds, string language)
    {
        var page = await chromium.NewWindowAsync(Chromium.Phone);
        var problems = new List<string>();
        foreach (var kind in kinds)
        {
            await page.SetContentAsync(await WriteAsync(kind, language));
            var name = $"{kind.Id} {language}";
            var wide = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            if (wide > 0)
            {
                problems.Add($"{name} is {wide} pixels wider than a phone");
            }

            problems.AddRange((await AxeAsync(page)).Select(found => $"{name}: {found}"));
            if (Pictures is not null && Kept.Contains((kind.Id, language)))
            {
                await page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, $"mail-{kind.Id}-{language}-phone.png"), FullPage = true });
            }
        }

        await page.Context.CloseAsync();
        return problems;
    }

    /// <summary>The axe that the package brings, loaded once for each window: it outlives another content, and loading it takes longer than a look.</summary>
    private static async Task<string[]> AxeAsync(IPage page)
    {
        if (!await page.EvaluateAsync<bool>("typeof window.axe === 'object'"))
        {
            await page.EvaluateAsync(new BundledAxeScriptProvider().GetScript());
        }

        // What a mail lies in has a main part and regions; the mail itself is an article.
        return await page.EvaluateAsync<string[]>(
            """
            async () => (await axe.run(document, { resultTypes: ['violations'], rules: { 'landmark-one-main': { enabled: false }, 'region': { enabled: false } } }))
              .violations.map(v => `${v.id} ${v.help}: ${v.nodes.map(n => n.html).join(' ')}`)
            """);
    }

    private Task<string> WriteAsync(IMailKind kind, string language)
    {
        var words = new MailLanguage(services.GetRequiredService<IStringLocalizerFactory>(), language, "Europe/Skopje");
        return services.GetRequiredService<MailHtml>().WriteAsync(ComposeMail.Write(kind, MailSample.Situation(kind, words, new MailOptions())));
    }
}
