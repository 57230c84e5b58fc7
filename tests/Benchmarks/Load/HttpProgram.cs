using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using Microsoft.Data.Sqlite;
using StrongCities.Engine.Execution;

namespace StrongCities.Benchmarks.Load;

/// <summary>The same deeds over HTTP: the host is a process of its own, its clients are this one, on the same processors.</summary>
internal static class HttpProgram
{
    private const int Runs = 3;
    private const int Port = 5093;
    private const int WarmUps = 15_000;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);
    private static readonly int[] ClientCounts = [1, 8, 64];
    private static readonly Uri Execute = new($"/elsa/api/workflow-definitions/{BenchHost.StartSetEvent}/execute", UriKind.Relative);
    private static readonly Uri Trigger = new("/elsa/api/events/Go/trigger", UriKind.Relative);

    /// <summary>Measures.</summary>
    /// <param name="options">What was asked for; <see cref="LoadOptions.Host"/> is there.</param>
    public static async Task<int> RunAsync(LoadOptions options)
    {
        var folder = Directory.CreateTempSubdirectory("strongcities-bench-").FullName;
        try
        {
            await HostProcess.MigrateAsync(options.Host!, folder);
            var database = Path.Combine(folder, "strongcities.db");
            await using (var first = await HostProcess.StartAsync(options.Host!, folder, Port))
            {
                var sample = await StartAsync(first.Client);
                Ballast.Copy(database, sample, options.Stored);
            }

            var report = new Report(options);
            report.Head(database, options.Stored);
            using (var floor = Floor.Of(database, Sample(database), Directory.CreateTempSubdirectory("strongcities-floor-").FullName))
            {
                report.Floor(floor.Rows, floor.Bytes, floor.Measure(options.PerRun, 1, Runs), floor.Measure(options.PerRun, 50, Runs));
            }

            await using var host = await HostProcess.StartAsync(options.Host!, folder, Port);
            var began = Stopwatch.GetTimestamp();
            await StartAsync(host.Client);
            var firstRequest = Stopwatch.GetElapsedTime(began);
            await Task.Delay(Rest, TimeProvider.System, CancellationToken.None);
            var idle = host.WorkingSet;
            await MeasureAsync(host, options, report);
            report.Process(host, firstRequest, idle);
            await report.WriteAsync(options.Out);
            return 0;
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(HostProcess host, LoadOptions options, Report report)
    {
        await Rate.OfAsync("warm-up", 8, WarmUps, 1, async _ => await ResumeAsync(host.Client, await StartAsync(host.Client)));
        foreach (var clients in ClientCounts)
        {
            var deeds = clients == 1 ? options.PerRun / 5 : options.PerRun;
            var waiting = new ConcurrentBag<string>();
            report.Add(await Rate.OfAsync("HTTP: start to suspended", clients, deeds, Runs, async _ => waiting.Add(await StartAsync(host.Client)), () => host.Processor));
            var all = waiting.ToArray();
            report.Add(await Rate.OfAsync("HTTP: resume to finished", clients, deeds, Runs, number => ResumeAsync(host.Client, all[number]), () => host.Processor));
        }
    }

    /// <summary>Starts an instance that waits.</summary>
    /// <returns>Its id.</returns>
    public static async Task<string> StartAsync(HttpClient client)
    {
        using var answer = await client.PostAsJsonAsync(Execute, new { });
        answer.EnsureSuccessStatusCode();
        return answer.Headers.GetValues("x-elsa-workflow-instance-id").Single();
    }

    private static async Task ResumeAsync(HttpClient client, string instanceId)
    {
        using var answer = await client.PostAsJsonAsync(Trigger, new { workflowInstanceId = instanceId, workflowExecutionMode = "Synchronous" });
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>The id of some instance of <see cref="BenchHost.StartSetEvent"/>.</summary>
    public static string Sample(string database)
    {
        using var connection = new SqliteConnection($"Data Source={database};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT \"Id\" FROM \"Instances\" WHERE \"DefinitionId\" = '{BenchHost.StartSetEvent}' LIMIT 1";
        return (string)command.ExecuteScalar()!;
    }
}
