using Microsoft.EntityFrameworkCore;
using StrongCities.Host.Tests.Hub;
using StrongCities.Hub.Mail;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.SampleData;
using StrongCities.Hub.Tasks;
using StrongCities.Runtime.Persistence;
using Xunit;
using Microsoft.Extensions.DependencyInjection;

namespace StrongCities.Host.Tests.Mail;

/// <summary>A server refuses an address: over real engine, outbox and SMTP.</summary>
public sealed class UnreachableTests : IAsyncDisposable
{
    private const string Second = "second@example.org";

    private readonly ScriptedSmtp server = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_refused_task_is_asked_at_the_second_address_each_time_until_the_first_works_again()
    {
        await using var world = await StartAsync();
        var coordinator = await world.PersonAsync(SamplePeople.CoordinatorOf("kumanovo"));
        await ChangeAsync(world, coordinator.Id, person => person.SecondEmail = Second);
        server.Answer = command => command == $"RCPT TO:<{coordinator.Email}>" ? "550 5.1.1 unknown" : "";
        var gaps = HubWorld.CompleteForm() with { Authority = null };
        await world.SubmitAsync(gaps);
        await world.SettleAsync();
        var line = Assert.Single((await world.SendAsync(new ListUnreachable(await world.ViewerAsync("lead@example.org"))))!);
        Assert.Equal((coordinator.Email, Second), (line.Address, line.Other));
        Assert.Single(line.Tasks);
        Assert.Contains($"RCPT TO:<{Second}>", server.Commands);

        // Known to fail, it is not tried again; the other takes everything.
        var tries = Tries(coordinator.Email);
        await world.SubmitAsync(gaps);
        await world.SettleAsync();
        Assert.Equal(tries, Tries(coordinator.Email));

        Assert.True(await world.SendAsync(new ReleaseAddress(await world.ViewerAsync("lead@example.org"), coordinator.Id)));
        server.Answer = _ => "";
        await world.SubmitAsync(gaps);
        await world.SettleAsync();
        Assert.True(Tries(coordinator.Email) > tries);
        Assert.Empty((await world.SendAsync(new ListUnreachable(await world.ViewerAsync("lead@example.org"))))!);
    }

    [Fact]
    public async Task Without_another_address_the_advisor_is_led_to_the_task()
    {
        await using var world = await StartAsync();
        var coordinator = SamplePeople.CoordinatorOf("kumanovo");
        server.Answer = command => command == $"RCPT TO:<{coordinator}>" ? "550 5.1.1 unknown" : "";
        await world.SubmitAsync(HubWorld.CompleteForm() with { Authority = null });
        await world.SettleAsync();
        await using var db = world.Db();
        var task = await db.Tasks.SingleAsync(t => t.State == TaskState.Open, Token);
        var told = await db.Mails.Where(mail => mail.Kind == MailKind.Unreachable).ToListAsync(Token);
        Assert.Contains(told, mail => mail.Text.Contains($"/desk/tasks/{task.Id}", StringComparison.Ordinal));
        Assert.Null(Assert.Single((await world.SendAsync(new ListUnreachable(await world.ViewerAsync("lead@example.org"))))!).Other);
        Assert.Null(await world.SendAsync(new ListUnreachable(await world.ViewerAsync(coordinator))));
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private int Tries(string address) => server.Commands.Count(command => command == $"RCPT TO:<{address}>");

    private Task<HubWorld> StartAsync() => HubWorld.StartAsync(
        ("Mail:Transport", "Smtp"), ("Mail:Smtp:Host", "127.0.0.1"), ("Mail:Smtp:Port", $"{server.Port}"), ("Mail:Smtp:Security", "None"), ("Mail:HoldOutsideOfficeHours", "false"));

    private static Task<bool> ChangeAsync(HubWorld world, Guid id, Action<Person> change) => world.Services.GetRequiredService<CommitQueue>().CommitAsync(
        async (db, token) =>
        {
            change(await db.Hub().People.SingleAsync(person => person.Id == id, token));
            return UnitResult.Keep(true);
        },
        Token);
}
