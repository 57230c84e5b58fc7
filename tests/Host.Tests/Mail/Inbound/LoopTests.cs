using Microsoft.EntityFrameworkCore;
using MimeKit;
using StrongCities.Host.Tests.Hub;
using StrongCities.Hub.Mail.Inbound;
using Xunit;
using static StrongCities.Host.Tests.Mail.Inbound.Letters;

namespace StrongCities.Host.Tests.Mail.Inbound;

/// <summary>Machines that answer each other.</summary>
public sealed class LoopTests
{
    private const string Other = "desk@tickets.example";
    private const string OtherProof = "mx.hub.example; dmarc=pass header.from=tickets.example";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_hubs_that_answer_each_other_stop_after_one_answer()
    {
        await using var first = await StartAsync();
        await using var second = await StartAsync();
        Assert.True((await ReceiveAsync(first, Raw(Other, "hub@hub.example", "Hello\n", OtherProof, "start"))).IsAnswered);
        var answer = await NewestAsync(first, Other);
        Assert.Equal("<>", answer.Headers[HeaderId.ReturnPath]!);
        Assert.Equal("auto-replied", answer.Headers[HeaderId.AutoSubmitted]);

        // The other hub gets it from its own server: the envelope's sender is gone, and so is all that a careless gateway drops.
        foreach (var (kept, kind) in new[]
        {
            ("X-StrongCities-Loop Auto-Submitted Return-Path", InboundKind.OwnMail),
            ("Auto-Submitted", InboundKind.AutoReply),
            ("Return-Path", InboundKind.AutoReply),
            ("X-Auto-Response-Suppress", InboundKind.AutoReply),
        })
        {
            var row = await ReceiveAsync(second, Passed(answer, kept), uid: kept.Length);
            Assert.Equal((kind, InboundState.Done, false), (row.Kind, row.State, row.IsAnswered));
        }

        await using var db = second.Db();
        Assert.False(await db.Mails.AnyAsync(Token) || await db.Mailbox.AnyAsync(Token));
    }

    [Fact]
    public async Task A_ticket_system_that_hides_what_it_is_gets_a_few_answers_a_day_and_then_none()
    {
        await using var world = await HubWorld.StartAsync(
            ("Mail:Inbound:TrustedAuthServId", "mx.hub.example"), ("Mail:Inbound:MaxAnswersPerSenderAndDay", "2"), ("Mail:Inbound:MaxPerSenderAndHour", "6"));
        var rows = new List<InboundMail>();
        for (var i = 0; i < 10; i++)
        {
            rows.Add(await ReceiveAsync(world, Raw(Other, "hub@hub.example", $"Ticket {i} was updated.\n", OtherProof, $"ticket-{i}"), uid: i + 1));
        }

        Assert.Equal(2, rows.Count(row => row.IsAnswered));
        Assert.Equal(4, rows.Count(row => row.Reason == "TooMany"));
        world.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(("Stranger", false), await AgainAsync("later"));
        world.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(("Stranger", true), await AgainAsync("next-day"));

        async Task<(string Reason, bool IsAnswered)> AgainAsync(string id)
        {
            var row = await ReceiveAsync(world, Raw(Other, "hub@hub.example", "Updated.\n", OtherProof, id), uid: id.Length + 100);
            return (row.Reason, row.IsAnswered);
        }
    }

    [Fact]
    public async Task About_one_task_a_writer_hears_once_an_hour()
    {
        await using var world = await StartAsync();
        var (_, mail) = await TriageAsync(world);
        var answered = new List<bool>();
        for (var i = 0; i < 4; i++)
        {
            answered.Add((await ReceiveAsync(world, Reply(mail, "I am thinking.\n", id: $"r{i}"), uid: i + 1)).IsAnswered);
        }

        Assert.Equal([true, false, false, false], answered);
        world.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.True((await ReceiveAsync(world, Reply(mail, "Still.\n", id: "after"), uid: 9)).IsAnswered);
    }

    [Fact]
    public async Task A_message_that_went_round_too_often_is_not_even_parsed()
    {
        await using var world = await StartAsync();
        var hops = string.Concat(Enumerable.Repeat("Received: from a.example by b.example; Mon, 14 Sep 2026 07:00:00 +0000\r\n", 26));
        var row = await ReceiveAsync(world, Raw(Other, "hub@hub.example", "x\n", OtherProof, "round", hops));
        Assert.Equal((InboundKind.Hostile, InboundState.Quarantined, "TooManyHops"), (row.Kind, row.State, row.Reason));
    }

    private static async Task<MimeMessage> NewestAsync(HubWorld world, string to)
    {
        await world.SettleAsync();
        await using var db = world.Db();
        var kept = await db.Mailbox.OrderByDescending(m => m.Id).FirstAsync(m => m.To == to, Token);
        return await MimeMessage.LoadAsync(new MemoryStream(kept.Mime), Token);
    }

    // As it comes out of somebody's gateway that drops all marks of machines but some.
    private static byte[] Passed(MimeMessage answer, string kept)
    {
        using var passed = new MimeMessage { Subject = "Ticket 7", MessageId = $"{kept.Length}@tickets.example", Body = new TextPart("plain") { Text = answer.TextBody ?? "" } };
        passed.From.Add(new MailboxAddress("", Other));
        passed.To.Add(new MailboxAddress("", "hub@hub.example"));
        foreach (var name in kept.Split(' '))
        {
            passed.Headers.Add(name, answer.Headers[name]!);
        }

        passed.Headers.Insert(0, HeaderId.AuthenticationResults, OtherProof);
        using var bytes = new MemoryStream();
        passed.WriteTo(bytes, Token);
        return bytes.ToArray();
    }
}
