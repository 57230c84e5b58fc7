using System.Net;
using System.Text.RegularExpressions;
using StrongCities.Hub.People;
using Xunit;

namespace StrongCities.Host.Tests.Pages;

[Collection(PageTests.Name)]
public sealed class LookTests(PageHost host)
{
    [Theory]
    [InlineData("/")]
    [InlineData("/sign-in")]
    [InlineData("/desk/sign-in")]
    [InlineData("/mailbox")]
    [InlineData("/nothing-here")]
    [InlineData("/t/forged")]
    public async Task Every_answer_carries_the_security_headers(string path)
    {
        var headers = (await host.NewBrowser().GetAsync(path)).Headers;
        var policy = headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", headers.GetValues("Referrer-Policy").Single());
        Assert.True(headers.CacheControl!.NoStore);
    }

    [Theory]
    [InlineData("/desk/events")]
    [InlineData("/desk/cities")]
    [InlineData("/")]
    public async Task What_is_sent_to_a_page_that_takes_nothing_is_refused_with_a_page(string path)
    {
        var lead = host.SignedIn(await host.PersonAsync("lead@example.org"));
        var answer = await lead.SendAsync("/desk/people/new", new Dictionary<string, string>(), path);
        Assert.Equal((HttpStatusCode.MethodNotAllowed, "GET, HEAD"), (answer.StatusCode, string.Join(", ", answer.Content.Headers.Allow)));
        Assert.Contains("<h1", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_page_has_one_heading_one_main_a_skip_link_and_nothing_inline()
    {
        var city = host.SignedIn(await host.PersonAsync("ana.kumanovo@example.org"));
        var lead = host.SignedIn(await host.PersonAsync("lead@example.org"));
        var applicant = host.SignedIn(await host.PersonAsync(StrongCities.Hub.SampleData.SamplePeople.CoordinatorOf("bitola")));
        var board = await applicant.ReadAsync("/applications");
        var application = Found(board, "/applications/[0-9a-f-]{36}").ToList();
        (Browser Browser, string[] Paths)[] walks =
        [
            (applicant, ["/applications", .. application, .. Found(await applicant.ReadAsync(application[0]), "/papers/(new/)?[0-9a-f-]{36}"), "/calendars"]),
            (lead, ["/desk/applications", "/desk/applications?all=true", .. application.Select(path => path.Replace("/applications", "/desk/cases", StringComparison.Ordinal))]),
            (host.NewBrowser(), ["/", "/sign-in", "/desk/sign-in", "/mailbox", "/none", "/t/forged", "/sign-in/forged", "/unsubscribe/forged"]),
            (city, ["/requests", "/requests/new", "/mails", "/profile", "/opportunities?currency=EUR", .. Found(await city.ReadAsync("/opportunities?q=urban"), "/opportunities/[0-9a-f-]{36}"), "/our-opportunities", .. Found(await city.ReadAsync("/requests"), "/requests/[0-9a-f-]{36}")]),
            (lead, ["/desk", "/desk/unreachable", "/desk/profiles", "/desk/matching", "/desk/opportunities?currency=EUR", .. Found(await lead.ReadAsync("/desk/opportunities?q=urban"), "/desk/opportunities/[0-9a-f-]{36}"), "/desk/screening", "/desk/opportunities/new", .. Found(await lead.ReadAsync("/desk/screening"), "/desk/opportunities/[0-9a-f-]{36}/screen"), "/mails", "/desk/cities", "/desk/cities/city", .. Found(await lead.ReadAsync("/desk/cities"), "/desk/cities/city/[0-9a-f-]{36}").Take(1), "/desk/people", "/desk/people/new", "/designer/definitions/technical-support-request/versions", .. Found(await lead.ReadAsync("/desk?all=true"), "/desk/cases/[0-9a-f-]{36}|/tasks/[0-9a-z]+")]),
        ];
        foreach (var (browser, paths) in walks)
        {
            foreach (var path in paths)
            {
                var html = await browser.ReadAsync(path);
                Assert.True(Regex.Count(html, "<h1[ >]") == 1, $"{path} has not one h1");
                Assert.Single(Regex.Matches(html, "<main "));
                Assert.Contains("href=\"#main\"", html, StringComparison.Ordinal);
                Assert.Matches("<html lang=\"(en|mk)\" dir=\"ltr\">", html);
                Assert.DoesNotMatch("<script(?! src=\"/[a-z]+\\.js\\?v=[^\"]+\" defer></script>)|<style| style=\"| on[a-z]+=\"", html);
                foreach (Match input in Regex.Matches(html, "<(input|select|textarea)(?![^>]*type=\"hidden\")[^>]* id=\"([^\"]+)\""))
                {
                    var id = Regex.Escape(input.Groups[2].Value);
                    Assert.True(Regex.IsMatch(html, $"<label[^>]*for=\"{id}\"|<label[^>]*>\\s*<input[^>]*id=\"{id}\""), $"{path}: {input.Groups[2].Value} has no label");
                }
            }
        }
    }

    [Fact]
    public async Task The_designer_has_one_main_a_skip_link_and_nothing_inline()
    {
        var html = await host.SignedIn(await host.PersonAsync("lead@example.org")).ReadAsync("/designer");
        Assert.Single(Regex.Matches(html, "<main "));
        Assert.Matches("href=\"[^\"]*#(main|designer)\"", html);
        Assert.DoesNotMatch("<script(?![^>]* src=\"[^\":]+\")|<style| style=\"| on[a-z]+=\"", html);
    }

    [Fact]
    public async Task The_language_comes_from_the_address_then_the_person_then_the_cookie_then_the_browser()
    {
        var browser = host.NewBrowser();
        browser.Client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("sq");
        Assert.Contains("<html lang=\"sq\" dir=\"ltr\">", await browser.ReadAsync("/"), StringComparison.Ordinal);
        Assert.Contains("<html lang=\"mk\" dir=\"ltr\">", await browser.ReadAsync("/?lang=mk"), StringComparison.Ordinal);
        Assert.Contains("<html lang=\"mk\" dir=\"ltr\">", await browser.ReadAsync("/"), StringComparison.Ordinal);
        Assert.Contains("<html lang=\"mk\" dir=\"ltr\">", await browser.ReadAsync("/?lang=klingon"), StringComparison.Ordinal);

        var person = await host.NewPersonAsync(Roles.Coordinator);
        var signedIn = host.SignedIn(person);
        Assert.Contains("<html lang=\"en\" dir=\"ltr\">", await signedIn.ReadAsync("/requests"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_switch_on_the_page_is_kept_in_the_browser_and_in_the_person()
    {
        var person = await host.NewPersonAsync(Roles.Coordinator);
        var switched = await host.SignedIn(person).SendAsync("/requests", new Dictionary<string, string> { ["language"] = "sr-Cyrl" }, "/language");
        Assert.Equal("/requests", switched.Headers.Location?.ToString());
        Assert.Contains("<html lang=\"sr-Cyrl\" dir=\"ltr\">", await host.SignedIn(person).ReadAsync("/requests"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("https://evil.example")]
    [InlineData("/\\evil.example")]
    public async Task The_switch_leads_to_no_other_site(string back)
    {
        var switched = await host.NewBrowser().SendAsync("/", new Dictionary<string, string> { ["language"] = "mk", ["back"] = back }, "/language");
        Assert.Equal("/", switched.Headers.Location?.ToString());
    }

    private static IEnumerable<string> Found(string html, string pattern) => Regex.Matches(html, pattern).Select(match => match.Value).Distinct().Take(8);
}
