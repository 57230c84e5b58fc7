using System.Diagnostics;
using Microsoft.Data.Sqlite;
using StrongCities.Crash.Tests;
using StrongCities.Crash.Tests.Load;
using StrongCities.Hub.Cities;
using StrongCities.Hub.SampleData;

namespace StrongCities.Benchmarks.Load;

/// <summary>
/// Decisions as the readers of mails make them, over HTTP: the link of a mail, the page that it leads to, the button. Each comes with a browser of
/// their own: a new connection, no cookies. Cities have asked before, so that there is something to decide; the mails that decisions cause go out meanwhile.
/// </summary>
internal static class DecisionProgram
{
    private const int Runs = 3;
    private const int Port = 5094;
    private const int WarmUps = 300;
    private const int Seed = 1;
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly int[] ClientCounts = [1, 8, 64];
    private static readonly string[] Calls = ["the link", "the page", "the decision"];
    private static readonly Uri Address = new($"http://127.0.0.1:{Port}");

    /// <summary>Measures.</summary>
    /// <param name="arguments">As of <see cref="LoadOptions"/>.</param>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        LoadOptions options;
        try
        {
            options = LoadOptions.Parse(arguments, perRun: 500);
            _ = options.Host ?? throw new ArgumentException("--http is needed: where the host's StrongCities.Host.dll lies.");
        }
        catch (ArgumentException error)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return 2;
        }

        var folder = Directory.CreateTempSubdirectory("strongcities-bench-").FullName;
        try
        {
            await using var post = new SmtpSink();
            await MeasureAsync(options, folder, post);
            return 0;
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(LoadOptions options, string folder, SmtpSink post)
    {
        var settings = Settings(options.Host!, folder, post);
        var database = Path.Combine(folder, "strongcities.db");
        await using (var first = await HostProcess.StartAsync(options.Host!, folder, Port, settings))
        {
            Ballast.Copy(database, await HttpProgram.StartAsync(first.Client), options.Stored);
        }

        var report = new Report(options);
        report.Head(database, options.Stored);
        using (var floor = Floor.Of(database, HttpProgram.Sample(database), Directory.CreateTempSubdirectory("strongcities-floor-").FullName))
        {
            report.Floor(floor.Rows, floor.Bytes, floor.Measure(options.PerRun, 1, Runs), floor.Measure(options.PerRun, 50, Runs));
        }

        await using var host = await HostProcess.StartAsync(options.Host!, folder, Port, settings);
        // One of those who may decide: each task counts once.
        var ledger = new Ledger();
        var people = new People(Address, ledger, post, TimeProvider.System) { Decides = to => to == "advisor@example.org" };
        await AskAsync(people, ledger, WarmUps + (Runs * ClientCounts.Sum(clients => Deeds(options, clients))));
        // The first links are those of the sample data, some of them decided long ago.
        await Rate.OfAsync("warm-up", 8, WarmUps, 1, _ => DecideAsync(people, mayBeOver: true, new long[Calls.Length]));
        var parts = "";
        foreach (var clients in ClientCounts)
        {
            var ticks = new long[Calls.Length];
            var deeds = Deeds(options, clients);
            report.Add(await Rate.OfAsync("HTTP: decision by a mail's link, three calls", clients, deeds, Runs, _ => DecideAsync(people, mayBeOver: false, ticks), () => host.Processor));
            var means = Calls.Zip(ticks, (call, spent) => $"{call} {spent * 1_000d / Stopwatch.Frequency / (deeds * Runs):N1}");
            parts += $" With {clients}: {string.Join(", ", means)}.";
        }

        report.Note($"What a reader waits for each call, in ms, the mean of all runs.{parts}");

        await report.WriteAsync(options.Out);
    }

    private static int Deeds(LoadOptions options, int clients) => clients == 1 ? options.PerRun / 5 : options.PerRun;

    /// <summary>Every city of the sample data asks, until so many links wait in the hub's mailboxes.</summary>
    private static async Task AskAsync(People people, Ledger ledger, int links)
    {
        using var asked = new CancellationTokenSource();
        using var sorted = new CancellationTokenSource(Patience);
        var sorting = people.SortAsync(sorted.Token);
        var cities = SampleCities.All.Select((city, n) => people.CityAsync(SamplePeople.CoordinatorOf(city.Key), new Random(Seed + n), asked.Token, sorted.Token)).ToList();
        while (Ledger.Accepted(ledger.Requests) < links && !sorted.IsCancellationRequested)
        {
            await Task.Delay(Glance, TimeProvider.System, CancellationToken.None);
        }

        await asked.CancelAsync();
        await Task.WhenAll(cities);
        while (people.Waiting < links && !sorted.IsCancellationRequested)
        {
            await Task.Delay(Glance, TimeProvider.System, CancellationToken.None);
        }

        // From here on no link comes in: all that are decided are of the same kind.
        await sorted.CancelAsync();
        await sorting;
        if (people.Waiting < links)
        {
            throw new InvalidOperationException($"Only {people.Waiting} of {links} tasks came by mail within {Patience}.");
        }
    }

    private static async Task DecideAsync(People people, bool mayBeOver, long[] ticks)
    {
        if (!people.TryTake(out var link))
        {
            throw new InvalidOperationException("There are too few tasks.");
        }

        using var reader = new Caller(Address);
        var opened = await TimedAsync(0, () => reader.SendAsync(HttpMethod.Get, link));
        var path = opened.Location?.Split('?')[0] ?? throw new InvalidOperationException($"A task's link was answered {opened.Status}.");
        var page = await TimedAsync(1, () => reader.SendAsync(HttpMethod.Get, path));
        if (Caller.FormWith(page.Text, "Decision.SeenVersion") is not { } form)
        {
            if (mayBeOver)
            {
                return;
            }

            throw new InvalidOperationException($"A task's page was answered {page.Status} and has no form.");
        }

        var fields = People.Filled(form, Random.Shared);
        var done = await TimedAsync(2, () => reader.SendAsync(HttpMethod.Post, path, () => new FormUrlEncodedContent(fields)));
        if (done.Status is not (302 or 303))
        {
            throw new InvalidOperationException($"A decision was answered {done.Status}: {Caller.ProblemsOf(done.Text)}");
        }

        async Task<Reply> TimedAsync(int call, Func<Task<Reply>> send)
        {
            var began = Stopwatch.GetTimestamp();
            var reply = await send();
            Interlocked.Add(ref ticks[call], Stopwatch.GetTimestamp() - began);
            return reply;
        }
    }

    // Development, so that there are people, and cookies go over plain HTTP.
    private static Dictionary<string, string> Settings(string host, string folder, SmtpSink post)
    {
        var definitions = Directory.CreateDirectory(Path.Combine(folder, "definitions")).FullName;
        foreach (var file in Directory.GetFiles(Path.Combine(Path.GetDirectoryName(host)!, "workflow-definitions"), "*.json")
            .Concat(Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Definitions"), "*.json")))
        {
            File.Copy(file, Path.Combine(definitions, Path.GetFileName(file)));
        }

        return new(post.Settings)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["DOTNET_ENVIRONMENT"] = "Development",
            ["Logging__LogLevel__Microsoft.Hosting.Lifetime"] = "Warning",
            ["Mail__PublicUrl"] = Address.ToString(),
            ["Runtime__Definitions__Folder"] = definitions,
            ["ElsaApi__Open"] = "true",
            ["Limits__SignInsPerMinute"] = "10000",
            ["Limits__LinksPerMinute"] = "100000",
        };
    }
}
