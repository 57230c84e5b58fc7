using System.Text;
using MimeKit;
using StrongCities.Hub.Mail;
using StrongCities.Hub.People;
using StrongCities.Runtime.Outbox;
using StrongCities.Runtime.Persistence;
using Xunit;

namespace StrongCities.Host.Tests.Mail;

public sealed class QueueMailTests : IAsyncDisposable
{
    private const string Secret = "SECRETSECRETSECRETSECRETSEC";
    private readonly MailRig rig = new();

    /// <summary>What somebody may try to write into a name, a title, a note or a value.</summary>
    public static TheoryData<string> Mischief { get; } = new(
        "x\r\nBcc: evil@example.net",
        "x\nBcc: evil@example.net",
        "x\rBcc: evil@example.net",
        "x\0y",
        "x\u2028Bcc: evil@example.net\u2029y",
        "x\u0085Bcc: evil@example.net",
        "x\v\fBcc: evil@example.net",
        "\u202Egro.elpmaxe\u202C \u2066x\u2069 \u200Fy\u061C",
        "\uFEFFx\u00ADy\u200B\U000E0041",
        "<script>alert(1)</script><a href=\"https://evil.example\">x</a>",
        "\"><img src=x onerror=alert(1)>",
        "--><!-- ]]> &amp; &#x41;",
        "{0} {1} {{name}} %s",
        "=?utf-8?q?Bcc=3A_evil=40example.net?=",
        "\ud800 lone \udc00 halves",
        "https://evil.example/t/abcdefghijkl",
        ".\r\n.\r\nMAIL FROM:<evil@example.net>",
        "x" + new string('y', 3_000));

    [Fact]
    public async Task The_headers_are_what_clients_and_robots_need()
    {
        await rig.QueueAsync(rig.Order(MailKind.Approval, rig.Coordinator));
        var message = rig.Decrypt(Assert.Single(await rig.OutboxAsync()));
        var record = await rig.RecordAsync();

        Assert.Equal("\"Western Balkans Hub\" <hub@hub.example>", message.From.ToString());
        Assert.Equal("arta@kumanovo.example", Assert.Single(message.To.Mailboxes).Address);
        Assert.Equal("Арта Ќосе-Đukić", Assert.Single(message.To.Mailboxes).Name);
        Assert.Equal(rig.Clock.GetUtcNow(), message.Date);
        Assert.Equal(record.MessageId, message.MessageId);
        Assert.EndsWith($"@{MailRig.Domain}", message.MessageId, StringComparison.Ordinal);
        Assert.Equal("auto-generated", message.Headers[HeaderId.AutoSubmitted]);
        Assert.Equal("OOF, AutoReply", message.Headers["X-Auto-Response-Suppress"]);
        Assert.Equal(MailRig.Domain, message.Headers["X-StrongCities-Loop"]);
        Assert.Equal("mk", message.Body!.Headers[HeaderId.ContentLanguage]);
        Assert.DoesNotContain(message.Headers, header => header.Field.StartsWith("List-", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(["text/plain", "text/html"], ((MultipartAlternative)message.Body!).Select(part => part.ContentType.MimeType));
    }

    [Fact]
    public async Task The_mails_of_a_case_are_one_thread_and_no_other()
    {
        await rig.QueueAsync(rig.Order(MailKind.Approval, rig.Coordinator, "1"));
        await rig.QueueAsync(rig.Order(MailKind.Reminder, rig.Coordinator, "2"));
        await rig.QueueAsync(rig.Order(MailKind.SignIn, rig.Coordinator, "3"));
        var mails = (await rig.OutboxAsync()).Select(rig.Decrypt).ToList();

        var root = Assert.Single(mails[0].References);
        Assert.Equal([root], mails[1].References);
        Assert.Equal(root, mails[1].InReplyTo);
        Assert.Empty(mails[2].References);
        Assert.Equal(3, mails.Select(mail => mail.MessageId).Distinct().Count());
        Assert.DoesNotContain(rig.Request.Id.ToString("N"), root, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Bulk_mail_and_no_other_can_be_unsubscribed_from_by_one_click()
    {
        foreach (var kind in MailCases.Kinds)
        {
            await rig.QueueAsync(rig.Order(kind, rig.Coordinator, kind));
        }

        var mails = (await rig.OutboxAsync()).Where(row => row.Kind == MailSender.OutboxKind).ToDictionary(row => row.Key["mail:".Length..]);
        string[] bulk = [MailKind.Digest, MailKind.Opportunity, MailKind.Feedback, MailKind.FollowUp, MailKind.EventFeedback];
        foreach (var (kind, row) in mails)
        {
            using var message = rig.Decrypt(row);
            Assert.Equal(bulk.Contains(kind) ? "List-Unsubscribe=One-Click" : null, message.Headers[HeaderId.ListUnsubscribePost]);
            Assert.Equal(bulk.Contains(kind), message.Headers.Contains(HeaderId.ListUnsubscribe));
        }

        using var survey = rig.Decrypt(mails[MailKind.Feedback]);
        var line = Encoding.ASCII.GetString(MailMessage.ToBytes(survey)).Split("\r\n").Single(text => text.StartsWith("List-Unsubscribe:", StringComparison.Ordinal));
        var token = Assert.Single(System.Text.RegularExpressions.Regex.Matches(line, "^List-Unsubscribe: <https://hub\\.example\\.org/unsubscribe/([A-Za-z0-9_-]+)>$")).Groups[1].Value;
        Assert.Equal((rig.Coordinator.Id, Subscription.Surveys), rig.Get<UnsubscribeLinks>().Read(token));
        Assert.Null(rig.Get<UnsubscribeLinks>().Read(token[..^3] + "AAA"));
        Assert.Contains(token, survey.TextBody!.ReplaceLineEndings(""), StringComparison.Ordinal);
        Assert.DoesNotContain(token, (await rig.RecordAsync(MailKind.Feedback)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_key_is_mailed_once()
    {
        var order = rig.Order(MailKind.Approval, rig.Coordinator);
        await using (var db = rig.Open())
        {
            var queue = rig.Get<QueueMail>();
            await queue.QueueAsync(db, order, TestContext.Current.CancellationToken);
            await queue.QueueAsync(db, order, TestContext.Current.CancellationToken);
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        await rig.QueueAsync(order with { Kind = MailKind.Reminder });
        Assert.Equal("mail:key", Assert.Single(await rig.OutboxAsync()).Key);
        Assert.Equal(MailKind.Approval, (await rig.RecordAsync()).Kind);
    }

    [Fact]
    public async Task Inactive_unknown_and_foreign_people_get_nothing()
    {
        await using (var db = rig.Open())
        {
            var gone = rig.Someone("Gone", "gone@city.example", "en", rig.City.Id);
            gone.IsActive = false;
            db.Add(gone);
            var queue = rig.Get<QueueMail>();
            await queue.QueueAsync(db, rig.Order(MailKind.Approval, gone, "1"), TestContext.Current.CancellationToken);
            await queue.QueueAsync(db, rig.Order(MailKind.Approval, rig.Coordinator, "2") with { ToPersonId = Guid.NewGuid() }, TestContext.Current.CancellationToken);
            await queue.QueueAsync(db, rig.Order(MailKind.Approval, rig.Coordinator, "3") with { HubId = Guid.NewGuid() }, TestContext.Current.CancellationToken);
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        Assert.Empty(await rig.OutboxAsync());
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("a@b.example, c@d.example")]
    [InlineData("Name <a@b.example>")]
    [InlineData("a@b.example\r\nBcc: c@d.example")]
    [InlineData("")]
    public async Task An_address_that_is_none_fails_at_once_and_holds_up_nothing(string address)
    {
        var to = rig.Someone("Odd", address, "en", rig.City.Id);
        await using (var db = rig.Open())
        {
            db.Add(to);
            await rig.Get<QueueMail>().QueueAsync(db, rig.Order(MailKind.Approval, to), TestContext.Current.CancellationToken);
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        Assert.Empty(await rig.OutboxAsync());
        Assert.Equal(MailState.Failed, (await rig.RecordAsync()).State);
    }

    [Fact]
    public async Task Only_mails_with_personal_links_ask_not_to_be_forwarded()
    {
        await rig.QueueAsync(rig.Order(MailKind.Closed, rig.Coordinator) with { Buttons = [new("Button.Status", "/requests/1", false)] });
        Assert.DoesNotContain("лични", (await rig.RecordAsync()).Text, StringComparison.Ordinal);
        await rig.QueueAsync(rig.Order(MailKind.Approval, rig.Coordinator, "other"));
        Assert.Contains("лични", (await rig.RecordAsync("other")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_for_later_waits()
    {
        var later = rig.Clock.GetUtcNow().AddDays(3);
        await rig.QueueAsync(rig.Order(MailKind.Reminder, rig.Coordinator) with { NotBefore = later });
        var row = Assert.Single(await rig.OutboxAsync());
        Assert.Equal(later, row.DueAt);
        Assert.Equal(later, rig.Decrypt(row).Date);
    }

    [Fact]
    public async Task A_secret_link_is_nowhere_in_plain_sight()
    {
        await rig.QueueAsync(rig.Order(MailKind.Approval, rig.Coordinator));
        var message = rig.Decrypt(Assert.Single(await rig.OutboxAsync()));
        Assert.Contains(Secret, message.TextBody, StringComparison.Ordinal);
        Assert.Contains(Secret, message.HtmlBody, StringComparison.Ordinal);

        var record = await rig.RecordAsync();
        Assert.DoesNotContain(Secret, record.Text, StringComparison.Ordinal);
        Assert.Contains("https://hub.example.org/requests/1", record.Text, StringComparison.Ordinal);
        Assert.All(Directory.GetFiles(Path.GetDirectoryName(rig.DatabaseFile)!), file =>
            Assert.DoesNotContain(Secret, ReadShared(file), StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Mischief))]
    public async Task Nothing_that_people_write_forges_a_mail(string mischief)
    {
        var to = rig.Someone(mischief, "reader@city.example", "en", rig.City.Id);
        await using (var db = rig.Open())
        {
            db.Add(to);
            rig.Request.Form = rig.Request.Form with { Title = mischief };
            db.Update(rig.Request);
            var order = rig.Order(MailKind.Reminder, to) with
            {
                TaskTitle = mischief,
                Note = mischief,
                SilenceText = mischief,
                Items = [mischief],
                Values = new Dictionary<string, string> { ["helper"] = mischief, [mischief] = mischief },
                Buttons = [new(mischief, "/t/x", true)],
            };
            await rig.Get<QueueMail>().QueueAsync(db, order, TestContext.Current.CancellationToken);
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        var row = Assert.Single(await rig.OutboxAsync());
        var message = rig.Decrypt(row);
        var wire = Encoding.ASCII.GetString(MailMessage.ToBytes(message));
        Assert.Equal("reader@city.example", Assert.Single(message.GetRecipients()).Address);
        Assert.DoesNotContain(message.Headers, header => header.Id is HeaderId.Bcc or HeaderId.Cc);
        Assert.All(wire.Split("\r\n"), line => Assert.InRange(line.Length, 0, 998));
        foreach (var text in new[] { message.Subject, message.HtmlBody, message.TextBody, message.To.Mailboxes.Single().Name })
        {
            Assert.DoesNotContain(text!, letter => letter is '\0' or '\v' or '\f' or '\u0085' or '\u2028' or '\u2029' or '\uFEFF' or '\u061C'
                || letter is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u200E' or '\u200F' or '\u200B');
        }

        Assert.DoesNotContain("<script", message.HtmlBody, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", message.HtmlBody, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("href=\"https://evil", message.HtmlBody, StringComparison.OrdinalIgnoreCase);
        Assert.IsType<Sent>(await rig.SendAsync(row));
    }

    [Theory]
    [InlineData("//evil.example/t/x")]
    [InlineData("https://evil.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("t/x")]
    public void No_button_leads_away_from_the_site(string path) =>
        Assert.Throws<ArgumentException>(() => new MailOptions { PublicUrl = new("https://hub.example.org") }.Link(path));

    [Fact]
    public async Task The_sandbox_keeps_what_it_gets_and_shows_it()
    {
        await rig.QueueAsync(rig.Order(MailKind.Approval, rig.Coordinator));
        var row = Assert.Single(await rig.OutboxAsync());
        Assert.IsType<Sent>(await rig.SendAsync(row));
        Assert.Equal(MailState.Sent, (await rig.RecordAsync()).State);

        var contexts = new Contexts(rig);
        var list = new ListMailboxHandler(contexts);
        Assert.Empty(await list.Handle(new("somebody@else.example"), TestContext.Current.CancellationToken));
        var kept = Assert.Single(await list.Handle(new(" Arta@Kumanovo.example "), TestContext.Current.CancellationToken));
        Assert.Equal("[WB-2026-0001] Потребна е вашата одлука", kept.Subject);

        var open = new OpenMailboxMessageHandler(contexts);
        Assert.Null(await open.Handle(new(kept.Id + 1), TestContext.Current.CancellationToken));
        var opened = await open.Handle(new(kept.Id), TestContext.Current.CancellationToken);
        Assert.Contains("Western Balkans Hub", opened!.From, StringComparison.Ordinal);
        Assert.Contains("Куманово", opened.Html, StringComparison.Ordinal);
        Assert.Contains("Куманово", opened.Text, StringComparison.Ordinal);
        Assert.Contains("Auto-Submitted: auto-generated", opened.Source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_whose_key_is_lost_is_given_up_with_a_reason()
    {
        await rig.QueueAsync(rig.Order(MailKind.Approval, rig.Coordinator));
        var row = Assert.Single(await rig.OutboxAsync());
        row.Body = [1, 2, 3];
        var never = Assert.IsType<SendNever>(await rig.SendAsync(row));
        Assert.Contains("key", never.Reason, StringComparison.Ordinal);
        Assert.Equal(MailState.Failed, (await rig.RecordAsync()).State);
    }

    public ValueTask DisposeAsync() => rig.DisposeAsync();

    private static string ReadShared(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return reader.ReadToEnd();
    }

    private sealed class Contexts(MailRig rig) : IRuntimeDbFactory
    {
        public RuntimeDb Create() => rig.Open();
    }
}
