using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Hub.Mail;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using Xunit;

namespace StrongCities.Host.Tests.Pages;

/// <summary>The desk's pages about the words of mails. Each test has a kind or language of its own, because they share a hub.</summary>
[Collection(PageTests.Name)]
public sealed partial class MailTextsTests(PageHost host)
{
    private static readonly Dictionary<string, string> Good = new()
    {
        ["Subject"] = "Our subject", ["Heading"] = "Our heading for {{ reader }}", ["Opening"] = "Our opening.", ["Closing"] = "Our closing line.", ["BasedOn"] = "0",
    };

    [Fact]
    public async Task Every_kind_is_listed_and_opens_in_every_language()
    {
        var advisor = await AdvisorAsync();
        var list = await advisor.ReadAsync("/desk/mail-texts");
        foreach (var kind in Mail.MailCases.Kinds)
        {
            Assert.Contains($"href=\"/desk/mail-texts/{kind}\"", list, StringComparison.Ordinal);
            foreach (var language in Languages.All)
            {
                Assert.Equal(HttpStatusCode.OK, (await advisor.GetAsync($"/desk/mail-texts/{kind}?in={language}")).StatusCode);
            }
        }

        Assert.Equal(HttpStatusCode.NotFound, (await advisor.GetAsync("/desk/mail-texts/C99")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await advisor.GetAsync("/desk/mail-texts/C1?in=xx")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await advisor.GetAsync("/desk/mail-texts/C1?version=7")).StatusCode);
    }

    [Fact]
    public async Task A_preview_is_caged_and_has_the_facts_of_the_chosen_case()
    {
        var coordinator = await host.NewPersonAsync(Roles.Coordinator);
        var request = await host.SubmitAsync(Viewer.Of(coordinator), "Benches <b>for</b> all");
        var answer = await (await AdvisorAsync()).GetAsync($"/desk/mail-texts/C7?in=mk&case={request}");
        var page = await answer.TextAsync();
        var frames = Frames().Matches(page);
        Assert.Equal(2, frames.Count);
        Assert.All(frames, frame =>
        {
            Assert.Contains("sandbox=\"\"", frame.Value, StringComparison.Ordinal);
            var mail = WebUtility.HtmlDecode(Source().Match(frame.Value).Groups[1].Value);
            Assert.Contains("Benches &lt;b&gt;for&lt;/b&gt; all", mail, StringComparison.Ordinal);
            Assert.DoesNotContain("href", mail, StringComparison.OrdinalIgnoreCase);
        });
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'self'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("script-src", policy, StringComparison.Ordinal);
        Assert.DoesNotMatch("style-src(-elem)? [^;]*unsafe-inline", policy);

        var foreign = await host.SubmitAsync(Viewer.Of(host.ForeignCoordinator), "Of the other hub");
        Assert.Equal(HttpStatusCode.NotFound, (await (await AdvisorAsync()).GetAsync($"/desk/mail-texts/C7?case={foreign}")).StatusCode);
    }

    [Fact]
    public async Task Preview_saves_nothing_and_save_does_and_the_list_says_so()
    {
        const string page = "/desk/mail-texts/closed?in=bs";
        var advisor = await AdvisorAsync();
        var preview = await (await advisor.SendAsync(page, With("act", "preview"), page)).TextAsync();
        Assert.Contains("Our heading for Arta Hoxha", preview, StringComparison.Ordinal);
        Assert.Contains("Nothing is saved yet", preview, StringComparison.Ordinal);
        Assert.DoesNotContain("Our heading", await advisor.ReadAsync(page), StringComparison.Ordinal);

        var saved = await advisor.SendAsync(page, With("act", "save"), page);
        Assert.Equal("/desk/mail-texts/closed?in=bs&saved=1", saved.Headers.Location?.OriginalString);
        var shown = await advisor.ReadAsync(saved.Headers.Location!.OriginalString);
        Assert.Contains("Saved as version 1", shown, StringComparison.Ordinal);
        Assert.Contains("Our heading for Arta Hoxha", shown, StringComparison.Ordinal);
        Assert.Contains("href=\"/desk/mail-texts/closed?in=bs\"", await advisor.ReadAsync("/desk/mail-texts"), StringComparison.Ordinal);

        var change = await advisor.ReadAsync("/desk/mail-texts/closed?in=bs&version=1");
        Assert.Matches("<ins>.*Our heading", change);
        Assert.Matches("<del>", change);
        var back = await advisor.SendAsync(page, new Dictionary<string, string> { ["act"] = "restore", ["BasedOn"] = "1", ["Restored"] = "0" }, page);
        Assert.EndsWith("saved=2", back.Headers.Location?.OriginalString, StringComparison.Ordinal);
        Assert.DoesNotContain("Our heading for Arta", await advisor.ReadAsync(page), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Subject", "")]
    [InlineData("Subject", "{{ nonsense }}")]
    [InlineData("Heading", "<b>bold</b>")]
    [InlineData("Opening", "{% include 'x' %}")]
    [InlineData("Opening", "See https://evil.example/")]
    [InlineData("Closing", "{% if advisor %}never closed")]
    [InlineData("Closing", "turned\u202E")]
    public async Task What_can_not_be_saved_is_said_at_its_field_and_what_was_typed_stays(string field, string typed)
    {
        const string page = "/desk/mail-texts/declined?in=sr-Latn";
        var advisor = await AdvisorAsync();
        var answer = await advisor.SendAsync(page, With(("act", "save"), (field, typed)), page);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var shown = await answer.TextAsync();
        var control = Regex.Match(shown, $"<(input|textarea)[^>]*name=\"{field}\"[^>]*>([^<]*)", RegexOptions.Singleline);
        Assert.Contains("aria-invalid=\"true\"", control.Value, StringComparison.Ordinal);
        Assert.Contains($"id=\"{field}-problem\"", shown, StringComparison.Ordinal);
        Assert.Contains(typed, WebUtility.HtmlDecode(control.Value), StringComparison.Ordinal);
        foreach (var (name, value) in Good.Where(good => good.Key != field && good.Key != "BasedOn"))
        {
            Assert.Contains(value, WebUtility.HtmlDecode(Regex.Match(shown, $"<(input|textarea)[^>]*name=\"{name}\"[^>]*>([^<]*)", RegexOptions.Singleline).Value), StringComparison.Ordinal);
        }

        await using var db = host.Services.GetRequiredService<HubDbFactory>().Create(null);
        Assert.False(await db.Wordings.AnyAsync(wording => wording.Kind == MailKind.Declined));
    }

    [Fact]
    public async Task Whoever_saves_later_sees_both_and_may_save_again()
    {
        const string page = "/desk/mail-texts/answer?in=sq";
        var (one, two) = (await AdvisorAsync(), await AdvisorAsync());
        await one.SendAsync(page, With(("act", "save"), ("Heading", "Of the first")), page);
        var told = await (await two.SendAsync(page, With(("act", "save"), ("Heading", "Of the second")), page)).TextAsync();
        Assert.Contains("saved version 1 meanwhile", told, StringComparison.Ordinal);
        Assert.Contains("Of the first", told, StringComparison.Ordinal);
        Assert.Contains("value=\"Of the second\"", told, StringComparison.Ordinal);
        Assert.Contains("name=\"BasedOn\" value=\"1\"", told, StringComparison.Ordinal);
        var again = await two.SendAsync(page, With(("act", "save"), ("Heading", "Of the second"), ("BasedOn", "1")), page);
        Assert.EndsWith("saved=2", again.Headers.Location?.OriginalString, StringComparison.Ordinal);
        var shown = await one.ReadAsync($"{page}&version=2");
        Assert.Contains("Use version 1 again", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_forms_token_nothing_is_saved()
    {
        var advisor = await AdvisorAsync();
        Assert.Equal(HttpStatusCode.BadRequest, (await advisor.PostBareAsync("/desk/mail-texts/redirected?in=en", With("act", "save"))).StatusCode);
    }

    private static Dictionary<string, string> With(string name, string value) => With((name, value));

    private static Dictionary<string, string> With(params (string Name, string Value)[] fields)
    {
        var all = new Dictionary<string, string>(Good);
        foreach (var (name, value) in fields)
        {
            all[name] = value;
        }

        return all;
    }

    private async Task<Browser> AdvisorAsync() => host.SignedIn(await host.NewPersonAsync(Roles.Advisor, cityKey: null));

    [GeneratedRegex("<iframe[^>]*>")]
    private static partial Regex Frames();

    [GeneratedRegex("srcdoc=\"([^\"]*)\"")]
    private static partial Regex Source();
}
