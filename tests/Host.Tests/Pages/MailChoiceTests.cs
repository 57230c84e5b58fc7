using System.Net;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Hub.Mail;
using StrongCities.Hub.Mail.Inbound;
using StrongCities.Hub.People;
using Xunit;

namespace StrongCities.Host.Tests.Pages;

[Collection(PageTests.Name)]
public sealed class MailChoiceTests(PageHost host)
{
    [Theory]
    [InlineData(Subscription.Notices)]
    [InlineData(Subscription.Surveys)]
    public async Task A_provider_unsubscribes_by_one_post_and_an_opened_link_changes_nothing(Subscription from)
    {
        var person = await host.NewPersonAsync(Roles.Coordinator);
        var link = $"/unsubscribe/{host.Services.GetRequiredService<UnsubscribeLinks>().TokenOf(person.Id, from)}";
        await host.NewBrowser().HeadAsync(link);
        Assert.Contains("<button", await host.NewBrowser().ReadAsync(link), StringComparison.Ordinal);
        Assert.False(await HasEndedAsync(person, from));

        // RFC 8058: no cookie, no form token, no redirect.
        var answer = await host.NewBrowser().PostBareAsync(link, new Dictionary<string, string> { ["List-Unsubscribe"] = "One-Click" });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(await HasEndedAsync(person, from));
        Assert.False(await HasEndedAsync(person, from == Subscription.Notices ? Subscription.Surveys : Subscription.Notices));
        Assert.DoesNotContain("class=\"btn btn-primary", await host.NewBrowser().ReadAsync(link), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_chooses_a_digest_and_hours_of_their_own()
    {
        var person = await host.NewPersonAsync(Roles.Coordinator);
        var browser = host.SignedIn(person);
        var wrong = await browser.SendAsync("/mails", new Dictionary<string, string> { ["Notices"] = "Daily", ["From"] = "10:00", ["Until"] = "11:00" });
        Assert.Contains("id=\"Until-problem\"", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(NoticeMails.AtOnce, (await host.PersonAsync(person.Email)).Notices);

        var right = await browser.SendAsync("/mails", new Dictionary<string, string> { ["Notices"] = "Daily", ["Surveys"] = "true", ["From"] = "10:00", ["Until"] = "14:30" });
        Assert.Equal("/mails?saved=true", right.Headers.Location?.ToString());
        var chosen = await host.PersonAsync(person.Email);
        Assert.Equal((NoticeMails.Daily, false, new TimeOnly(10, 0), new TimeOnly(14, 30)), (chosen.Notices, chosen.RefusesSurveys, chosen.MailFrom!.Value, chosen.MailUntil!.Value));
        Assert.Contains("value=\"14:30\"", await browser.ReadAsync("/mails"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_operator_reads_a_message_that_was_put_aside_and_discards_it()
    {
        var raw = "From: who@example.org\r\nTo: hub@example.org\r\nSubject: <b>Hello</b>\r\nMessage-ID: <aside@example.org>\r\n\r\n<script>alert(1)</script>\r\n";
        var row = await host.Services.GetRequiredService<ReceiveMail>().RunAsync(
            System.Text.Encoding.ASCII.GetBytes(raw), new MailOrigin("pages", 1, 1), isProven: false, TestContext.Current.CancellationToken);
        var browser = host.SignedIn(await host.PersonAsync("operator@example.org"));
        var page = $"/desk/quarantine?id={row.Id}";
        var shown = await browser.ReadAsync(page);
        Assert.Contains("&lt;script&gt;", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", shown, StringComparison.Ordinal);

        var kept = await browser.SendAsync(page, new Dictionary<string, string> { ["Id"] = $"{row.Id}", ["act"] = "release" }, "/desk/quarantine");
        Assert.Equal($"{page}&kept=Stranger", kept.Headers.Location?.ToString());
        await browser.SendAsync(page, new Dictionary<string, string> { ["Id"] = $"{row.Id}", ["act"] = "discard" }, "/desk/quarantine");
        Assert.DoesNotContain($"{row.Id}", await browser.ReadAsync("/desk/quarantine"), StringComparison.Ordinal);
    }

    private async Task<bool> HasEndedAsync(Person person, Subscription from)
    {
        var now = await host.PersonAsync(person.Email);
        return from == Subscription.Notices ? now.Notices == NoticeMails.Never : now.RefusesSurveys;
    }
}
