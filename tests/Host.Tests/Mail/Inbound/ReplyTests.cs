using Microsoft.EntityFrameworkCore;
using MimeKit;
using StrongCities.Host.Tests.Hub;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Mail;
using StrongCities.Hub.Mail.Inbound;
using StrongCities.Hub.Tasks;
using Xunit;
using static StrongCities.Host.Tests.Mail.Inbound.Letters;

namespace StrongCities.Host.Tests.Mail.Inbound;

/// <summary>Mail to the whole hub, from the raw message to the case.</summary>
public sealed class ReplyTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_clear_word_from_a_proven_sender_decides_once()
    {
        await using var world = await StartAsync();
        var (id, mail) = await TriageAsync(world);
        var raw = Reply(mail, "Decline\nNo budget.\n");
        var row = await ReceiveAsync(world, raw);
        Assert.Equal("Decided", row.Reason);
        await using var db = world.Db();
        var decision = await db.Decisions.SingleAsync(d => d.Channel == "reply", Token);
        Assert.Equal(("Decline", "No budget."), (decision.Option, decision.Comment));
        Assert.NotNull(decision.MessageId);
        Assert.Equal(CaseStatus.Declined, await world.StatusAsync(id));

        Assert.Equal(row.Id, (await ReceiveAsync(world, raw, uid: 99)).Id);
        Assert.Equal("Before", (await ReceiveAsync(world, Reply(mail, "Decline\nAgain.\n", id: "second"), uid: 100)).Reason);
        Assert.Equal(1, await db.Decisions.CountAsync(d => d.Channel == "reply", Token));
    }

    [Theory]
    [InlineData("Одбијам", "sr-Cyrl", "Decline")]
    [InlineData("Refuzoj", "sq", "Decline")]
    public async Task What_was_understood_is_told_beside_what_was_written(string word, string language, string option)
    {
        Assert.Equal(option, ReplyWords.CommandOf([word])?.Option);
        await using var world = await StartAsync();
        var (_, mail) = await TriageAsync(world);
        Assert.Equal("Decided", (await ReceiveAsync(world, Reply(mail, $"{word}\n{language}\n"))).Reason);
        await world.SettleAsync();
        var answer = await world.NewestMailAsync("advisor@example.org");
        Assert.Contains("You wrote: " + word, answer, StringComparison.Ordinal);
        Assert.Contains(": Decline", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Yes\n", Proof, "Noted")]
    [InlineData("I do not want to decline\n", Proof, "Noted")]
    [InlineData("Decline\n", Proof, "Reason")]
    [InlineData("Decline\nNo.\n", "mx.evil.example; dmarc=pass header.from=example.org", "Unproven")]
    public async Task Everything_else_is_a_note(string text, string results, string reason)
    {
        await using var world = await StartAsync();
        var (id, mail) = await TriageAsync(world);
        Assert.Equal(reason, (await ReceiveAsync(world, Reply(mail, text, results))).Reason);
        Assert.Equal(CaseStatus.Triage, await world.StatusAsync(id));
        await using var db = world.Db();
        Assert.Contains(await db.CaseEvents.Where(e => e.CaseId == id).Select(e => e.Key).ToListAsync(Token), key => key.StartsWith("Event.Reply", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_right_address_in_wrong_hands_does_nothing()
    {
        await using var world = await StartAsync();
        var (id, mail) = await TriageAsync(world);
        var row = await ReceiveAsync(world, Reply(mail, "Decline\nNo.\n", from: "somebody@example.org"));
        Assert.Equal((InboundState.Quarantined, "OtherSender"), (row.State, row.Reason));
        Assert.Equal(CaseStatus.Triage, await world.StatusAsync(id));
    }

    [Fact]
    public async Task A_vacation_that_says_the_word_does_nothing()
    {
        await using var world = await StartAsync();
        var (id, mail) = await TriageAsync(world);
        Assert.Equal(InboundKind.AutoReply, (await ReceiveAsync(world, Reply(mail, "Decline\nNo.\n", more: "Auto-Submitted: auto-replied\r\n"))).Kind);
        Assert.Equal(CaseStatus.Triage, await world.StatusAsync(id));
    }

    [Fact]
    public async Task A_mail_of_a_coordinator_opens_a_request_and_one_of_a_stranger_does_not()
    {
        await using var world = await StartAsync();
        var coordinator = await world.PersonAsync(StrongCities.Hub.SampleData.SamplePeople.CoordinatorOf("kumanovo"));
        var domain = coordinator.Email[(coordinator.Email.IndexOf('@', StringComparison.Ordinal) + 1)..];
        var proof = $"mx.hub.example; dmarc=pass header.from={domain}";
        var row = await ReceiveAsync(world, Raw(coordinator.Email, "hub@hub.example", "We need help.\n", proof, "new"));
        Assert.Equal("Submitted", row.Reason);
        Assert.Equal("Help for schools", (await world.RequestAsync(row.CaseId!.Value)).Form.Title);

        var stranger = await ReceiveAsync(world, Raw("who@example.org", "hub@hub.example", "We need help.\n", Proof, "stranger"), uid: 2);
        Assert.Equal((InboundState.Quarantined, "Stranger", true), (stranger.State, stranger.Reason, stranger.IsAnswered));
        Assert.Equal("Unproven", (await ReceiveAsync(world, Raw(coordinator.Email, "hub@hub.example", "x\n", "none", "forged"), uid: 3)).Reason);
    }

    [Fact]
    public async Task A_report_counts_only_at_the_bounce_address_of_a_mail()
    {
        await using var world = await StartAsync();
        var (_, mail) = await TriageAsync(world);
        var bounce = mail.Headers[HeaderId.ReturnPath]!.Trim('<', '>');
        Assert.Equal("BounceOfNothing", (await ReceiveAsync(world, Report("bounce+00000000000000000000000000@strongcities.example"))).Reason);
        Assert.Equal("BounceHard", (await ReceiveAsync(world, Report(bounce), uid: 2)).Reason);
        await using var db = world.Db();
        Assert.NotNull((await db.SuppressedAddresses.SingleAsync(Token)).Until);
    }

    [Fact]
    public async Task The_reply_box_of_the_mailbox_decides_like_a_mail()
    {
        await using var world = await StartAsync();
        var (id, _) = await TriageAsync(world);
        await using var db = world.Db();
        var newest = await db.Mailbox.OrderByDescending(m => m.Id).FirstAsync(m => m.To == "advisor@example.org", Token);
        var replied = await world.SendAsync(new ReplyFromMailbox(newest.Id, "Decline\nNo budget."));
        Assert.Equal("Decided", replied?.Reason);
        Assert.Equal(CaseStatus.Declined, await world.StatusAsync(id));
    }
}
