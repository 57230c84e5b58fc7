using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using StrongCities.Hub.People;
using Xunit;

namespace StrongCities.Host.Tests.Pages;

/// <summary>Which languages pages offer, and how one that is written from right to left looks.</summary>
[Collection(PageTests.Name)]
public sealed class LanguageTests(PageHost host)
{
    private const string FromTheRight = "<html lang=\"ar\" dir=\"rtl\">";

    [Fact]
    public async Task Arabic_is_spoken_when_asked_for_and_not_offered_otherwise()
    {
        var browser = host.NewBrowser();
        browser.Client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("ar-EG,ar;q=0.9,mk;q=0.5");
        var offered = await browser.ReadAsync("/");
        Assert.Contains("<html lang=\"mk\" dir=\"ltr\">", offered, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"ar\"", offered, StringComparison.Ordinal);
        Assert.Contains("/bootstrap.min.css", offered, StringComparison.Ordinal);

        var asked = await browser.ReadAsync("/?lang=ar");
        Assert.Contains(FromTheRight, asked, StringComparison.Ordinal);
        Assert.Contains("/bootstrap.rtl.min.css", asked, StringComparison.Ordinal);
        Assert.DoesNotContain("/bootstrap.min.css", asked, StringComparison.Ordinal);
        Assert.Contains("value=\"ar\" lang=\"ar\"", asked, StringComparison.Ordinal);
        Assert.Contains(FromTheRight, await browser.ReadAsync("/sign-in"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_may_have_a_language_that_is_not_offered_and_keeps_it()
    {
        var person = await host.NewPersonAsync(Roles.Coordinator);
        await host.SignedIn(person).SendAsync("/requests", new Dictionary<string, string> { ["language"] = "ar" }, "/language");
        Assert.Contains(FromTheRight, await host.SignedIn(person).ReadAsync("/requests"), StringComparison.Ordinal);
        var fields = await host.SignedIn(await host.PersonAsync("lead@example.org")).ReadAsync($"/desk/people/{person.Id}");
        Assert.Matches("<option value=\"ar\" lang=\"ar\" selected=\"selected\">", fields);
    }

    [Fact]
    public async Task A_page_of_every_language_says_no_key_and_leaves_no_place_open()
    {
        foreach (var language in Languages.All)
        {
            foreach (var page in new[] { "/", "/sign-in", "/desk/sign-in" })
            {
                var html = await host.NewBrowser().ReadAsync($"{page}?lang={language}");
                Assert.Contains($"<html lang=\"{language}\" dir=\"{Languages.Direction(language)}\">", html, StringComparison.Ordinal);
                Assert.DoesNotMatch(">[^<]*(\\{[0-9]|\\b[A-Z][a-z]+\\.[A-Z][A-Za-z]+\\b)[^<]*<", html);
            }
        }
    }

    [Fact]
    public void What_is_offered_can_be_set_and_is_checked()
    {
        Assert.DoesNotContain("ar", new LanguageOptions().Shown());
        Assert.Equal(["en", "ar"], new LanguageOptions { Offered = ["ar", "en"] }.Shown());
        Assert.Equal(["en", "mk", "ar"], new LanguageOptions { Offered = ["ar", "en"] }.Shown("mk"));
        Assert.Single(new LanguageOptions { Offered = ["en", "tlh"] }.Validate(new(new object())));
    }

    [Fact]
    public async Task A_hub_that_offers_Arabic_shows_it_and_takes_it_from_the_browser()
    {
        using var folder = new TemporaryFolder();
        await using var arabic = new PageHostOn(folder.Path, [("Languages:Offered:0", "ar"), ("Languages:Offered:1", "en")]);
        var browser = arabic.NewBrowser();
        browser.Client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("ar-EG");
        var html = await browser.ReadAsync("/");
        Assert.Contains(FromTheRight, html, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"mk\"", html, StringComparison.Ordinal);
        Assert.Equal(["en", "ar"], arabic.Services.GetRequiredService<IOptions<LanguageOptions>>().Value.Shown());
    }

    private sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("strongcities-ar-").FullName;

        public void Dispose()
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(Path, recursive: true);
        }
    }
}
