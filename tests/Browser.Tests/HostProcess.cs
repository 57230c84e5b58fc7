using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace StrongCities.Browser.Tests;

/// <summary>
/// The real host as a process of its own, on a data folder that outlives it: it can be killed and started again.
/// </summary>
public sealed class HostProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly Dictionary<string, string> settings;
    private readonly StringBuilder output = new();
    private readonly List<IAsyncDisposable> visitors = [];
    private Process? process;

    private HostProcess(IReadOnlyDictionary<string, string> settings)
    {
        DataFolder = Directory.CreateTempSubdirectory("strongcities-").FullName;
        Address = new Uri($"http://localhost:{FreePort()}");
        this.settings = new(settings)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_URLS"] = Address.ToString(),
            ["DOTNET_ENVIRONMENT"] = "Development",
            ["Mail__PublicUrl"] = Address.ToString(),
            ["Storage__DataFolder"] = DataFolder,
        };
    }

    /// <summary>Where it listens; the same after a restart.</summary>
    public Uri Address { get; }

    /// <summary>Its database, files and keys.</summary>
    public string DataFolder { get; }

    /// <summary>What it wrote so far.</summary>
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

    /// <summary>Starts a host on a new data folder and waits until it is ready.</summary>
    public static async Task<HostProcess> StartAsync(IReadOnlyDictionary<string, string>? settings = null)
    {
        var host = new HostProcess(settings ?? new Dictionary<string, string>());
        await host.StartAgainAsync();
        return host;
    }

    /// <summary>Starts it again on the same data, and waits until it is ready.</summary>
    public async Task StartAgainAsync()
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = Path.Combine(Repository.Root, "Host"),
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory.Replace("StrongCities.Browser.Tests", "StrongCities.Host", StringComparison.Ordinal), "StrongCities.Host.dll"));
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        process = Process.Start(start)!;
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await UntilReadyAsync();
    }

    /// <summary>SIGKILL: no farewell, no flush.</summary>
    public async Task KillAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Closes a browser's window when this host goes: Elsa Studio would busy the machine with a host that no longer answers.</summary>
    public void CloseWithMe(IAsyncDisposable visitor) => visitors.Add(visitor);

    public async ValueTask DisposeAsync()
    {
        foreach (var visitor in visitors)
        {
            await visitor.DisposeAsync();
        }

        if (process is { HasExited: false })
        {
            await KillAsync();
        }

        process?.Dispose();
        Directory.Delete(DataFolder, recursive: true);
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
        }
    }

    private async Task UntilReadyAsync()
    {
        using var client = new HttpClient { BaseAddress = Address };
        await Until.TrueAsync(
            async () =>
            {
                if (process!.HasExited)
                {
                    throw new InvalidOperationException($"The host ended with {process.ExitCode} before it was ready:\n{Output}");
                }

                try
                {
                    using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
                    return answer.IsSuccessStatusCode;
                }
                catch (Exception none) when (none is HttpRequestException or SocketException)
                {
                    return false;
                }
            },
            "the host is ready",
            Patience);
    }
}
