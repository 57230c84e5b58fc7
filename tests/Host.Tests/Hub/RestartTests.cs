using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Persistence;
using Xunit;

namespace StrongCities.Host.Tests.Hub;

public sealed class RestartTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_restart_at_every_step_loses_nothing_and_mails_nothing_twice()
    {
        await using var world = await HubWorld.StartAsync();
        var id = await world.SubmitAsync();
        await world.RestartAsync();
        await world.DecideAsync(id, "Task.Triage", "Accept");
        await world.RestartAsync();
        await world.DecideAsync(id, "Task.Approval", "Approve");
        await world.RestartAsync();
        var advisor = (await world.PersonAsync("advisor@example.org")).Id.ToString();
        await world.DecideAsync(id, "Task.Assign", "Answered", null, new() { ["Advisor"] = advisor, ["Helper"] = "Us" });
        await world.RestartAsync();
        await world.DecideAsync(id, "Task.Delivery", "Answered", null, new() { ["Answer"] = "Done." });
        await world.RestartAsync();
        await world.AdvanceToAsync(HubWorld.Monday.AddDays(3));
        await world.RestartAsync();
        await world.DecideAsync(id, "Task.Feedback", "Answered", null, new() { ["Usefulness"] = "4" });
        await world.RestartAsync();
        await world.SettleAsync();

        Assert.Equal(CaseStatus.Closed, await world.StatusAsync(id));
        Assert.Equal(["C1", "task", "task", "C7", "task", "accepted", "task", "answer", "C10", "closed"], await world.MailsAsync(id));
        await using var db = world.Db();
        var ids = await db.Mailbox.Select(mail => mail.MessageId).ToListAsync(Token);
        // A mail that asked for what was decided before it went out is not sent at all.
        var dropped = await db.Mails.CountAsync(mail => mail.State == StrongCities.Hub.Mail.MailState.Dropped, Token);
        Assert.Equal(10 - dropped, ids.Count);
        Assert.Equal(10 - dropped, ids.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task A_reminder_that_fell_due_while_the_host_was_down_is_sent_once()
    {
        await using var world = await HubWorld.StartAsync();
        var id = await world.SubmitAsync(HubWorld.CompleteForm() with { Wish = null });
        await world.SettleAsync();
        await world.RestartAsync(TimeSpan.FromDays(8));
        await world.SettleAsync();
        await world.RestartAsync();
        await world.SettleAsync();
        Assert.Equal(["C1", "C2", "reminder"], await world.MailsAsync(id));
    }

    [Fact]
    public async Task The_model_equals_the_migrations()
    {
        await using var world = await HubWorld.StartAsync();
        await using var db = world.Services.GetRequiredService<HubDbFactory>().Create(null);
        Assert.False(db.Database.HasPendingModelChanges());
        Assert.Empty(await db.Database.GetPendingMigrationsAsync(Token));
    }

    [Fact]
    public async Task Connections_flush_at_each_commit_and_keep_foreign_keys()
    {
        await using var world = await HubWorld.StartAsync();
        await using var db = world.Db();
        var settings = await db.Database.SqlQuery<string>(
            $"""
            SELECT journal_mode || ' ' || synchronous || ' ' || foreign_keys || ' ' || timeout AS Value
            FROM pragma_journal_mode, pragma_synchronous, pragma_foreign_keys, pragma_busy_timeout
            """).SingleAsync(Token);
        Assert.Equal("wal 2 1 10000", settings);
    }
}
