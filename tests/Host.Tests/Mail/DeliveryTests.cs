using Microsoft.EntityFrameworkCore;
using StrongCities.Host.Tests.Hub;
using StrongCities.Hub.Mail;
using StrongCities.Hub.SampleData;
using StrongCities.Runtime.Persistence;
using Xunit;

namespace StrongCities.Host.Tests.Mail;

/// <summary>From a use case's transaction over the real outbox worker to mailbox or mail server.</summary>
public sealed class DeliveryTests : IAsyncDisposable
{
    private readonly ScriptedSmtp server = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_use_case_queues_lies_in_the_mailbox_and_nothing_is_left_to_send()
    {
        await using var world = await HubWorld.StartAsync();
        await world.SubmitAsync();
        await world.SettleAsync();

        await using var db = world.Db();
        var record = await db.Mails.SingleAsync(mail => mail.Kind == MailKind.RequestReceived, Token);
        var row = await db.Outbox.SingleAsync(queued => queued.Key == $"mail:{record.Key}", Token);
        var arrived = await db.Mailbox.SingleAsync(mail => mail.MessageId == record.MessageId, Token);
        Assert.Equal((MailState.Sent, world.Clock.GetUtcNow()), (record.State, record.EndedAt));
        Assert.Equal(OutboxState.Sent, row.State);
        Assert.Empty(row.Body);
        Assert.Equal(SamplePeople.CoordinatorOf("kumanovo"), arrived.To);
    }

    [Fact]
    public async Task A_deferred_mail_arrives_once_when_the_server_takes_it()
    {
        await using var world = await StartAsync();
        server.Answer = command => command.StartsWith("RCPT", StringComparison.Ordinal) ? "450 4.2.1 later" : "";
        await world.SubmitAsync();
        await world.SettleAsync();
        Assert.Empty(server.Messages);
        Assert.All(await StatesAsync(world), state => Assert.Equal(MailState.Queued, state));

        server.Answer = _ => "";
        await world.AdvanceAsync(TimeSpan.FromMinutes(2));
        var states = await StatesAsync(world);
        Assert.All(states, state => Assert.Equal(MailState.Sent, state));
        Assert.Equal(states.Count, server.Messages.Count);
    }

    [Fact]
    public async Task A_mail_refused_for_good_is_marked_and_left()
    {
        await using var world = await StartAsync();
        server.Answer = command => command.StartsWith("RCPT", StringComparison.Ordinal) ? "550 5.1.1 unknown" : "";
        await world.SubmitAsync();
        await world.AdvanceAsync(TimeSpan.FromMinutes(2));
        Assert.All(await StatesAsync(world), state => Assert.Equal(MailState.Failed, state));
        await using var db = world.Db();
        Assert.All(await db.Outbox.Where(row => row.Kind == "mail").ToListAsync(Token), row => Assert.True(row is { State: OutboxState.Dead, Attempts: <= 1 }));
    }

    [Fact]
    public async Task A_long_outage_of_the_host_costs_no_mail()
    {
        await using var world = await StartAsync();
        server.Answer = _ => "450 4.2.1 later";
        await world.SubmitAsync();
        await world.SettleAsync();
        await world.RestartAsync(TimeSpan.FromDays(30));
        await world.AdvanceAsync(TimeSpan.FromSeconds(1));
        Assert.All(await StatesAsync(world), state => Assert.Equal(MailState.Queued, state));

        server.Answer = _ => "";
        await world.AdvanceAsync(TimeSpan.FromHours(1));
        await using var db = world.Db();
        Assert.Equal(MailState.Sent, (await db.Mails.SingleAsync(mail => mail.Kind == MailKind.RequestReceived, Token)).State);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private Task<HubWorld> StartAsync() => HubWorld.StartAsync(
        ("Mail:Transport", "Smtp"), ("Mail:Smtp:Host", "127.0.0.1"), ("Mail:Smtp:Port", $"{server.Port}"), ("Mail:Smtp:Security", "None"));

    private static async Task<IReadOnlyList<MailState>> StatesAsync(HubWorld world)
    {
        await using var db = world.Db();
        var states = await db.Mails.Select(mail => mail.State).ToListAsync(Token);
        Assert.NotEmpty(states);
        return states;
    }
}
