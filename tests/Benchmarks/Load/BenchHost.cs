using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using StrongCities.Engine.Execution;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Persistence.Sqlite;
using StrongCities.Runtime;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Benchmarks.Load;

/// <summary>The runtime over the product's own SQLite database, with the settings that it ships with, in this process.</summary>
internal sealed class BenchHost : IAsyncDisposable
{
    public const string StartSetEvent = "bench-start-set-event";
    public const string Delay = "bench-delay";

    private readonly IHost host;

    private BenchHost(IHost host, string folder)
    {
        this.host = host;
        Folder = folder;
    }

    /// <summary>Holds the database.</summary>
    public string Folder { get; }

    public string Database => Path.Combine(Folder, "strongcities.db");

    public static async Task<BenchHost> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("strongcities-bench-").FullName;
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection([
            KeyValuePair.Create("Runtime:Definitions:Folder", (string?)Path.Combine(AppContext.BaseDirectory, "Definitions")),
        ]);
        var factory = new SqliteDbFactory(Options.Create(new StorageOptions { DataFolder = folder }));
        builder.Services.AddSingleton<IRuntimeDbFactory>(factory);
        builder.Services.AddRuntime();
        await factory.MigrateAsync(CancellationToken.None);
        var host = new BenchHost(builder.Build(), folder);
        await host.host.StartAsync();
        return host;
    }

    public async Task<InstanceState> StartAsync(string definitionId, JsonObject? input = null, string? correlationId = null)
    {
        var request = new StartRequest(definitionId, input ?? []) { CorrelationId = correlationId };
        return await Get<StartInstance>().RunAsync(request, CancellationToken.None) is Started { State: var state }
            ? state
            : throw new InvalidOperationException($"{definitionId} did not start.");
    }

    /// <summary>Starts one that waits, and keeps of it only what its caller needs: thousands of states would be the collector's work, not the host's.</summary>
    public async Task<Waiting> StartWaitingAsync(string definitionId)
    {
        var state = await StartAsync(definitionId);
        return new Waiting(state.Id, state.Bookmarks[0].Id);
    }

    public async Task ResumeAsync(Waiting at)
    {
        if (await Get<ResumeInstance>().RunAsync(new ResumeRequest(at.InstanceId, at.BookmarkId, []), CancellationToken.None) is not Resumed)
        {
            throw new InvalidOperationException($"Instance {at.InstanceId} did not go on.");
        }
    }

    public T Get<T>()
        where T : notnull => host.Services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        await ((IAsyncDisposable)host).DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
    }
}

/// <summary>A place where an instance waits.</summary>
internal readonly record struct Waiting(string InstanceId, string BookmarkId);
