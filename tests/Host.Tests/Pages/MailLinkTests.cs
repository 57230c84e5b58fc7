using StrongCities.Hub.Mail;
using StrongCities.Hub.People;
using Xunit;

namespace StrongCities.Host.Tests.Pages;

[Collection(PageTests.Name)]
public sealed class MailLinkTests(PageHost host)
{
    [Fact]
    public async Task Opening_every_link_of_every_mail_by_GET_and_HEAD_changes_nothing()
    {
        var coordinator = await host.NewPersonAsync(Roles.Coordinator);
        await host.SubmitAsync(Viewer.Of(coordinator), "Scanned");
        await host.NewBrowser().SendAsync("/sign-in", new Dictionary<string, string> { ["Email"] = coordinator.Email });
        await host.LinkAsync(coordinator.Email, "/sign-in/");

        var links = new List<string>();
        foreach (var message in await host.SendAsync(new ListMailbox(null, 500)))
        {
            links.AddRange(Links.In((await host.SendAsync(new OpenMailboxMessage(message.Id)))!));
        }

        Assert.Contains(links, link => link.StartsWith("/t/", StringComparison.Ordinal));
        Assert.Contains(links, link => link.StartsWith("/sign-in/", StringComparison.Ordinal));
        await host.SettleAsync();
        var before = await host.EverythingAsync();
        foreach (var link in links)
        {
            var scanner = host.NewBrowser();
            await scanner.HeadAsync(link);
            await scanner.FollowAsync(link);
            await scanner.FollowAsync(link + (link.Contains('?', StringComparison.Ordinal) ? "&d=Accept" : "?d=Accept"));
        }

        await host.SettleAsync();
        Assert.Equal(before, await host.EverythingAsync());
    }

    [Fact]
    public async Task A_sign_in_link_signs_in_by_its_button_only_and_once()
    {
        var person = await host.NewPersonAsync(Roles.Coordinator);
        await host.NewBrowser().SendAsync("/sign-in", new Dictionary<string, string> { ["Email"] = person.Email });
        var link = await host.LinkAsync(person.Email, "/sign-in/");

        var opened = host.NewBrowser();
        Assert.Contains(person.Name, await opened.ReadAsync(link), StringComparison.Ordinal);
        Assert.Equal(302, (int)(await opened.GetAsync("/requests")).StatusCode);

        var other = host.NewBrowser();
        var signed = await other.SendAsync(link, new Dictionary<string, string>());
        Assert.Equal("/requests", signed.Headers.Location?.ToString());
        Assert.Equal(200, (int)(await other.GetAsync("/requests")).StatusCode);

        Assert.Equal(404, (int)(await host.NewBrowser().GetAsync(link)).StatusCode);
    }

    [Fact]
    public async Task Asking_for_a_link_answers_the_same_for_known_and_unknown_addresses()
    {
        var person = await host.NewPersonAsync(Roles.Coordinator);
        var known = await (await host.NewBrowser().SendAsync("/sign-in", new Dictionary<string, string> { ["Email"] = person.Email })).TextAsync();
        var unknown = await (await host.NewBrowser().SendAsync("/sign-in", new Dictionary<string, string> { ["Email"] = "x@example.org" })).TextAsync();
        Assert.Equal(Plain(known, person.Email), Plain(unknown, "x@example.org"));

        static string Plain(string html, string email) => System.Text.RegularExpressions.Regex.Replace(
            html.Replace(email, "", StringComparison.Ordinal), "value=\"CfDJ8[^\"]*\"", "");
    }
}
