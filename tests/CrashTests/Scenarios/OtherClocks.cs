using System.Globalization;
using System.Net.Http.Json;
using Microsoft.Extensions.Time.Testing;
using StrongCities.Crash.Tests.Books;
using StrongCities.Crash.Tests.Load;
using StrongCities.Hub.SampleData;

namespace StrongCities.Crash.Tests.Scenarios;

/// <summary>Hours that pass in a moment: a mail server that refuses for one, and a machine whose clock is set forward and back.</summary>
internal static class OtherClocks
{
    private const int Timers = 12;
    private static readonly DateTimeOffset Begin = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>The mail server says "not now" for more than an hour.</summary>
    public static async Task<(BalanceSheet Sheet, int Refused, int Waited)> MailRefusedAsync(int seed)
    {
        await using var world = Driven();
        await world.Host.StartAsync();
        using var desk = new Operator(world.Host);
        await desk.SignInAsync();
        using var end = new CancellationTokenSource();
        var people = new People(world.Host.Address, world.Ledger, world.Post, new FakeTimeProvider(Begin));
        var sorting = people.SortAsync(end.Token);
        using var city = new Caller(world.Host.Address);
        await people.SignInAsync(city, SamplePeople.CoordinatorOf("kumanovo"), end.Token);
        await desk.AdvanceAsync(TimeSpan.Zero);
        var before = world.Post.Taken.Count;

        world.Post.Refuses = true;
        for (var request = 0; request < 3; request++)
        {
            await people.AskAsync(city, new Random(seed + request), end.Token);
        }

        for (var passed = TimeSpan.Zero; passed < TimeSpan.FromMinutes(70); passed += TimeSpan.FromMinutes(10))
        {
            await desk.AdvanceAsync(TimeSpan.FromMinutes(10));
        }

        var waited = (int)await Rows.CountAsync(world.Host.Database, "SELECT COUNT(*) FROM Outbox WHERE Kind = 'mail' AND State = 'Queued'");
        if (world.Post.Taken.Count != before)
        {
            throw new InvalidOperationException("The server took a mail while it refused all.");
        }

        world.Post.Refuses = false;
        await desk.AdvanceAsync(TimeSpan.FromHours(3));
        await Until.TrueAsync(async () => await Idle.OpenAsync(world.Host.Database, desk.Now) == 0, "all mails are out", Patience, () => world.Host.Output);
        await end.CancelAsync();
        await sorting;
        await world.Host.StopAsync();
        return (world.Balance(), world.Post.Refused, waited);
    }

    /// <summary>A machine starts with a clock two hours behind, then three hours ahead, then behind again, while timers wait.</summary>
    public static async Task<BalanceSheet> StepsAsync()
    {
        await using var world = Driven();
        await world.Host.StartAsync();
        using var desk = new Operator(world.Host);
        await desk.SignInAsync();
        using var program = new Caller(world.Host.Address);
        await StartAsync("a");
        await desk.AdvanceAsync(TimeSpan.FromMinutes(30));

        foreach (var (step, name) in new[] { (TimeSpan.FromHours(-2), "b"), (TimeSpan.FromHours(3), "c"), (TimeSpan.FromMinutes(-50), "d") })
        {
            await world.Host.KillAsync();
            world.NoteInFlight();
            desk.Set(desk.Now + step);
            await world.Host.StartAsync();
            await StartAsync(name);
            await desk.AdvanceAsync(TimeSpan.FromMinutes(20));
        }

        await desk.AdvanceAsync(TimeSpan.FromHours(6));
        await Until.TrueAsync(async () => await Idle.OpenAsync(world.Host.Database, desk.Now) == 0, "nothing is due", Patience, () => world.Host.Output);
        await world.Host.StopAsync();
        return world.Balance();

        // Every ten minutes of the next two hours by the clock that the host has now; half of them in the background.
        async Task StartAsync(string name)
        {
            for (var number = 1; number <= Timers; number++)
            {
                var id = $"{Ledger.Mark}{name}-{number}";
                var due = desk.Now.AddMinutes(10 * number);
                var body = new { correlationId = id, input = new { DueAt = due.ToString("O", CultureInfo.InvariantCulture) } };
                var deed = number % 2 == 0 ? "execute" : "dispatch";
                var reply = await program.SendAsync(HttpMethod.Post, $"/elsa/api/workflow-definitions/crash-timer/{deed}", () => JsonContent.Create(body));
                world.Ledger.Timers[id] = due;
                Ledger.Note(world.Ledger.Starts, id, reply.Fate);
            }
        }
    }

    private static World Driven() => new(new Dictionary<string, string>
    {
        ["Clock__Mode"] = "Driven",
        ["Clock__Start"] = Begin.ToString("O", CultureInfo.InvariantCulture),
    });
}
