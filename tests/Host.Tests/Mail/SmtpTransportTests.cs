using MimeKit;
using StrongCities.Hub.Mail;
using StrongCities.Runtime.Outbox;
using StrongCities.Runtime.Persistence;
using Xunit;

namespace StrongCities.Host.Tests.Mail;

public sealed class SmtpTransportTests : IAsyncDisposable
{
    private readonly ScriptedSmtp server = new();
    private MailRig? rig;

    [Fact]
    public async Task A_mail_arrives_as_it_was_queued()
    {
        var row = await QueueAsync();
        Assert.IsType<Sent>(await rig!.SendAsync(row));

        var record = await rig.RecordAsync();
        Assert.Equal((MailState.Sent, rig.Clock.GetUtcNow()), (record.State, record.EndedAt));
        var queued = rig.Decrypt(row);
        var arrived = Assert.Single(server.Messages);
        Assert.Equal(System.Text.Encoding.ASCII.GetString(MailMessage.ToBytes(queued)), arrived);
        Assert.Equal(record.Digest, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(arrived))));
        Assert.Contains("MAIL FROM:<hub@hub.example>", server.Commands);
        Assert.Contains("RCPT TO:<arta@kumanovo.example>", server.Commands);
    }

    [Fact]
    public async Task Bounces_go_to_the_envelope_sender()
    {
        var row = await QueueAsync(("Mail:EnvelopeSender", "bounces@hub.example"));
        await rig!.SendAsync(row);
        Assert.Contains("MAIL FROM:<bounces@hub.example>", server.Commands);
    }

    [Fact]
    public async Task A_connection_is_used_again_until_it_has_carried_enough()
    {
        var row = await QueueAsync(("Mail:Smtp:MessagesPerConnection", "3"));
        for (var i = 0; i < 4; i++)
        {
            Assert.IsType<Sent>(await rig!.SendAsync(row));
        }

        Assert.Equal((2, 4), (server.Connections, server.Messages.Count));
    }

    [Fact]
    public async Task A_connection_unused_for_long_is_not_used_again()
    {
        var row = await QueueAsync();
        await rig!.SendAsync(row);
        rig.Clock.Advance(TimeSpan.FromSeconds(31));
        await rig.SendAsync(row);
        Assert.Equal(2, server.Connections);
    }

    [Fact]
    public async Task A_kept_connection_that_died_in_silence_costs_nothing()
    {
        var row = await QueueAsync();
        var sends = 0;
        server.Answer = command => command.StartsWith("MAIL", StringComparison.Ordinal) && ++sends == 2 ? null : "";
        Assert.IsType<Sent>(await rig!.SendAsync(row));
        Assert.IsType<Sent>(await rig.SendAsync(row));
        Assert.Equal((2, 2), (server.Connections, server.Messages.Count));
    }

    [Theory]
    [InlineData("RCPT", "450 4.2.1 <arta@kumanovo.example> greylisted", "The mail server answered 450 4.2.1.")]
    [InlineData(ScriptedSmtp.EndOfData, "452 4.3.1 full", "The mail server answered 452 4.3.1.")]
    [InlineData("MAIL", "421 4.7.0 too many", "The mail server answered 421 4.7.0.")]
    [InlineData("MAIL", "550 5.7.1 sender unknown", "The mail server answered 550 5.7.1.")]
    [InlineData("MAIL", "530 5.7.0 sign in first", "The mail server wants a sign-in: give Mail:Smtp:User and Mail:Smtp:Password.")]
    [InlineData("MAIL", null, "The mail server closed the connection before it took the message.")]
    public async Task What_may_pass_is_tried_later(string at, string? answer, string reason)
    {
        var row = await QueueAsync();
        server.Answer = Script(at, answer);
        var later = Assert.IsType<SendLater>(await rig!.SendAsync(row));

        Assert.Equal(reason, later.Reason);
        Assert.InRange(later.After!.Value, TimeSpan.FromSeconds(48), TimeSpan.FromSeconds(72));
        Assert.Equal(MailState.Queued, (await rig.RecordAsync()).State);
    }

    [Theory]
    [InlineData("RCPT", "550 5.1.1 <arta@kumanovo.example> unknown", "The mail server answered 550 5.1.1.")]
    [InlineData(ScriptedSmtp.EndOfData, "554 no", "The mail server answered 554.")]
    public async Task What_is_refused_for_good_is_never_sent_again(string at, string answer, string reason)
    {
        var row = await QueueAsync();
        server.Answer = Script(at, answer);
        var never = Assert.IsType<SendNever>(await rig!.SendAsync(row));

        Assert.Equal(reason, never.Reason);
        Assert.Equal((MailState.Failed, rig.Clock.GetUtcNow()), ((await rig.RecordAsync()).State, (await rig.RecordAsync()).EndedAt));
    }

    [Fact]
    public async Task After_a_break_in_the_hand_over_the_same_Message_ID_is_sent_again()
    {
        var row = await QueueAsync();
        server.Answer = Script(ScriptedSmtp.EndOfData, null);
        var later = Assert.IsType<SendLater>(await rig!.SendAsync(row));
        Assert.Equal(TimeSpan.FromMinutes(2), later.After);
        Assert.Contains("may have arrived", later.Reason, StringComparison.Ordinal);

        server.Answer = _ => "";
        Assert.IsType<Sent>(await rig.SendAsync(row));
        Assert.Equal(2, server.Messages.Count);
        var id = Assert.Single(server.Messages.Select(text => MimeMessage.Load(new MemoryStream(System.Text.Encoding.ASCII.GetBytes(text))).MessageId).Distinct());
        Assert.Equal((await rig.RecordAsync()).MessageId, id);
    }

    [Fact]
    public async Task Without_STARTTLS_nothing_is_sent_in_clear()
    {
        var row = await QueueAsync(("Mail:Smtp:Security", "StartTls"));
        var later = Assert.IsType<SendLater>(await rig!.SendAsync(row));

        Assert.Contains("no STARTTLS", later.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Commands, command => command.StartsWith("MAIL", StringComparison.Ordinal) || command.StartsWith("AUTH", StringComparison.Ordinal));
        Assert.Empty(server.Messages);
    }

    [Fact]
    public async Task A_server_that_is_away_is_tried_later()
    {
        var row = await QueueAsync(("Mail:Smtp:Port", "1"));
        var later = Assert.IsType<SendLater>(await rig!.SendAsync(row));
        Assert.StartsWith("The mail server can't be reached", later.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_two_days_and_five_tries_it_is_given_up()
    {
        var row = await QueueAsync();
        server.Answer = Script("RCPT", "450 later");
        rig!.Clock.Advance(TimeSpan.FromHours(48));
        for (var tries = 1; tries < 5; tries++)
        {
            Assert.IsType<SendLater>(await rig.SendAsync(row));
        }

        var never = Assert.IsType<SendNever>(await rig.SendAsync(row));
        Assert.Equal("No server took it in time. The mail server answered 450.", never.Reason);
        Assert.Equal(MailState.Failed, (await rig.RecordAsync()).State);
    }

    [Fact]
    public async Task A_mail_for_later_is_given_up_after_two_days_of_trying_only()
    {
        var row = await QueueAsync(TimeSpan.FromDays(3));
        server.Answer = Script("RCPT", "450 later");
        rig!.Clock.Advance(TimeSpan.FromDays(3));
        Assert.IsType<SendLater>(await rig.SendAsync(row));
    }

    [Fact]
    public async Task The_wait_grows_with_each_try()
    {
        var row = await QueueAsync();
        server.Answer = Script("RCPT", "450 later");
        foreach (var minutes in new[] { 1, 5, 15, 30, 60, 120, 240, 480, 480 })
        {
            var later = Assert.IsType<SendLater>(await rig!.SendAsync(row));
            Assert.InRange(later.After!.Value.TotalMinutes, minutes * 0.8, minutes * 1.2);
        }
    }

    [Fact]
    public async Task No_reason_tells_an_address()
    {
        var row = await QueueAsync();
        server.Answer = Script("RCPT", "550 5.1.1.arta@kumanovo.example arta@kumanovo.example unknown");
        var never = Assert.IsType<SendNever>(await rig!.SendAsync(row));
        Assert.DoesNotContain("arta", never.Reason, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        if (rig is not null)
        {
            await rig.DisposeAsync();
        }

        await server.DisposeAsync();
    }

    private static Func<string, string?> Script(string at, string? answer) =>
        command => command.StartsWith(at, StringComparison.Ordinal) ? answer : "";

    private Task<OutboxRow> QueueAsync(params (string Key, string Value)[] settings) => QueueAsync(TimeSpan.Zero, settings);

    private async Task<OutboxRow> QueueAsync(TimeSpan delay, params (string Key, string Value)[] settings)
    {
        rig = new(settings:
        [
            ("Mail:Transport", "Smtp"), ("Mail:Smtp:Host", "127.0.0.1"), ("Mail:Smtp:Port", $"{server.Port}"), ("Mail:Smtp:Security", "None"),
            .. settings,
        ]);
        await rig.QueueAsync(rig.Order(MailKind.Approval, rig.Coordinator) with { NotBefore = rig.Clock.GetUtcNow() + delay });
        return Assert.Single(await rig.OutboxAsync());
    }
}
