using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Host.Tests.Hub;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.People;
using Xunit;

namespace StrongCities.Host.Tests.Pages;

[Collection(PageTests.Name)]
public sealed class TaskPageTests(PageHost host)
{
    private const string Advisor = "advisor@example.org";

    [Fact]
    public async Task The_link_leads_to_a_page_without_the_secret_and_the_button_decides_once()
    {
        var link = await NewTaskAsync();
        var browser = host.NewBrowser();
        var opened = await browser.GetAsync(link);
        Assert.Equal(HttpStatusCode.SeeOther, opened.StatusCode);
        var page = opened.Headers.Location!.ToString();
        Assert.DoesNotContain(link.Split('.')[^1], page, StringComparison.Ordinal);

        var shown = await browser.GetAsync(page);
        Assert.True(shown.Headers.CacheControl!.NoStore);
        Assert.Equal("no-referrer", shown.Headers.GetValues("Referrer-Policy").Single());
        Assert.Contains("noindex", shown.Headers.GetValues("X-Robots-Tag").Single(), StringComparison.Ordinal);
        Assert.DoesNotContain("checked=", await shown.TextAsync(), StringComparison.Ordinal);

        var decided = await browser.SendAsync(page, Choose("Accept"));
        Assert.Equal(page, decided.Headers.Location?.ToString());
        Assert.Contains("You decided this on", await browser.ReadAsync(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_many_presses_of_the_button_one_counts_and_the_others_say_so()
    {
        var browser = host.NewBrowser();
        var page = (await browser.GetAsync(await NewTaskAsync())).Headers.Location!.ToString();
        await browser.GetAsync(page);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => browser.SendAsync(page, Choose("Accept"))));
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Redirect);
        foreach (var answer in answers.Where(answer => answer.StatusCode != HttpStatusCode.Redirect))
        {
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Contains("You decided this on", await answer.TextAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_preselected_option_is_only_preselected()
    {
        var browser = host.NewBrowser();
        var (page, response) = await browser.FollowAsync($"{(await NewTaskAsync()).Split('?')[0]}?d=decline");
        var html = await response.TextAsync();
        Assert.Matches("value=\"Decline\"[^>]*checked", html);
        Assert.Contains("What do you decide?", await browser.ReadAsync(page.Split('?')[0]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_shows_something_else_by_now_decides_nothing_and_keeps_what_was_typed()
    {
        var browser = host.NewBrowser();
        var page = (await browser.GetAsync(await NewTaskAsync())).Headers.Location!.ToString();
        var old = Choose("Decline");
        old["Decision.Comment"] = "My long reasons.";
        old["Decision.SeenVersion"] = "99";
        old["Decision.Seen[Problem]"] = "another";
        var answer = await browser.SendAsync(page, old);
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        var html = await answer.TextAsync();
        Assert.Contains("My long reasons.", html, StringComparison.Ordinal);
        Assert.Contains("chip-changed", html, StringComparison.Ordinal);
        Assert.Contains("What do you decide?", await browser.ReadAsync(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_decision_without_a_choice_or_without_its_reason_comes_back_as_typed()
    {
        var browser = host.NewBrowser();
        var page = (await browser.GetAsync(await NewTaskAsync())).Headers.Location!.ToString();
        var nothing = await (await browser.SendAsync(page, new Dictionary<string, string> { ["Decision.Comment"] = "Typed." })).TextAsync();
        Assert.Contains("href=\"#Decision_Option\"", nothing, StringComparison.Ordinal);
        Assert.Contains("Typed.", nothing, StringComparison.Ordinal);

        var silent = await (await browser.SendAsync(page, Choose("Decline"))).TextAsync();
        Assert.Contains("href=\"#Decision_Comment\"", silent, StringComparison.Ordinal);
        Assert.Matches("value=\"Decline\"[^>]*checked", silent);
    }

    [Fact]
    public async Task A_forged_link_a_foreign_browser_and_an_expired_link_each_get_a_clear_page()
    {
        var link = await NewTaskAsync();
        var forged = await host.NewBrowser().GetAsync($"{link.Split('?')[0][..^4]}AAAA");
        Assert.Equal(HttpStatusCode.NotFound, forged.StatusCode);
        Assert.Contains("This link leads nowhere", await forged.TextAsync(), StringComparison.Ordinal);

        var page = (await host.NewBrowser().GetAsync(link)).Headers.Location!.ToString();
        var foreign = await host.NewBrowser().GetAsync(page);
        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
        var made = await host.NewBrowser().GetAsync("/task/AAAAAAAAAAAA");
        Assert.Equal(HttpStatusCode.Forbidden, made.StatusCode);

        var known = host.NewBrowser();
        await known.GetAsync(link);
        var id = page.Split('/')[^1].Split('?')[0];
        await using (var db = host.Services.GetRequiredService<HubDbFactory>().Create(null))
        {
            await db.Grants.Where(grant => grant.PublicId == id).ExecuteUpdateAsync(grant => grant.SetProperty(g => g.ExpiresAt, g => g.IssuedAt), TestContext.Current.CancellationToken);
        }

        var expired = await host.NewBrowser().GetAsync(link);
        Assert.Equal(HttpStatusCode.Gone, expired.StatusCode);
        Assert.Equal(HttpStatusCode.Gone, (await known.GetAsync(page)).StatusCode);
    }

    [Fact]
    public async Task Once_decided_the_link_tells_the_verdict_and_no_longer_the_case_or_its_files()
    {
        var asker = Viewer.Of(await host.NewPersonAsync(Roles.Coordinator));
        var title = $"Task {Guid.NewGuid():N}";
        var form = HubWorld.CompleteForm() with { Title = title };
        await host.SendAsync(new SubmitRequest(asker, title, form, [new Upload("a.txt", 1, () => new MemoryStream([(byte)'a']))]));
        var browser = host.NewBrowser();
        var page = (await browser.GetAsync(await host.LinkAsync(Advisor, "/t/", title))).Headers.Location!.ToString();
        var open = await browser.ReadAsync(page);
        Assert.Contains(form.Problem, open, StringComparison.Ordinal);
        var file = System.Text.RegularExpressions.Regex.Match(open, "/task/[^/\"]+/attachments/[0-9a-f-]+").Value;
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(file)).StatusCode);

        await browser.SendAsync(page, Choose("Accept"));
        var over = await browser.ReadAsync(page);
        Assert.Contains("You decided this on", over, StringComparison.Ordinal);
        Assert.DoesNotContain(title, over, StringComparison.Ordinal);
        Assert.DoesNotContain(form.Problem, over, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(file)).StatusCode);
    }

    private async Task<string> NewTaskAsync()
    {
        var asker = await host.NewPersonAsync(Roles.Coordinator);
        var title = $"Task {Guid.NewGuid():N}";
        await host.SubmitAsync(Viewer.Of(asker), title);
        return await host.LinkAsync(Advisor, "/t/", title);
    }

    private static Dictionary<string, string> Choose(string option) => new() { ["Decision.Option"] = option };
}
