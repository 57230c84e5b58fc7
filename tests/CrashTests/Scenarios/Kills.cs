using System.Diagnostics;
using StrongCities.Crash.Tests.Books;
using StrongCities.Crash.Tests.Load;

namespace StrongCities.Crash.Tests.Scenarios;

/// <summary>Kills the host under load at random moments, some of them while it starts, and starts it again.</summary>
internal static class Kills
{
    private const int OneInStart = 4;
    private const int LongestStart = 2_500;
    private const int LongestJitter = 30;
    private static readonly TimeSpan LongestRun = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Runs it.</summary>
    /// <param name="count">How many kills.</param>
    /// <param name="seed">Of all choices. When a kill strikes is also up to the machine.</param>
    /// <param name="say">Progress.</param>
    public static async Task<KillReport> RunAsync(int count, int seed, Action<string> say)
    {
        say($"seed {seed}");
        var chance = new Random(seed);
        var began = Stopwatch.GetTimestamp();
        await using var world = new World();
        await using var crowd = new Crowd(world.Host, world.Ledger, world.Post, seed);
        var starting = 0;
        for (var kill = 1; kill <= count; kill++)
        {
            world.Host.Begin();
            if (kill == 1 || chance.Next(OneInStart) == 0)
            {
                starting++;
                await Task.Delay(chance.Next(LongestStart));
            }
            else
            {
                await Until.TrueAsync(world.Host.IsReadyAsync, "the host is ready", Patience, () => world.Host.Output);
                await WorkAsync(world, chance);
            }

            await world.Host.KillAsync();
            world.NoteInFlight();
            if (kill % 10 == 0)
            {
                say($"{kill} kills, {world.Ledger.Starts.Count} starts, {world.Ledger.Requests.Count} requests, {world.Post.Taken.Count} mails");
            }
        }

        say("the last start");
        await world.Host.StartAsync();
        await crowd.FinishAsync(world.Host, Patience);
        var (code, took) = await world.Host.StopAsync();
        return new KillReport(count, starting, seed, world.Balance(), world.Ledger, Stopwatch.GetElapsedTime(began))
        {
            InFlight = world.Ledger.InFlight.Values.Sum(),
            DatabaseBytes = new FileInfo(world.Host.Database).Length,
            Stop = $"{code} after {took.TotalSeconds:0.0} s",
        };
    }

    /// <summary>
    /// Lets the host do a random number of deeds of one kind, so that kills strike among all of them, however slow the machine; and a moment more.
    /// </summary>
    private static async Task WorkAsync(World world, Random chance)
    {
        var ledger = world.Ledger;
        (Func<int> Count, int Most)[] kinds =
        [
            (() => Ledger.Accepted(ledger.Starts), 80),
            (() => Ledger.Accepted(ledger.Events), 40),
            (() => Ledger.Accepted(ledger.Requests), 4),
            (() => Ledger.Accepted(ledger.Decisions), 4),
            (() => world.Post.Taken.Count, 12),
        ];
        var (count, most) = kinds[chance.Next(kinds.Length)];
        var target = count() + chance.Next(1, most);
        var began = Stopwatch.GetTimestamp();
        while (count() < target && Stopwatch.GetElapsedTime(began) < LongestRun)
        {
            await Task.Delay(1);
        }

        await Task.Delay(chance.Next(LongestJitter));
    }
}

/// <summary>How it went.</summary>
internal sealed record KillReport(int Count, int WhileStarting, int Seed, BalanceSheet Sheet, Ledger Ledger, TimeSpan Took)
{
    /// <summary>Mails that were in flight at a kill, all kills together.</summary>
    public int InFlight { get; init; }

    /// <summary>The database at the end.</summary>
    public long DatabaseBytes { get; init; }

    /// <summary>How the host stopped at the end.</summary>
    public required string Stop { get; init; }
}
