using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;
using StrongCities.Runtime;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Outbox;
using StrongCities.Runtime.Persistence;
using Xunit;

namespace StrongCities.Host.Tests.Runtime;

/// <summary>The runtime alone, on a SQLite file and a clock that only moves when told.</summary>
public sealed class Rig : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    private readonly List<IHost> hosts = [];
    private readonly Action<Rig, IServiceCollection>? configure;

    private Rig(Action<Rig, IServiceCollection>? configure) => this.configure = configure;

    public DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory("strongcities-runtime-");

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero));

    public Dictionary<string, string?> Settings { get; } = [];

    public IServiceProvider Services => hosts[^1].Services;

    public CommitQueue Commits => Get<CommitQueue>();

    public string DefinitionFolder => Path.Combine(Folder.FullName, "definitions");

    private string DatabaseFile => Path.Combine(Folder.FullName, "rig.db");

    /// <summary>Makes one that does not run yet.</summary>
    public static Rig Make(Action<Rig, IServiceCollection>? configure = null)
    {
        var rig = new Rig(configure);
        Directory.CreateDirectory(rig.DefinitionFolder);
        rig.Settings["Runtime:Definitions:Folder"] = rig.DefinitionFolder;
        return rig;
    }

    /// <summary>Makes and starts one that knows some definitions.</summary>
    public static async Task<Rig> StartAsync(Action<Rig, IServiceCollection>? configure, params JsonObject[] definitions)
    {
        var rig = Make(configure);
        foreach (var definition in definitions)
        {
            rig.Write($"{definition["definitionId"]}.json", definition.ToJsonString());
        }

        await rig.StartAsync();
        return rig;
    }

    public static Task<Rig> StartAsync(params JsonObject[] definitions) => StartAsync(null, definitions);

    public void Write(string file, string json) => File.WriteAllText(Path.Combine(DefinitionFolder, file), json);

    /// <summary>Starts a host on the same database. One that ran is left as it is, as after a crash.</summary>
    public async Task StartAsync()
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(Settings);
        builder.Services.AddSingleton<TimeProvider>(Time);
        builder.Services.AddSingleton<IRuntimeDbFactory>(new RigDbFactory(DatabaseFile));
        builder.Services.AddSingleton<Activity, AskActivity>();
        builder.Services.AddSingleton<Activity, BellActivity>();
        builder.Services.AddSingleton<Activity, NoteActivity>();
        configure?.Invoke(this, builder.Services);
        builder.Services.AddRuntime();
        hosts.Add(builder.Build());
        await using (var db = Get<IRuntimeDbFactory>().Create())
        {
            await db.Database.EnsureCreatedAsync();
        }

        await hosts[^1].StartAsync();
    }

    /// <summary>Stops the host as a service manager does, and starts another on the same database.</summary>
    public async Task RestartAsync(Action? whileDown = null)
    {
        await StopAsync(hosts[^1]);
        hosts.RemoveAt(hosts.Count - 1);
        whileDown?.Invoke();
        await StartAsync();
    }

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    public async Task<InstanceState> StartInstanceAsync(string definitionId, string? correlationId = null, JsonObject? input = null)
    {
        var request = new StartRequest(definitionId, input ?? []) { CorrelationId = correlationId };
        return Assert.IsType<Started>(await Get<StartInstance>().RunAsync(request, Cancellation)).State;
    }

    public Task<ResumeResult> ResumeAsync(InstanceState state, Bookmark bookmark, Alongside? with = null) =>
        Get<ResumeInstance>().RunAsync(new ResumeRequest(state.Id, bookmark.Id, []) { With = with }, Cancellation);

    /// <summary>Reads from the database.</summary>
    public async Task<T> ReadAsync<T>(Func<RuntimeDb, Task<T>> read)
    {
        await using var db = Get<IRuntimeDbFactory>().Create();
        return await read(db);
    }

    public async Task<IReadOnlyList<JournalEntry>> JournalAsync(string instanceId) =>
        (await Get<ReadJournal>().PageAsync(new JournalQuery(instanceId, 0, int.MaxValue), Cancellation)).Items;

    /// <summary>Reads from the database, also while its host stops or none runs.</summary>
    public T ReadFile<T>(Func<RuntimeDb, T> read)
    {
        using var db = new RigDbFactory(DatabaseFile).Create();
        return read(db);
    }

    public Task<InstanceRow> RowAsync(string instanceId) =>
        ReadAsync(db => db.Instances.AsNoTracking().SingleAsync(row => row.Id == instanceId, Cancellation));

    /// <summary>Waits until nothing is due.</summary>
    public async Task IdleAsync()
    {
        using var deadline = new CancellationTokenSource(Deadline);
        await Get<RuntimeIdle>().WaitAsync(deadline.Token);
    }

    /// <summary>Waits for a condition.</summary>
    public static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        while (!await condition())
        {
            await Task.Delay(10, deadline.Token);
        }
    }

    public static Task UntilAsync(Func<bool> condition) => UntilAsync(() => Task.FromResult(condition()));

    public async ValueTask DisposeAsync()
    {
        foreach (var one in hosts)
        {
            await StopAsync(one);
        }

        SqliteConnection.ClearAllPools();
        Folder.Delete(recursive: true);
    }

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static async Task StopAsync(IHost one)
    {
        await one.StopAsync();
        await ((IAsyncDisposable)one).DisposeAsync();
    }

    private sealed class RigDbFactory(string path) : IRuntimeDbFactory
    {
        private readonly DbContextOptions options = new DbContextOptionsBuilder<RigDb>().UseSqlite($"Data Source={path}").Options;

        public RuntimeDb Create() => new RigDb(options);
    }
}

/// <summary>The runtime's rows, and one of a business.</summary>
public sealed class RigDb(DbContextOptions options) : RuntimeDb(options)
{
    public DbSet<Note> Notes => Set<Note>();
}

/// <summary>What a business stores.</summary>
public sealed class Note
{
    public int Id { get; set; }

    public required string Text { get; set; }
}

/// <summary>A sender that does as the test says.</summary>
public sealed class ScriptedSender(string kind, Func<OutboxRow, CancellationToken, Task<SendOutcome>> send) : IOutboxSender
{
    public string Kind => kind;

    public int Parallelism { get; init; } = 1;

    public int Ahead { get; init; }

    public Alongside? Last { get; init; }

    public Task<SendOutcome> SendAsync(OutboxRow item, CancellationToken cancellation) => send(item, cancellation);

    public Alongside? GivenUp(OutboxRow item) => Last;
}
