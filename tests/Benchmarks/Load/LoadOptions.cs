using System.Globalization;

namespace StrongCities.Benchmarks.Load;

/// <summary>What the load program was asked for.</summary>
/// <param name="Stored">Instances in the database before anything is measured.</param>
/// <param name="PerRun">Deeds per measured run.</param>
/// <param name="Timers">Timers that are due at one moment.</param>
/// <param name="Host">Path of the host's assembly, to measure it over HTTP; null to measure the runtime in this process.</param>
/// <param name="Out">Where the figures go, or null for the console only.</param>
internal sealed record LoadOptions(int Stored, int PerRun, int Timers, string? Host, string? Out)
{
    /// <summary>Reads the arguments.</summary>
    /// <param name="arguments">Names and values in turn.</param>
    /// <param name="perRun">Unless they say otherwise.</param>
    /// <exception cref="ArgumentException">One is unknown or no number.</exception>
    public static LoadOptions Parse(IReadOnlyList<string> arguments, int perRun = 5_000)
    {
        var options = new LoadOptions(Stored: 1_000, PerRun: perRun, Timers: 10_000, Host: null, Out: null);
        for (var i = 0; i < arguments.Count; i += 2)
        {
            var value = i + 1 < arguments.Count ? arguments[i + 1] : throw new ArgumentException($"{arguments[i]} needs a value.");
            options = arguments[i] switch
            {
                "--stored" => options with { Stored = Count(value) },
                "--per-run" => options with { PerRun = Count(value) },
                "--timers" => options with { Timers = Count(value) },
                "--http" => options with { Host = Path.GetFullPath(value) },
                "--out" => options with { Out = value },
                _ => throw new ArgumentException($"'{arguments[i]}' is unknown: use --stored, --per-run, --timers, --http or --out."),
            };
        }

        return options;
    }

    private static int Count(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0
        ? count
        : throw new ArgumentException($"'{text}' is no count: write a whole number above zero.");
}
