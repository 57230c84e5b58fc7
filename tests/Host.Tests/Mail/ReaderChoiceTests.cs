using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Mail;
using StrongCities.Hub.People;
using StrongCities.Runtime.Outbox;
using StrongCities.Runtime.Persistence;
using Xunit;

namespace StrongCities.Host.Tests.Mail;

/// <summary>Quiet hours, the daily digest, what is not wanted, and what becomes of mails for an address that fails. Monday, 8:30 in Skopje.</summary>
public sealed class ReaderChoiceTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Tuesday = new(2026, 9, 15, 6, 0, 0, TimeSpan.Zero);

    private readonly MailRig rig = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task News_of_a_day_come_as_one_mail_at_the_next_opening()
    {
        await ChooseAsync(reader => reader.Notices = NoticeMails.Daily);
        await rig.QueueAsync(rig.Order(MailKind.Accepted, rig.Coordinator, "1"));
        await rig.QueueAsync(rig.Order(MailKind.Closed, rig.Coordinator, "2"));
        var row = Assert.Single(await rig.OutboxAsync());
        Assert.Equal(("digest", Tuesday), (row.Kind, row.DueAt));
        Assert.Equal((MailState.Gathered, null), ((await rig.RecordAsync("1")).State, (await rig.RecordAsync("1")).EndedAt));

        await GatherAsync(row);
        var digest = Assert.Single(await rig.OutboxAsync(), queued => queued.Kind == "mail");
        using var message = rig.Decrypt(digest);
        Assert.Equal(2, System.Text.RegularExpressions.Regex.Count(message.TextBody!, @"^- \[WB-2026-0001\]", System.Text.RegularExpressions.RegexOptions.Multiline));
        Assert.Contains("https://hub.example.org/requests", message.TextBody!, StringComparison.Ordinal);
        Assert.NotNull((await rig.RecordAsync("2")).EndedAt);

        // Told once: the next day's digest has only what is new, and without news there is none.
        await GatherAsync(row);
        Assert.Single(await rig.OutboxAsync(), queued => queued.Kind == "mail");
        rig.Clock.Advance(TimeSpan.FromDays(1));
        await rig.QueueAsync(rig.Order(MailKind.Closed, rig.Coordinator, "3"));
        Assert.Equal(Tuesday.AddDays(1), (await rig.OutboxAsync())[^1].DueAt);
    }

    [Fact]
    public async Task What_asks_something_is_never_gathered()
    {
        await ChooseAsync(reader => (reader.Notices, reader.RefusesSurveys) = (NoticeMails.Daily, true));
        string[] apart = [MailKind.Accepted, MailKind.Closed, MailKind.ReplyNote, MailKind.Feedback, MailKind.FollowUp, MailKind.Find, MailKind.EventFeedback];
        foreach (var kind in MailCases.Kinds)
        {
            await rig.QueueAsync(rig.Order(kind, rig.Coordinator, kind));
        }

        var sent = (await rig.OutboxAsync()).Where(row => row.Kind == "mail").Select(row => row.Key["mail:".Length..]);
        Assert.Equal(MailCases.Kinds.Except(apart).Order(), sent.Order());
    }

    [Fact]
    public async Task What_is_not_wanted_is_remembered_and_not_sent()
    {
        await ChooseAsync(reader => (reader.Notices, reader.RefusesSurveys) = (NoticeMails.Never, true));
        await rig.QueueAsync(rig.Order(MailKind.Closed, rig.Coordinator, "1"));
        await rig.QueueAsync(rig.Order(MailKind.Feedback, rig.Coordinator, "2"));
        await rig.QueueAsync(rig.Order(MailKind.Opportunity, rig.Coordinator, "3"));
        Assert.Empty(await rig.OutboxAsync());
        foreach (var key in new[] { "1", "2", "3" })
        {
            Assert.Equal((MailState.Unwanted, rig.Clock.GetUtcNow()), ((await rig.RecordAsync(key)).State, (await rig.RecordAsync(key)).EndedAt!.Value));
        }
    }

    [Theory]
    [InlineData(null, null, "2026-09-14T06:30:00Z", "2026-09-14T06:30:00Z", "2026-09-15T06:00:00Z")]
    [InlineData("10:00", "12:00", "2026-09-14T06:30:00Z", "2026-09-14T08:00:00Z", "2026-09-14T08:00:00Z")]
    [InlineData("10:00", "12:00", "2026-09-14T09:00:00Z", "2026-09-14T09:00:00Z", "2026-09-15T08:00:00Z")]
    [InlineData("10:00", "12:00", "2026-09-18T10:00:00Z", "2026-09-21T08:00:00Z", "2026-09-21T08:00:00Z")]
    [InlineData("06:00", "22:00", "2026-09-14T19:30:00Z", "2026-09-14T19:30:00Z", "2026-09-15T04:00:00Z")]
    public async Task Mail_that_can_wait_comes_in_its_readers_own_hours(string? from, string? until, string now, string mail, string digest)
    {
        await ChooseAsync(reader => (reader.MailFrom, reader.MailUntil) = (TimeOf(from), TimeOf(until)));
        await using var db = rig.Open();
        var reader = await db.Set<Person>().SingleAsync(person => person.Id == rig.Coordinator.Id, Token);
        Assert.Equal(MomentOf(mail), await ReaderHours.NextAllowedAsync(db, reader, MomentOf(now), Token));
        Assert.Equal(MomentOf(digest), await ReaderHours.NextDigestAsync(db, reader, MomentOf(now), Token));
    }

    [Fact]
    public async Task What_waits_for_an_address_that_fails_goes_to_the_other()
    {
        await rig.QueueAsync(rig.Order(MailKind.Answer, rig.Coordinator));
        await RedirectAsync("arta@other.example");
        var row = Assert.Single(await rig.OutboxAsync());
        using var message = rig.Decrypt(row);
        Assert.Equal(("arta@other.example", rig.Coordinator.Name), (message.To.Mailboxes.Single().Address, message.To.Mailboxes.Single().Name));
        var record = await rig.RecordAsync();
        Assert.Equal(("arta@other.example", message.MessageId, MailState.Queued), (record.ToEmail, record.MessageId, record.State));
        Assert.Equal(record.Digest, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(MailMessage.ToBytes(message))));
    }

    [Fact]
    public async Task What_waits_for_an_address_that_fails_is_given_up_when_there_is_no_other()
    {
        await rig.QueueAsync(rig.Order(MailKind.Answer, rig.Coordinator));
        await RedirectAsync(null);
        Assert.Equal(OutboxState.Dead, Assert.Single(await rig.OutboxAsync()).State);
        Assert.Equal(MailState.Failed, (await rig.RecordAsync()).State);
    }

    public ValueTask DisposeAsync() => rig.DisposeAsync();

    private static DateTimeOffset MomentOf(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static TimeOnly? TimeOf(string? text) => text is null ? null : TimeOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private async Task ChooseAsync(Action<Person> choose)
    {
        await using var db = rig.Open();
        choose(await db.Set<Person>().SingleAsync(person => person.Id == rig.Coordinator.Id, Token));
        await db.SaveChangesAsync(Token);
    }

    private async Task RedirectAsync(string? to)
    {
        await using var db = rig.Open();
        await rig.Get<RedirectMails>().RunAsync(db, rig.Coordinator, rig.Coordinator.Email, to, Token);
        await db.SaveChangesAsync(Token);
    }

    private async Task GatherAsync(OutboxRow row)
    {
        var digests = rig.Get<IEnumerable<IOutboxSender>>().Single(sender => sender.Kind == row.Kind);
        var sent = Assert.IsType<Sent>(await digests.SendAsync(row, Token));
        await using var db = rig.Open();
        Assert.True(await sent.With!(db, Token));
        await db.SaveChangesAsync(Token);
    }
}
