using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Engine.Execution;
using StrongCities.Host.Tests.Pages;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;
using Xunit;

namespace StrongCities.Host.Tests.Http;

/// <summary>The whole host, whose workflows may call this machine, and <see cref="Target"/> for them to call.</summary>
public sealed class CallHost : PageHost
{
    private readonly string folder;

    public CallHost()
        : this(Directory.CreateTempSubdirectory("strongcities-http-").FullName)
    {
    }

    private CallHost(string folder)
        : base(
            folder,
            [("Runtime:Http:AllowPrivateAddresses", "true"), ("Runtime:Http:Timeout", "00:00:03"), ("Runtime:Http:FirstRetry", "00:00:00.010"),
                ("Runtime:Http:MaxResponseBytes", "1000"), ("WorkflowCalls:MaxBytes", "5000"), ("Limits:WorkflowCallsPerMinute", "10000")]) => this.folder = folder;

    public Target Target { get; } = new();

    public async Task<InstanceState> RunAsync(string definitionId, JsonObject? input = null)
    {
        var started = await Services.GetRequiredService<StartInstance>().RunAsync(new StartRequest(definitionId, input ?? []), CancellationToken.None);
        return Assert.IsType<Started>(started).State;
    }

    public async Task<T> ReadAsync<T>(Func<RuntimeDb, Task<T>> read)
    {
        await using var db = Services.GetRequiredService<IRuntimeDbFactory>().Create();
        return await read(db);
    }

    public Task<InstanceState> OnlyInstanceAsync(string definitionId) => ReadAsync(async db =>
        InstanceState.FromUtf8(await db.Instances.Where(row => row.DefinitionId == definitionId).Select(row => row.State).SingleAsync()));

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Target.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }
}

[CollectionDefinition(Name)]
public sealed class CallTests : ICollectionFixture<CallHost>
{
    public const string Name = "workflow calls";
}
