using StrongCities.Engine.Activities;

namespace StrongCities.Conformance;

/// <summary>What the command line asks for.</summary>
/// <param name="Folder">Of case files.</param>
/// <param name="Url">The Elsa API to run against; <see langword="null"/> for our runtime in this process.</param>
/// <param name="ApiKey">Sent as <c>Authorization: ApiKey …</c>, or <see langword="null"/>.</param>
/// <param name="Mode">Only cases of this mode; <see langword="null"/> for all.</param>
/// <param name="Strict">The settings of StrictElsa to run under.</param>
internal sealed record Arguments(string Folder, Uri? Url, string? ApiKey, FlowchartMode? Mode, IReadOnlyList<bool> Strict)
{
    public const string Usage = """
        Runs cases that were observed on Elsa 3.8, and compares.

          StrongCities.Conformance FOLDER [--url BASE] [--api-key-env NAME] [--mode counter|token] [--strict on|off|both]

          FOLDER         case files (*.json); README.md beside this program's source tells the format
          --url          the Elsa API of a server, such as http://localhost:5000/elsa/api; without it our own runtime, in this process
          --api-key-env  the environment variable that holds the server's API key
          --mode         only cases of that flowchart mode
          --strict       in this process: the settings of StrictElsa to run under, both unless said.
                         with --url: how the server is set, on unless said (Elsa itself is strict)
        """;

    /// <summary>Reads the command line.</summary>
    /// <exception cref="InvalidDataException">It makes no sense; the message says why.</exception>
    public static Arguments Read(IReadOnlyList<string> words, Func<string, string?> environment)
    {
        string? folder = null;
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < words.Count; i++)
        {
            if (!words[i].StartsWith("--", StringComparison.Ordinal))
            {
                folder = folder is null ? words[i] : throw new InvalidDataException($"There are two folders: {folder} and {words[i]}. Name one.");
            }
            else if (words[i] is not ("--url" or "--api-key-env" or "--mode" or "--strict"))
            {
                throw new InvalidDataException($"There is no option {words[i]}.");
            }
            else
            {
                options[words[i]] = ++i < words.Count ? words[i] : throw new InvalidDataException($"{words[i - 1]} needs a value.");
            }
        }

        var url = options.TryGetValue("--url", out var address) ? UrlOf(address) : null;
        return new Arguments(
            folder ?? throw new InvalidDataException("Name a folder of case files."),
            url,
            options.TryGetValue("--api-key-env", out var name)
                ? environment(name) is { Length: > 0 } key ? key : throw new InvalidDataException($"The environment variable {name} is empty; put the API key there.")
                : null,
            options.GetValueOrDefault("--mode") switch
            {
                null => null,
                "counter" => FlowchartMode.CounterBased,
                "token" => FlowchartMode.TokenBased,
                var other => throw new InvalidDataException($"--mode is counter or token, not {other}."),
            },
            options.GetValueOrDefault("--strict") switch
            {
                "on" => [true],
                "off" => [false],
                "both" when url is null => [true, false],
                null => url is null ? [true, false] : [true],
                var other => throw new InvalidDataException($"--strict is on or off, or, without --url, both; not {other}."),
            });
    }

    private static Uri UrlOf(string text) =>
        Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? url
            : throw new InvalidDataException($"--url needs an address such as http://localhost:5000/elsa/api, not {text}.");
}
