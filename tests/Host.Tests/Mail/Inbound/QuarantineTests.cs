using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using StrongCities.Host.Tests.Hub;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Mail.Inbound;
using StrongCities.Hub.People;
using StrongCities.Hub.SampleData;
using Xunit;

namespace StrongCities.Host.Tests.Mail.Inbound;

/// <summary>An operator looks at what was put aside, and lets it in or not.</summary>
public sealed class QuarantineTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_released_letter_of_a_coordinator_becomes_a_request_once()
    {
        await using var world = await HubWorld.StartAsync();
        var viewer = await world.ViewerAsync("operator@example.org");
        var row = await ReceiveAsync(world, SamplePeople.CoordinatorOf("kumanovo"), "hub@hub.example", "We need help.");
        Assert.Equal((InboundState.Quarantined, "Unproven"), (row.State, row.Reason));
        var page = await world.SendAsync(new ListQuarantine(viewer, row.Id));
        Assert.Equal((1, "Help", "We need help.", true), (page!.Total, page.Opened!.Subject, page.Opened.Text!.Trim(), page.Opened.CanRelease));

        Assert.Equal("ReleasedSubmitted", await world.SendAsync(new ReleaseQuarantined(viewer, row.Id)));
        Assert.Null(await world.SendAsync(new ReleaseQuarantined(viewer, row.Id)));
        await using var db = world.Db();
        Assert.Equal(1, await db.Requests.CountAsync(Token));
        Assert.Equal(InboundState.Done, (await db.InboundMails.SingleAsync(Token)).State);
    }

    [Fact]
    public async Task A_released_reply_never_decides()
    {
        await using var world = await HubWorld.StartAsync(("Mail:HoldOutsideOfficeHours", "false"));
        var viewer = await world.ViewerAsync("operator@example.org");
        var id = await world.SubmitAsync();
        await world.SettleAsync();
        await using var db = world.Db();
        var asking = MimeMessage.Load(new MemoryStream((await db.Mailbox.OrderByDescending(m => m.Id).FirstAsync(m => m.To == "advisor@example.org", Token)).Mime), Token);
        var row = await ReceiveAsync(world, "lead@example.org", asking.ReplyTo.Mailboxes.Single().Address, "Decline\nNo.");
        Assert.Equal("OtherSender", row.Reason);

        Assert.Equal("ReleasedNoted", await world.SendAsync(new ReleaseQuarantined(viewer, row.Id)));
        Assert.Equal(CaseStatus.Triage, await world.StatusAsync(id));
        Assert.Empty(await db.Decisions.ToListAsync(Token));
        Assert.True(await db.CaseEvents.AnyAsync(line => line.CaseId == id && line.Key == "Event.Reply", Token));
    }

    [Theory]
    [InlineData("who@example.org", "", "Stranger")]
    [InlineData("mailer-daemon@example.org", "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n", "NotReleased")]
    public async Task Some_letters_stay_and_say_why(string from, string more, string reason)
    {
        await using var world = await HubWorld.StartAsync();
        var viewer = await world.ViewerAsync("operator@example.org");
        var row = await ReceiveAsync(world, from, "hub@hub.example", "Hello.", more);
        Assert.Equal(InboundState.Quarantined, row.State);
        Assert.Equal(reason, await world.SendAsync(new ReleaseQuarantined(viewer, row.Id)));
        Assert.True(await world.SendAsync(new DiscardQuarantined(viewer, row.Id)));
        Assert.Equal(0, (await world.SendAsync(new ListQuarantine(viewer, null)))!.Total);
    }

    [Fact]
    public async Task What_was_never_safe_to_parse_is_not_parsed_now_and_nothing_is_shown_as_HTML()
    {
        await using var world = await HubWorld.StartAsync();
        var viewer = await world.ViewerAsync("operator@example.org");
        var hostile = await ReceiveAsync(world, "who@example.org", "hub@hub.example", "x", $"X-Long: {new string('a', 200_000)}\r\n");
        Assert.Null((await world.SendAsync(new ListQuarantine(viewer, hostile.Id)))!.Opened!.Text);

        var html = await ReceiveAsync(world, "who@example.org", "hub@hub.example", "<p>Hi<script>alert(1)</script></p>", "Content-Type: text/html\r\n", uid: 2);
        var opened = (await world.SendAsync(new ListQuarantine(viewer, html.Id)))!.Opened!;
        Assert.Equal("Hi", opened.Text!.Trim());
    }

    [Fact]
    public async Task Only_an_operator_sees_it()
    {
        await using var world = await HubWorld.StartAsync();
        var row = await ReceiveAsync(world, "who@example.org", "hub@hub.example", "Hello.");
        var lead = await world.ViewerAsync("lead@example.org");
        Assert.False(lead.Is(Roles.Operator));
        Assert.Null(await world.SendAsync(new ListQuarantine(lead, row.Id)));
        Assert.Null(await world.SendAsync(new ReleaseQuarantined(lead, row.Id)));
        Assert.False(await world.SendAsync(new DiscardQuarantined(lead, row.Id)));
    }

    private static Task<InboundMail> ReceiveAsync(HubWorld world, string from, string to, string text, string more = "", long uid = 1)
    {
        var type = more.StartsWith("Content-Type", StringComparison.Ordinal) ? "" : "Content-Type: text/plain; charset=utf-8\r\n";
        var raw = $"Delivered-To: {to}\r\n{more}From: {from}\r\nTo: {to}\r\nSubject: Help\r\nMessage-ID: <m{uid}@city.test>\r\n{type}\r\n{text}\r\n";
        return world.Services.GetRequiredService<ReceiveMail>().RunAsync(Encoding.UTF8.GetBytes(raw), new MailOrigin("test", 1, uid), isProven: false, Token);
    }
}
