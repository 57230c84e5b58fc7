using System.Globalization;
using StrongCities.Crash.Tests.Scenarios;

namespace StrongCities.Crash.Tests;

/// <summary>The long form, by hand.</summary>
internal static class CrashProgram
{
    public const string Usage = """
        Kills the host under load and balances the books. Build it with -c Release. Without arguments the short form runs as tests.
          kills N [--seed N] [--out FILE]     N kills at random moments
        """;

    public static async Task<int> RunAsync(string[] args)
    {
        var seed = ValueOf(args, "--seed") is { } given ? int.Parse(given, CultureInfo.InvariantCulture) : Random.Shared.Next(1_000_000);
        var report = await Kills.RunAsync(int.Parse(args[1], CultureInfo.InvariantCulture), seed, Console.WriteLine);
        var text = ReportText.Of(report);
        Console.WriteLine(text);
        if (ValueOf(args, "--out") is { } file)
        {
            await File.WriteAllTextAsync(file, text);
        }

        return report.Sheet.Findings.Count == 0 ? 0 : 1;
    }

    private static string? ValueOf(string[] args, string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
}
