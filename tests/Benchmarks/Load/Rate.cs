using System.Diagnostics;

namespace StrongCities.Benchmarks.Load;

/// <summary>How fast something went.</summary>
/// <param name="What">What was done.</param>
/// <param name="Callers">How many did it at once.</param>
/// <param name="PerSecond">Deeds a second, the best of the runs: others share the machine, and they only ever slow it down.</param>
/// <param name="Runs">Each run's figure, in order.</param>
internal sealed record Rate(string What, int Callers, double PerSecond, IReadOnlyList<double> Runs)
{
    /// <summary>What one deed takes of a processor, in µs: the least of the runs, hardly touched by what else the machine does.</summary>
    public required double Processor { get; init; }

    /// <summary>Lets callers do a number of deeds, several times over.</summary>
    /// <param name="what">For the report.</param>
    /// <param name="callers">How many at once.</param>
    /// <param name="deeds">In each run, all callers together.</param>
    /// <param name="runs">How often.</param>
    /// <param name="deed">One deed; gets its number, unique over all runs.</param>
    /// <param name="processor">Whose processor time counts; this process's unless given.</param>
    public static async Task<Rate> OfAsync(string what, int callers, int deeds, int runs, Func<int, Task> deed, Func<TimeSpan>? processor = null)
    {
        processor ??= () => Environment.CpuUsage.TotalTime;
        var figures = new List<double>(runs);
        var least = double.MaxValue;
        for (var run = 0; run < runs; run++)
        {
            var next = run * deeds;
            var end = next + deeds;
            var used = processor();
            var began = Stopwatch.GetTimestamp();
            await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
            {
                while (Interlocked.Increment(ref next) is var mine && mine <= end)
                {
                    await deed(mine - 1);
                }
            })));
            figures.Add(deeds / Stopwatch.GetElapsedTime(began).TotalSeconds);
            least = Math.Min(least, (processor() - used).TotalMicroseconds / deeds);
        }

        return new Rate(what, callers, figures.Max(), figures) { Processor = least };
    }
}
