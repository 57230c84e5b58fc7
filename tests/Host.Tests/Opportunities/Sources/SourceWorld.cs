using System.Collections.Concurrent;
using System.Net;
using MediatR;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StrongCities.Hub;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.Opportunities.Sources;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.SampleData;
using Xunit;

namespace StrongCities.Host.Tests.Opportunities.Sources;

/// <summary>The hub with a server of sources beside it, and either its own catalogue or one that only remembers.</summary>
internal sealed class SourceWorld : IAsyncDisposable, ITakeFound
{
    public const string Unstorable = "This cannot be stored";

    private readonly string folder = Directory.CreateTempSubdirectory("strongcities-sources-").FullName;
    private readonly Dictionary<string, string?> settings;
    private readonly bool isReal;
    private IHost host = null!;

    private SourceWorld(Dictionary<string, string?> settings, bool isReal) => (this.settings, this.isReal) = (settings, isReal);

    public SourceServer Server { get; } = new();

    public ConcurrentDictionary<string, OpportunityFacts> Catalogue { get; } = new();

    /// <summary>Names that only this world knows.</summary>
    public Dictionary<string, IPAddress[]> Names { get; } = [];

    public IServiceProvider Services => host.Services;

    public Viewer Lead { get; private set; } = null!;

    public string Folder => folder;

    public static Task<SourceWorld> StartAsync(params (string Key, string Value)[] more) => StartAsync(isReal: false, more);

    /// <summary>With the hub's own catalogue.</summary>
    public static Task<SourceWorld> StartRealAsync(params (string Key, string Value)[] more) => StartAsync(isReal: true, more);

    private static async Task<SourceWorld> StartAsync(bool isReal, (string Key, string Value)[] more)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Sources:AllowedNetworks:0"] = "127.0.0.1/32", ["Sources:PausePerHost"] = "00:00:00", ["Sources:FirstRetry"] = "00:00:00.001",
            ["Sources:Retries"] = "2", ["Sources:MaxPageBytes"] = "3000000", ["Sources:MaxPages"] = "7", ["Sources:LookEvery"] = "01:00:00",
        };
        foreach (var (key, value) in more)
        {
            settings[key] = value;
        }

        var world = new SourceWorld(settings, isReal);
        await world.Server.StartAsync();
        await world.BootAsync();
        await world.Services.GetRequiredService<PlantSampleData>().PlantPlacesAsync(default);
        await using var db = world.Db();
        world.Lead = Viewer.Of(await db.People.SingleAsync(person => person.Email == "lead@example.org"));
        return world;
    }

    public HubDb Db() => Services.GetRequiredService<HubDbFactory>().Create(null);

    public Task<T> SendAsync<T>(IRequest<T> request) => Services.GetRequiredService<IMediator>().Send(request);

    public async Task<Guid> AddAsync(SourceKind kind, string path, SourceSettings? settings = null, string secret = "", string schedule = "24")
    {
        var address = path.Length == 0 || path.StartsWith("http", StringComparison.Ordinal) ? path : Server.Address + path;
        var form = new SourceForm { Kind = kind, Name = $"A {kind}", Address = address, Schedule = address.Length == 0 ? "" : schedule, IsEnabled = true, Secret = secret, Settings = settings ?? new() };
        return Assert.IsType<SourceSaved>(await SendAsync(new SaveSource(Lead, null, 0, form))).Id;
    }

    public async Task<SourceRun> RunAsync(Guid source)
    {
        var id = await Services.GetRequiredService<RunSource>().RunAsync(source, new RunInput(), default);
        await using var db = Db();
        return await db.SourceRuns.SingleAsync(run => run.Id == id);
    }

    public async Task<SourceRun> RunAsync(SourceKind kind, string path, SourceSettings? settings = null) => await RunAsync(await AddAsync(kind, path, settings));

    public async Task<List<SourceFault>> FaultsAsync(SourceRun run)
    {
        await using var db = Db();
        return await db.SourceFaults.Where(fault => fault.RunId == run.Id).OrderBy(fault => fault.Id).ToListAsync();
    }

    public async Task<OpportunitySource> SourceAsync(Guid id)
    {
        await using var db = Db();
        return await db.OpportunitySources.SingleAsync(source => source.Id == id);
    }

    public async Task RestartAsync()
    {
        await host.StopAsync();
        host.Dispose();
        await BootAsync();
    }

    /// <summary>Asks again and again until it is so.</summary>
    public static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await isSo())
        {
            await Task.Delay(20, patience.Token);
        }
    }

    public Task<TakeOutcome> TakeAsync(HubDb db, Guid hubId, string sourceKey, FoundOpportunity found, CancellationToken cancellation)
    {
        if (found.Facts.Title == Unstorable)
        {
            throw new InvalidOperationException("No room.");
        }

        var before = Catalogue.GetValueOrDefault(found.Key);
        Catalogue[found.Key] = found.Facts;
        return Task.FromResult(before is null ? TakeOutcome.New : before == found.Facts ? TakeOutcome.Same : TakeOutcome.Changed);
    }

    public Task<int> MarkVanishedAsync(HubDb db, Guid hubId, string sourceKey, IReadOnlySet<string> seen, int most, CancellationToken cancellation)
    {
        var gone = Catalogue.Keys.Where(key => !seen.Contains(key)).Take(most).Count(key => Catalogue.TryRemove(key, out _));
        return Task.FromResult(gone);
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync(CancellationToken.None);
        host.Dispose();
        await Server.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private async Task BootAsync()
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = "Development", DisableDefaults = true });
        settings["Storage:DataFolder"] = folder;
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Logging.SetMinimumLevel(LogLevel.Critical);
        builder.Services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(folder, "keys")));
        builder.Services.AddSingleton<ResolveName>((name, cancellation) =>
            Names.TryGetValue(name, out var known) ? Task.FromResult(known) : Dns.GetHostAddressesAsync(name, cancellation));
        builder.Services.AddHub(builder.Configuration);
        if (!isReal)
        {
            builder.Services.AddSingleton<ITakeFound>(this);
        }

        host = builder.Build();
        await host.StartAsync();
    }
}
