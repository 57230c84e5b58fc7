using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace StrongCities.Benchmarks.Load;

/// <summary>The figures as one Markdown page: machine, sizes, rates and their ratio to the floor of the same run.</summary>
internal sealed class Report(LoadOptions options)
{
    // With fewer, the empty database weighs more than they do.
    private const int Many = 10_000;

    private readonly StringBuilder text = new();
    private double batchedFloor;
    private bool headed;

    /// <summary>The machine, and what an instance weighs.</summary>
    /// <param name="database">The file, with its log beside it.</param>
    /// <param name="stored">How many instances were put there to lie.</param>
    public void Head(string database, int stored)
    {
        var bytes = Directory.GetFiles(Path.GetDirectoryName(database)!, Path.GetFileName(database) + "*").Sum(file => new FileInfo(file).Length);
        Line($"# Load{(options.Host is null ? "" : " over HTTP")}, {TimeProvider.System.GetUtcNow():yyyy-MM-dd}, {stored:N0} instances stored");
        Line();
        Line($"{Environment.ProcessorCount} processors, {RuntimeInformation.OSDescription.Trim()}, .NET {Environment.Version}, "
            + $"{RuntimeInformation.ProcessArchitecture}, {Machine.Configuration}. SQLite: WAL, synchronous=FULL. Load average of the machine before: {Machine.LoadAverage()}.");
        Line($"{options.PerRun:N0} deeds a run (a fifth with one caller); the best of the runs, as the machine was shared.");
        Line($"Database: {bytes / 1_048_576d:N1} MiB{(stored >= Many ? $", {(double)bytes / stored:N0} bytes an instance with indexes and log" : "")}.");
    }

    /// <summary>What this process holds.</summary>
    public void Memory() => Line(
        $"Managed memory: {GC.GetTotalMemory(forceFullCollection: true) / 1_048_576d:N1} MiB; working set {Environment.WorkingSet / 1_048_576d:N0} MiB.");

    /// <summary>What the host's process takes.</summary>
    public void Process(HostProcess host, TimeSpan firstRequest, long idle)
    {
        Line();
        Line($"Start of the process to the first healthy answer: {host.ColdStart.TotalSeconds:N2} s; the first start of an instance then took {firstRequest.TotalMilliseconds:N0} ms. "
            + $"Working set ten seconds later: {idle / 1_048_576d:N0} MiB; at the end: {host.WorkingSet / 1_048_576d:N0} MiB.");
    }

    /// <summary>What the disk allows.</summary>
    public void Floor(int rows, long bytes, Rate single, Rate batched)
    {
        batchedFloor = batched.PerSecond;
        Line();
        Line($"One start commits {rows} rows with {bytes:N0} bytes of values.");
        Line();
        Add(single);
        Add(batched);
    }

    /// <summary>One figure.</summary>
    public void Add(Rate rate)
    {
        if (!headed)
        {
            Line("| what | callers | a second | of the batched floor | CPU µs each | runs |");
            Line("|---|---|---|---|---|---|");
            headed = true;
        }

        Line($"| {rate.What} | {rate.Callers} | {rate.PerSecond:N0} | {rate.PerSecond / batchedFloor:P0} | {rate.Processor:N0} | {string.Join(" / ", rate.Runs.Select(run => run.ToString("N0", CultureInfo.InvariantCulture)))} |");
    }

    /// <summary>Something beside the figures.</summary>
    public void Note(string sentence)
    {
        Line();
        Line(sentence);
    }

    /// <summary>Puts the page where it was asked for.</summary>
    public async Task WriteAsync(string? path)
    {
        if (path is not null)
        {
            await File.WriteAllTextAsync(path, text.ToString());
        }
    }

    private void Line(string line = "")
    {
        text.Append(line).Append('\n');
        Console.WriteLine(line);
    }
}
