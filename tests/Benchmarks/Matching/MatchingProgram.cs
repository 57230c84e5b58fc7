using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using StrongCities.Hub.Cities;
using StrongCities.Hub.Matching;

namespace StrongCities.Benchmarks.Matching;

/// <summary>Every opportunity against every city, at one, four and sixteen times as many pairs.</summary>
internal static class MatchingProgram
{
    private const int Opportunities = 2_158;
    private const int Cities = 300;

    private static readonly DateTimeOffset Now = new(2026, 8, 24, 7, 0, 0, TimeSpan.Zero);

    /// <summary>Measures.</summary>
    /// <param name="options"><c>--data FOLDER</c> with CommonGrants files, <c>--runs N</c>, <c>--out FILE</c>.</param>
    public static async Task<int> RunAsync(string[] options)
    {
        var runs = int.Parse(Machine.Option(options, "--runs") ?? "3", CultureInfo.InvariantCulture);
        var folder = Machine.Option(options, "--data");
        var subjects = folder is null ? MatchingData.Generate(Opportunities) : MatchingData.Read(folder);
        var cities = MatchingData.Cities(Cities);
        var text = new StringBuilder();
        Say(text, $"# Matching, {TimeProvider.System.GetUtcNow():yyyy-MM-dd}");
        Say(text, "");
        Say(text, $"{Environment.ProcessorCount} processors, {RuntimeInformation.OSDescription.Trim()}, .NET {Environment.Version}, {Machine.Configuration}. Load average before: {Machine.LoadAverage()}. One thread; the best of {runs} runs.");
        Say(text, $"{(folder is null ? "Generated opportunities" : "Facts (dates, money, applicants, themes) of real opportunities")}: {subjects.Count:N0}. Eligibility and profiles are generated from a seed, as nobody screened so many: half the opportunities are open to all six countries, the rest to one or two.");
        Say(text, "\"Prepare\" makes both sides ready, \"judge\" finds every verdict as it is stored, in memory. Peak is the process's working set.");
        Say(text, "");
        Say(text, "| pairs | opportunities × cities | prepare ms | judge ms | ns a pair | growth | allocated MiB | bytes a pair | peak MiB | no | ask | yes, if | yes |");
        Say(text, "|---|---|---|---|---|---|---|---|---|---|---|---|---|");
        double? first = null;
        foreach (var factor in new[] { 1, 2, 4 })
        {
            // Twice as many of each are four times as many pairs.
            var many = MatchingData.Times(subjects, factor);
            var more = MatchingData.Cities(Cities * factor);
            var best = Enumerable.Range(0, runs + 1).Select(_ => Measure(many, more)).Skip(1).MinBy(measured => measured.Judge)!;
            var pairs = (double)many.Count * more.Count;
            first ??= best.Judge.TotalMilliseconds;
            Say(text, $"| ×{factor * factor} | {many.Count:N0} × {more.Count:N0} | {best.Prepare.TotalMilliseconds:N0} | {best.Judge.TotalMilliseconds:N0} | {best.Judge.TotalNanoseconds / pairs:N0} | {best.Judge.TotalMilliseconds / first.Value:N2} | {best.Allocated / 1_048_576d:N1} | {best.Allocated / pairs:N1} | {best.Peak / 1_048_576d:N0} | {best.Counts[(int)Overall.No] / pairs:P1} | {best.Counts[(int)Overall.Ask] / pairs:P1} | {best.Counts[(int)Overall.YesIf] / pairs:P1} | {best.Counts[(int)Overall.Yes] / pairs:P1} |");
        }

        Say(text, "");
        await StoredMatching.MeasureAsync(subjects, cities, Now, line => Say(text, line));
        if (Machine.Option(options, "--out") is { } file)
        {
            await File.WriteAllTextAsync(file, text.ToString());
        }

        return 0;
    }

    private static Measured Measure(IReadOnlyList<MatchSubject> subjects, IReadOnlyList<(City City, CityProfile Profile)> cities)
    {
        GC.Collect();
        var began = Stopwatch.GetTimestamp();
        var sides = new MatchSides(Guid.Empty, subjects, cities, MatchSettings.Default, Now);
        var prepared = Stopwatch.GetElapsedTime(began);
        var before = GC.GetAllocatedBytesForCurrentThread();
        began = Stopwatch.GetTimestamp();
        var counts = new long[Enum.GetValues<Overall>().Length];
        foreach (var opportunity in sides.Opportunities)
        {
            foreach (var city in sides.Cities)
            {
                counts[(int)sides.Judge(opportunity, city).Overall]++;
            }
        }

        var judged = Stopwatch.GetElapsedTime(began);
        using var process = Process.GetCurrentProcess();
        return new Measured(prepared, judged, GC.GetAllocatedBytesForCurrentThread() - before, process.PeakWorkingSet64, counts);
    }

    private static void Say(StringBuilder text, FormattableString line) => Say(text, line.ToString(CultureInfo.InvariantCulture));

    private static void Say(StringBuilder text, string line)
    {
        text.Append(line).Append('\n');
        Console.WriteLine(line);
    }

    private sealed record Measured(TimeSpan Prepare, TimeSpan Judge, long Allocated, long Peak, long[] Counts);
}
