using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace StrongCities.Benchmarks.Load;

/// <summary>The shipped host as a process of its own, as in production behind a proxy on the same machine, and programs that call it.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private const string Key = "the key of the load program";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(5);

    private readonly Process process;

    private HostProcess(Process process, HttpClient client, TimeSpan coldStart)
    {
        this.process = process;
        Client = client;
        ColdStart = coldStart;
    }

    /// <summary>With the key, and what the proxy would add.</summary>
    public HttpClient Client { get; }

    /// <summary>From the start of the process to the first healthy answer.</summary>
    public TimeSpan ColdStart { get; }

    /// <summary>What the process holds in memory, in bytes.</summary>
    public long WorkingSet
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    /// <summary>How long it has had a processor.</summary>
    public TimeSpan Processor
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Brings a database up to date, which in production nothing else does.</summary>
    public static async Task MigrateAsync(string host, string folder)
    {
        using var process = Begin(host, folder, 0, new Dictionary<string, string>(), "migrate");
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"migrate ended with {process.ExitCode}.");
        }
    }

    /// <summary>Starts it and waits until it is healthy.</summary>
    /// <param name="host">Path of <c>StrongCities.Host.dll</c>.</param>
    /// <param name="folder">Its data folder.</param>
    /// <param name="port">Of this machine.</param>
    /// <param name="settings">In place of some of the usual.</param>
    public static async Task<HostProcess> StartAsync(string host, string folder, int port, IReadOnlyDictionary<string, string>? settings = null)
    {
        var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 256, UseProxy = false, UseCookies = false, ActivityHeadersPropagator = null })
        {
            BaseAddress = new Uri($"http://127.0.0.1:{port}"),
        };
        client.DefaultRequestHeaders.Add("Authorization", $"ApiKey {Key}");
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        var began = Stopwatch.GetTimestamp();
        var process = Begin(host, folder, port, settings ?? new Dictionary<string, string>());
        while (true)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    return new HostProcess(process, client, Stopwatch.GetElapsedTime(began));
                }
            }
            catch (HttpRequestException) when (!process.HasExited && Stopwatch.GetElapsedTime(began) < Patience)
            {
            }

            await Task.Delay(Glance, TimeProvider.System, CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    private static Process Begin(string host, string folder, int port, IReadOnlyDictionary<string, string> settings, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [host, .. arguments])
        {
            WorkingDirectory = Path.GetDirectoryName(host)!,
            RedirectStandardOutput = false,
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
                ["Logging__LogLevel__Default"] = "Warning",
                ["Storage__DataFolder"] = folder,
                ["Runtime__Definitions__Folder"] = Path.Combine(AppContext.BaseDirectory, "Definitions"),
                ["ElsaApi__Keys__load"] = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Key))),
                ["Proxy__Known__0"] = "127.0.0.1",
                ["Mail__Transport"] = "Smtp",
                ["Mail__PublicUrl"] = "https://hub.example.org",
                ["Mail__Smtp__Host"] = "localhost",
            },
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }
}
