namespace StrongCities.Benchmarks;

/// <summary>What results say of the machine and the build.</summary>
internal static class Machine
{
#if DEBUG
    public const string Configuration = "Debug: not a measurement";
#else
    public const string Configuration = "Release";
#endif

    /// <summary>Of the last minute, where the system tells.</summary>
    public static string LoadAverage() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    /// <summary>The value after a name among arguments.</summary>
    /// <param name="options">Names and values in turn.</param>
    /// <param name="name">Such as <c>--runs</c>.</param>
    /// <returns><see langword="null"/> where it is not given.</returns>
    public static string? Option(string[] options, string name) => Array.IndexOf(options, name) is var at and >= 0 && at + 1 < options.Length ? options[at + 1] : null;
}
