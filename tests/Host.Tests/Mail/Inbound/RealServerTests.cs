using System.Diagnostics;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using StrongCities.Host.Tests.Hub;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Mail.Inbound;
using Xunit;

namespace StrongCities.Host.Tests.Mail.Inbound;

/// <summary>Replies over a real Postfix and a real Dovecot.</summary>
public sealed class RealServerTests(MailServers servers) : IClassFixture<MailServers>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reply_decides_within_a_second_a_vacation_never_and_a_restart_loses_nothing()
    {
        Assert.SkipWhen(MailServers.Missing is not null, MailServers.Missing ?? "");
        await using var world = await StartAsync();
        var id = await world.SubmitAsync();
        await world.SettleAsync();
        var mail = await AskingAsync(world);

        await SendAsync(mail, "Decline\nNo.\n", "vacation", proof: true, vacation: true);
        Assert.Equal(InboundKind.AutoReply, (await ArrivesAsync(world, "vacation@city.test")).Kind);
        Assert.Equal(CaseStatus.Triage, await world.StatusAsync(id));

        await servers.StopImapAsync();
        await servers.StartImapAsync();
        await SendAsync(mail, "Let me think\n", "think", proof: true);
        Assert.Equal("Noted", (await ArrivesAsync(world, "think@city.test", drive: true)).Reason);

        var start = Stopwatch.GetTimestamp();
        await SendAsync(mail, "Decline\nNo budget.\n", "decides", proof: true);
        var row = await ArrivesAsync(world, "decides@city.test");
        TestContext.Current.TestOutputHelper?.WriteLine($"From SMTP to decision: {Stopwatch.GetElapsedTime(start).TotalMilliseconds:F0} ms");
        Assert.Equal("Decided", row.Reason);
        Assert.Equal(CaseStatus.Declined, await world.StatusAsync(id));

        await SendAsync(mail, "Decline\nNo budget.\n", "decides", proof: true);
        await SendAsync(mail, "Decline\nNo.\n", "later", proof: true);
        Assert.Equal("Before", (await ArrivesAsync(world, "later@city.test")).Reason);
        await using var db = world.Db();
        Assert.Equal(1, await db.Decisions.CountAsync(d => d.Channel == "reply", Token));
    }

    [Fact]
    public async Task A_server_that_asks_for_encryption_and_sign_in_takes_our_mail_and_bounces_to_the_null_sender_end_there()
    {
        Assert.SkipWhen(MailServers.Missing is not null, MailServers.Missing ?? "");
        using var client = new SmtpClient { ServerCertificateValidationCallback = (_, certificate, _, _) => certificate?.GetCertHashString() == servers.CertificateHash };
        await client.ConnectAsync("127.0.0.1", servers.Submission, SecureSocketOptions.StartTls, Token);
        await client.AuthenticateAsync("hub@hub.test", "secret", Token);
        using var message = new MimeMessage { Subject = "x", Body = new TextPart("plain") { Text = "x" } };
        message.From.Add(new MailboxAddress("", "hub@hub.test"));
        message.To.Add(new MailboxAddress("", "ana@city.test"));
        await client.SendAsync(message, new MailboxAddress("", ""), message.To.Mailboxes, Token);
        var refused = await Assert.ThrowsAsync<SmtpCommandException>(
            () => client.SendAsync(message, new MailboxAddress("", "hub@hub.test"), [new MailboxAddress("", "gone@city.test")], Token));
        Assert.Equal(550, (int)refused.StatusCode);
    }

    [Fact]
    public async Task A_real_report_suppresses_the_address_that_it_is_about()
    {
        Assert.SkipWhen(MailServers.Missing is not null, MailServers.Missing ?? "");
        await using var world = await StartAsync();
        await world.SubmitAsync();
        await world.SettleAsync();
        var bounce = (await AskingAsync(world)).Headers[HeaderId.ReturnPath]!.Trim('<', '>');
        using var message = new MimeMessage { Subject = "x", Body = new TextPart("plain") { Text = "x" } };
        message.From.Add(new MailboxAddress("", "hub@hub.test"));
        message.To.Add(new MailboxAddress("", "x@bounce.test"));
        await SendAsync(message, bounce);
        var row = await FindAsync(world, m => m.Kind == InboundKind.DeliveryReport, drive: false);
        Assert.Equal("BounceHard", row.Reason);
        await using var db = world.Db();
        Assert.Equal(1, await db.SuppressedAddresses.CountAsync(Token));
    }

    private Task<HubWorld> StartAsync() => HubWorld.StartAsync(
        ("Mail:HoldOutsideOfficeHours", "false"),
        ("Mail:Inbound:Host", "127.0.0.1"),
        ("Mail:Inbound:Port", $"{servers.Imap}"),
        ("Mail:Inbound:Security", "None"),
        ("Mail:Inbound:User", "box@hub.test"),
        ("Mail:Inbound:Password", "secret"),
        ("Mail:Inbound:Domain", "hub.test"),
        ("Mail:Inbound:TrustedAuthServId", "mx.hub.test"));

    private static async Task<MimeMessage> AskingAsync(HubWorld world)
    {
        await using var db = world.Db();
        var mail = await db.Mailbox.OrderByDescending(m => m.Id).FirstAsync(m => m.To == "advisor@example.org", Token);
        return MimeMessage.Load(new MemoryStream(mail.Mime), Token);
    }

    private async Task SendAsync(MimeMessage asking, string text, string id, bool proof, bool vacation = false)
    {
        using var reply = new MimeMessage { Subject = "Re", MessageId = $"{id}@city.test", Body = new TextPart("plain") { Text = text } };
        reply.From.Add(asking.To.Mailboxes.Single());
        reply.To.AddRange(asking.ReplyTo);
        if (proof)
        {
            // Stands for the filter of a real server.
            reply.Headers.Insert(0, HeaderId.AuthenticationResults, "mx.hub.test; dmarc=pass header.from=example.org");
        }

        if (vacation)
        {
            reply.Headers.Add(HeaderId.AutoSubmitted, "auto-replied");
        }

        await SendAsync(reply, "someone@city.test");
    }

    private async Task SendAsync(MimeMessage message, string sender)
    {
        using var client = new SmtpClient();
        await client.ConnectAsync("127.0.0.1", servers.Mx, SecureSocketOptions.None, Token);
        await client.SendAsync(message, new MailboxAddress("", sender), message.To.Mailboxes, Token);
        await client.DisconnectAsync(true, Token);
    }

    private static Task<InboundMail> ArrivesAsync(HubWorld world, string messageId, bool drive = false) =>
        FindAsync(world, m => m.MessageId == messageId, drive);

    private static async Task<InboundMail> FindAsync(HubWorld world, System.Linq.Expressions.Expression<Func<InboundMail, bool>> which, bool drive)
    {
        var deadline = Stopwatch.StartNew();
        while (deadline.Elapsed < TimeSpan.FromSeconds(30))
        {
            await using var db = world.Db();
            if (await db.InboundMails.AsNoTracking().Where(m => m.State != InboundState.Waiting).FirstOrDefaultAsync(which, Token) is { } row)
            {
                return row;
            }

            if (drive)
            {
                // The pause after a lost connection is counted on the driven clock.
                world.Clock.Advance(TimeSpan.FromSeconds(1));
            }

            await Task.Delay(20, Token);
        }

        throw new TimeoutException("The message did not arrive.");
    }
}
