using System.Globalization;
using Xunit;

namespace StrongCities.Browser.Tests;

/// <summary>
/// The whole story as its people see it, without JavaScript: Kumanovo asks, an advisor judges, the hub lead approves from a mail,
/// the city gets its answer; and the host is killed twice on the way.
/// </summary>
public sealed class StoryTests(Chromium chromium)
{
    [Fact]
    public async Task A_city_gets_its_answer_though_the_host_is_killed_twice()
    {
        await using var host = await HostProcess.StartAsync();
        using var inbox = new MailboxInbox(host);
        await TellAsync(host, inbox);
        // Mailbox and outbox row change in one transaction, so not even the mails in flight come twice.
        var mails = await inbox.AllAsync();
        Assert.Equal(mails.Count, mails.Select(mail => mail.MessageId).Distinct().Count());
    }

    [Fact]
    public async Task Over_a_mail_server_only_mails_in_flight_at_a_kill_come_again_under_the_same_Message_ID()
    {
        await using var sink = new SmtpSink();
        await using var host = await HostProcess.StartAsync(new Dictionary<string, string>
        {
            ["Mail__Transport"] = "Smtp",
            ["Mail__Smtp__Host"] = "localhost",
            ["Mail__Smtp__Port"] = sink.Port.ToString(CultureInfo.InvariantCulture),
            ["Mail__Smtp__Security"] = "None",
            ["Mail__Smtp__Connections"] = "1",
        });
        await TellAsync(host, new SinkInbox(sink));
        var again = sink.Messages.Count - sink.Messages.Select(mail => mail.MessageId).Distinct().Count();
        Assert.InRange(again, 0, 2);
        // The same subject to the same person about this case can only be the same mail.
        Assert.All(
            sink.Messages.GroupBy(mail => (mail.To.ToString(), mail.Subject, mail.TextBody)),
            same => Assert.Single(same.Select(mail => mail.MessageId).Distinct()));
    }

    private async Task TellAsync(HostProcess host, Inbox inbox)
    {
        var story = new Story(host, inbox);
        var city = await chromium.NewPersonAsync(host, Chromium.Phone);
        await story.SignInAsync(city);
        var number = await story.AskForHelpAsync(city);

        await host.KillAsync();
        await host.StartAgainAsync();

        var advisor = await chromium.NewPersonAsync(host, Chromium.Desk);
        await story.DecideAsync(advisor, Story.Advisor, number, "Accept");
        var lead = await chromium.NewPersonAsync(host, Chromium.Phone);
        await story.DecideAsync(lead, Story.Lead, number, "Approve");

        await host.KillAsync();
        await host.StartAgainAsync();

        await story.AnswerAsync(advisor, Story.Advisor, number);
        await story.AnswerAsync(advisor, Story.Advisor, number);

        await Until.TrueAsync(
            async () => (await inbox.AllAsync()).Any(mail =>
                mail.To.Mailboxes.Any(box => box.Address == Story.Coordinator) && mail.TextBody is { } text && text.Contains(Story.Answer, StringComparison.Ordinal)),
            "the city has its answer");
        await city.GotoAsync("/requests");
        await city.Locator($"a:has-text('{number}')").First.ClickAsync();
        Assert.Contains(number, await city.ContentAsync(), StringComparison.Ordinal);
    }
}
