using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace StrongCities.Benchmarks.Load;

/// <summary>The figures as one Markdown page: machine, sizes, rates and their ratio to the floor of the same run.</summary>
internal sealed class Report(LoadOptions options)
{
    private readonly StringBuilder text = new();
    private double batchedFloor;
    private bool headed;

    /// <summary>What an instance weighs.</summary>
    /// <param name="host">Where they lie.</param>
    /// <param name="stored">How many lie there, those of the warm-up among them.</param>
    public void Size(BenchHost host, int stored)
    {
        var bytes = Directory.GetFiles(host.Folder, "strongcities.db*").Sum(file => new FileInfo(file).Length);
        Line($"# Load, {TimeProvider.System.GetUtcNow():yyyy-MM-dd}");
        Line();
        Line($"{Environment.ProcessorCount} processors, {RuntimeInformation.OSDescription.Trim()}, .NET {Environment.Version}, "
            + $"{RuntimeInformation.ProcessArchitecture}, {Configuration}. SQLite: WAL, synchronous=FULL.");
        Line($"{stored:N0} instances stored before; {options.PerRun:N0} deeds a run (a fifth with one caller); best of the runs.");
        Line($"Database: {bytes / 1_048_576d:N1} MiB, {(double)bytes / stored:N0} bytes an instance with index and log. "
            + $"Managed memory: {GC.GetTotalMemory(forceFullCollection: true) / 1_048_576d:N1} MiB; working set {Environment.WorkingSet / 1_048_576d:N0} MiB.");
        Line();
    }

    /// <summary>What the disk allows.</summary>
    public void Floor(int rows, long bytes, Rate single, Rate batched)
    {
        batchedFloor = batched.PerSecond;
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

    /// <summary>Puts the page where it was asked for.</summary>
    public async Task WriteAsync(string? path)
    {
        if (path is not null)
        {
            await File.WriteAllTextAsync(path, text.ToString());
        }
    }

#if DEBUG
    private const string Configuration = "Debug: not a measurement";
#else
    private const string Configuration = "Release";
#endif

    private void Line(string line = "")
    {
        text.Append(line).Append('\n');
        Console.WriteLine(line);
    }
}
