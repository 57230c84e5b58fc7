using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace StrongCities.Crash.Tests;

/// <summary>The real host as a process of its own, on a data folder that outlives it.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private const int KeptOutput = 200_000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly Dictionary<string, string> settings;
    private readonly StringBuilder output = new();
    private readonly HttpClient probe;
    private Process? process;

    /// <param name="folder">Its data folder.</param>
    /// <param name="more">Settings besides the usual.</param>
    public HostProcess(string folder, IReadOnlyDictionary<string, string> more)
    {
        Folder = folder;
        Address = new Uri($"http://localhost:{FreePort()}");
        probe = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(5) };
        settings = new(more)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["DOTNET_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_URLS"] = Address.ToString(),
            ["Logging__LogLevel__Default"] = "Warning",
            ["Logging__LogLevel__Microsoft.Hosting.Lifetime"] = "Warning",
            ["Mail__PublicUrl"] = Address.ToString(),
            ["Storage__DataFolder"] = folder,
            ["ElsaApi__Open"] = "true",
            ["Limits__SignInsPerMinute"] = "10000",
            ["Limits__LinksPerMinute"] = "100000",
        };
    }

    /// <summary>Where it listens; the same after a restart.</summary>
    public Uri Address { get; }

    /// <summary>Its database, files and keys.</summary>
    public string Folder { get; }

    /// <summary>Its database.</summary>
    public string Database => Path.Combine(Folder, "strongcities.db");

    /// <summary>What a shell does before it becomes the host, such as setting a limit.</summary>
    public string Before { get; init; } = "";

    /// <summary>The process.</summary>
    public int Id => process!.Id;

    /// <summary>Whether it has gone.</summary>
    public bool HasExited => process!.HasExited;

    /// <summary>The last of what it wrote.</summary>
    public string Output
    {
        get
        {
            lock (output)
            {
                return output.ToString();
            }
        }
    }

    /// <summary>Starts it; it is not ready yet.</summary>
    public void Begin()
    {
        process?.Dispose();
        var dll = Path.Combine(
            AppContext.BaseDirectory.Replace("StrongCities.Crash.Tests", "StrongCities.Host", StringComparison.Ordinal), "StrongCities.Host.dll");
        var start = new ProcessStartInfo("/bin/sh")
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = Path.Combine(Checkout.Root, "Host"),
        };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"{Before} exec dotnet \"$0\"");
        start.ArgumentList.Add(dll);
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        process = Process.Start(start)!;
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Starts it and waits until it is ready.</summary>
    public async Task StartAsync()
    {
        Begin();
        await Until.TrueAsync(IsReadyAsync, "the host is ready", Patience, () => Output);
    }

    /// <summary>Whether it answers that it is ready.</summary>
    /// <exception cref="InvalidOperationException">It has ended.</exception>
    public async Task<bool> IsReadyAsync()
    {
        if (process!.HasExited)
        {
            throw new InvalidOperationException($"The host ended with {process.ExitCode} before it was ready:\n{Output}");
        }

        try
        {
            using var answer = await probe.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception none) when (none is HttpRequestException or SocketException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>SIGKILL: no farewell, no flush.</summary>
    public async Task KillAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, as a service manager sends it.</summary>
    /// <returns>The exit code and how long it took.</returns>
    public async Task<(int ExitCode, TimeSpan Took)> StopAsync()
    {
        var began = Stopwatch.GetTimestamp();
        using (var kill = Process.Start("kill", ["-TERM", process!.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync();
        }

        await process.WaitForExitAsync().WaitAsync(Patience);
        return (process.ExitCode, Stopwatch.GetElapsedTime(began));
    }

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
        {
            await KillAsync();
        }

        process?.Dispose();
        probe.Dispose();
    }

    // Below the ports that systems give to clients: while the host is down, none of them may be given its port.
    private static int FreePort()
    {
        while (true)
        {
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, RandomNumberGenerator.GetInt32(10_000, 30_000));
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException)
            {
                // Taken: another one.
            }
        }
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (output)
        {
            output.AppendLine(line.Data);
            if (output.Length > KeptOutput)
            {
                output.Remove(0, output.Length / 2);
            }
        }
    }
}

/// <summary>The checkout that the tests were built from.</summary>
internal static class Checkout
{
    /// <summary>Its root folder.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "StrongCities.sln"))
            ? folder
            : Find(Path.GetDirectoryName(folder.TrimEnd(Path.DirectorySeparatorChar)) ?? throw new InvalidOperationException("No StrongCities.sln above the tests."));
}
