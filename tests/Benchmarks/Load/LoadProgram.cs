using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Execution;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Benchmarks.Load;

/// <summary>
/// How fast instances start, resume and wake, beside what bare SQLite does with the same rows in the same run. Everything
/// is durable: an answer means that the commit is on the disk.
/// </summary>
internal static class LoadProgram
{
    private const int Runs = 3;
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);
    private static readonly int[] CallerCounts = [1, 8, 64];

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        LoadOptions options;
        try
        {
            options = LoadOptions.Parse(arguments);
        }
        catch (ArgumentException error)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return 2;
        }

        if (options.Host is not null)
        {
            return await HttpProgram.RunAsync(options);
        }

        await using var host = await BenchHost.StartAsync();
        var report = new Report(options);
        await WarmUpAsync(host);
        var sample = await host.StartAsync(BenchHost.StartSetEvent);
        var late = TimeProvider.System.GetUtcNow() + TimeSpan.FromDays(365);
        var sleeper = await host.StartAsync(BenchHost.Delay, new JsonObject { ["DueAt"] = late.ToString("O") });
        Ballast.Copy(host.Database, sample.Id, options.Stored / 2);
        Ballast.Copy(host.Database, sleeper.Id, options.Stored / 2);
        report.Head(host.Database, options.Stored);
        report.Memory();

        using (var floor = Floor.Of(host.Database, sample.Id, Directory.CreateTempSubdirectory("strongcities-floor-").FullName))
        {
            report.Floor(floor.Rows, floor.Bytes, floor.Measure(options.PerRun, 1, Runs), floor.Measure(options.PerRun, 50, Runs));
        }

        foreach (var callers in CallerCounts)
        {
            var deeds = callers == 1 ? options.PerRun / 5 : options.PerRun;
            var waiting = new ConcurrentBag<Waiting>();
            report.Add(await Rate.OfAsync("start to suspended", callers, deeds, Runs, async _ => waiting.Add(await host.StartWaitingAsync(BenchHost.StartSetEvent))));
            var all = waiting.ToArray();
            report.Add(await Rate.OfAsync("resume to finished", callers, deeds, Runs, number => host.ResumeAsync(all[number])));
        }

        // The first run makes the code fast, as the warm-up does for starts.
        await TimersAsync(host, Math.Min(options.Timers, 2_000));
        report.Add(await TimersAsync(host, options.Timers));
        await report.WriteAsync(options.Out);
        return 0;
    }

    private static Task<Rate> WarmUpAsync(BenchHost host) =>
        Rate.OfAsync("warm-up", 8, 20_000, 1, async _ => await host.ResumeAsync(await host.StartWaitingAsync(BenchHost.StartSetEvent)));

    /// <summary>From the moment when all are due to the moment when the last instance has ended.</summary>
    private static async Task<Rate> TimersAsync(BenchHost host, int timers)
    {
        var due = TimeProvider.System.GetUtcNow() + TimeSpan.FromSeconds(10 + (timers / 1_000d));
        await Rate.OfAsync("timers", 64, timers, 1, _ => host.StartAsync(BenchHost.Delay, new JsonObject { ["DueAt"] = due.ToString("O") }));
        var spare = due - TimeProvider.System.GetUtcNow();
        if (spare < TimeSpan.Zero)
        {
            throw new InvalidOperationException($"Starting {timers} timers took longer than planned: the first fired before the last was set.");
        }

        await Task.Delay(spare, TimeProvider.System, CancellationToken.None);
        var used = Environment.CpuUsage.TotalTime;
        var began = Stopwatch.GetTimestamp();
        while (await AnyAsync(host, db => db.Bookmarks.Where(row => row.DueAt <= due)))
        {
            await Task.Delay(Glance, TimeProvider.System, CancellationToken.None);
        }

        var rate = timers / Stopwatch.GetElapsedTime(began).TotalSeconds;
        return new Rate($"{timers} timers due at once, fired", 1, rate, [rate])
        {
            Processor = (Environment.CpuUsage.TotalTime - used).TotalMicroseconds / timers,
        };
    }

    private static async Task<bool> AnyAsync<T>(BenchHost host, Func<RuntimeDb, IQueryable<T>> rows)
    {
        await using var db = host.Get<IRuntimeDbFactory>().Create();
        return await rows(db).AnyAsync();
    }
}
