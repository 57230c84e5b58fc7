using System.Diagnostics;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using StrongCities.Host.Tests.Hub;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Mail.Inbound;
using StrongCities.Hub.SampleData;
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

    [Fact]
    public async Task A_forged_result_of_our_own_server_is_taken_out_and_one_of_another_proves_nothing()
    {
        Assert.SkipWhen(MailServers.Missing is not null, MailServers.Missing ?? "");
        await using var world = await StartAsync();
        var id = await world.SubmitAsync();
        await world.SettleAsync();
        var mail = await AskingAsync(world);
        await SendAsync(mail, "Decline\nNo.\n", "forged", proof: false);
        Assert.Equal("Unproven", (await ArrivesAsync(world, "forged@city.test")).Reason);

        using var other = new MimeMessage { Subject = "Re", MessageId = "other@city.test", Body = new TextPart("plain") { Text = "Decline\nNo.\n" } };
        other.From.Add(mail.To.Mailboxes.Single());
        other.To.AddRange(mail.ReplyTo);
        other.Headers.Insert(0, HeaderId.AuthenticationResults, "mx.evil.test; dmarc=pass header.from=example.org");
        await SendAsync(other, "someone@city.test");
        Assert.Equal("Unproven", (await ArrivesAsync(world, "other@city.test")).Reason);
        Assert.Equal(CaseStatus.Triage, await world.StatusAsync(id));
    }

    [Fact]
    public async Task A_plain_mail_opens_a_request_whose_gaps_are_asked_for_by_mail_and_answered_by_mail()
    {
        Assert.SkipWhen(MailServers.Missing is not null, MailServers.Missing ?? "");
        await using var world = await StartAsync();
        var coordinator = SamplePeople.CoordinatorOf("kumanovo");
        using var plain = new MimeMessage { Subject = "Safe schools", MessageId = "plain@city.test", Body = new TextPart("plain") { Text = "Two clashes between supporters.\n" } };
        plain.From.Add(new MailboxAddress("", coordinator));
        plain.To.Add(new MailboxAddress("", "box@hub.test"));
        plain.Headers.Insert(0, HeaderId.AuthenticationResults, "mx.hub.test; dmarc=pass header.from=example.org");
        await SendAsync(plain, coordinator, filtered: true);
        var row = await ArrivesAsync(world, "plain@city.test");
        Assert.Equal("Submitted", row.Reason);
        await world.SettleAsync();
        Assert.Equal("Safe schools", (await world.RequestAsync(row.CaseId!.Value)).Form.Title);
        Assert.Contains("C2", await world.MailsAsync(row.CaseId.Value));

        await SendAsync(await AskingAsync(world, coordinator), "By December, please.\n", "answer", proof: true);
        var answer = await ArrivesAsync(world, "answer@city.test");
        Assert.Equal(("Noted", row.CaseId), (answer.Reason, answer.CaseId));
        await using var db = world.Db();
        var lines = await db.CaseEvents.Where(line => line.CaseId == row.CaseId && line.Key == "Event.Reply").ToListAsync(Token);
        Assert.Contains("By December, please.", Assert.Single(lines).Values);
    }

    [Fact]
    public async Task A_mailbox_put_back_from_a_backup_does_nothing_twice_and_loses_nothing()
    {
        Assert.SkipWhen(MailServers.Missing is not null, MailServers.Missing ?? "");
        await using var world = await StartAsync();
        var id = await world.SubmitAsync();
        await world.SettleAsync();
        var mail = await AskingAsync(world);
        await SendAsync(mail, "Decline\nNo budget.\n", "once", proof: true);
        var first = await ArrivesAsync(world, "once@city.test");
        Assert.Equal("Decided", first.Reason);
        await MovedAsync();

        // Another UIDVALIDITY, and the message in the inbox again, as after a crash between the commit and the move.
        await servers.StopImapAsync();
        Restore(keepValidity: null);
        await servers.StartImapAsync();
        await SendAsync(mail, "Decline\nAgain.\n", "second", proof: true);
        var second = await ArrivesAsync(world, "second@city.test", drive: true);
        Assert.NotEqual(first.UidValidity, second.UidValidity);
        Assert.Equal("Before", second.Reason);
        await MovedAsync();

        // The same UIDVALIDITY, and numbers from 1 again: other messages under numbers that were seen.
        await servers.StopImapAsync();
        Restore(keepValidity: second.UidValidity);
        await servers.StartImapAsync();
        await SendAsync(mail, "Decline\nA third time.\n", "third", proof: true);
        await SendAsync(mail, "And a fourth.\n", "fourth", proof: true);
        Assert.Equal("Before", (await ArrivesAsync(world, "third@city.test", drive: true)).Reason);
        Assert.Equal("Before", (await ArrivesAsync(world, "fourth@city.test", drive: true)).Reason);

        await using var db = world.Db();
        Assert.Equal(1, await db.Decisions.CountAsync(d => d.Channel == "reply", Token));
        string[] sent = ["once@city.test", "second@city.test", "third@city.test", "fourth@city.test"];
        Assert.Equal(4, await db.InboundMails.CountAsync(m => sent.Contains(m.MessageId), Token));
        Assert.Equal(CaseStatus.Declined, await world.StatusAsync(id));
    }

    [Fact]
    public async Task Replies_resume_their_cases_within_a_second()
    {
        Assert.SkipWhen(MailServers.Missing is not null, MailServers.Missing ?? "");
        const int Count = 40;
        await using var world = await StartAsync();
        var asking = new List<MimeMessage>();
        for (var i = 0; i < Count; i++)
        {
            await world.SubmitAsync();
            await world.SettleAsync();
            asking.Add(await AskingAsync(world));
        }

        var took = new List<double>();
        for (var i = 0; i < Count; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await SendAsync(asking[i], "Decline\nNo budget.\n", $"timed-{i}", proof: true);
            Assert.Equal("Decided", (await ArrivesAsync(world, $"timed-{i}@city.test")).Reason);
            took.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        took.Sort();
        TestContext.Current.TestOutputHelper?.WriteLine($"From SMTP to the resumed case, {Count} replies: p50 {took[Count / 2]:F0} ms, p95 {took[Count * 95 / 100]:F0} ms, worst {took[^1]:F0} ms");
        // The aim is a second; a machine that runs other tests beside this one gets more.
        Assert.InRange(took[Count * 95 / 100], 0, 5_000);
    }

    // What the hub has taken lies in its folder of processed mail.
    private async Task MovedAsync()
    {
        var deadline = Stopwatch.StartNew();
        while (Files("cur").Count + Files("new").Count > 0)
        {
            Assert.True(deadline.Elapsed < TimeSpan.FromSeconds(30), "The message was not moved.");
            await Task.Delay(20, Token);
        }
    }

    private void Restore(long? keepValidity)
    {
        var box = servers.Maildir("box");
        foreach (var file in Files(".Processed/cur").Concat(Files(".Processed/new")))
        {
            File.Move(file, Path.Combine(box, "cur", Path.GetFileName(file)));
        }

        foreach (var index in Directory.EnumerateFiles(box, "dovecot*").Where(file => !Path.GetFileName(file).StartsWith("dovecot-keywords", StringComparison.Ordinal)))
        {
            File.Delete(index);
        }

        if (keepValidity is { } validity)
        {
            // The format of Dovecot's own list: version, validity and the next number.
            File.WriteAllText(Path.Combine(box, "dovecot-uidlist"), $"3 V{validity} N1\n");
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(Path.Combine(box, "dovecot-uidlist"), (UnixFileMode)0b110_110_110);
            }
        }
    }

    private List<string> Files(string part) => Directory.Exists(Path.Combine(servers.Maildir("box"), part)) ? [.. Directory.EnumerateFiles(Path.Combine(servers.Maildir("box"), part))] : [];

    // The tests share one mailbox and one sender: what another test left there counts too.
    private Task<HubWorld> StartAsync() => HubWorld.StartAsync(
    [
        ("Mail:HoldOutsideOfficeHours", "false"),
        ("Mail:Inbound:Host", "127.0.0.1"),
        ("Mail:Inbound:Port", $"{servers.Imap}"),
        ("Mail:Inbound:Security", "None"),
        ("Mail:Inbound:User", "box@hub.test"),
        ("Mail:Inbound:Password", "secret"),
        ("Mail:Inbound:Domain", "hub.test"),
        ("Mail:Inbound:TrustedAuthServId", "mx.hub.test"),
        ("Mail:Inbound:MaxPerSenderAndHour", "1000"),
    ]);

    private static async Task<MimeMessage> AskingAsync(HubWorld world, string to = "advisor@example.org")
    {
        await using var db = world.Db();
        var mail = await db.Mailbox.OrderByDescending(m => m.Id).FirstAsync(m => m.To == to, Token);
        return MimeMessage.Load(new MemoryStream(mail.Mime), Token);
    }

    private async Task SendAsync(MimeMessage asking, string text, string id, bool proof, bool vacation = false)
    {
        using var reply = new MimeMessage { Subject = "Re", MessageId = $"{id}@city.test", Body = new TextPart("plain") { Text = text } };
        reply.From.Add(asking.To.Mailboxes.Single());
        reply.To.AddRange(asking.ReplyTo);
        // The filter of a real server writes it on top, and hands the mail back at a port of its own; from outside it is a forgery.
        reply.Headers.Insert(0, HeaderId.AuthenticationResults, "mx.hub.test; dmarc=pass header.from=example.org");

        if (vacation)
        {
            reply.Headers.Add(HeaderId.AutoSubmitted, "auto-replied");
        }

        await SendAsync(reply, "someone@city.test", proof);
    }

    private async Task SendAsync(MimeMessage message, string sender, bool filtered = false)
    {
        using var client = new SmtpClient();
        await client.ConnectAsync("127.0.0.1", filtered ? servers.Filtered : servers.Mx, SecureSocketOptions.None, Token);
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
