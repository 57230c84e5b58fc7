using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using StrongCities.Hub.Mail;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Persistence.Sqlite;
using StrongCities.Runtime;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Benchmarks.Mail;

/// <summary>The product's outbox and mail sender over its own SQLite database, in this process: records, encryption, commits and all.</summary>
internal sealed class MailOutbox : IAsyncDisposable
{
    private readonly IHost host;
    private readonly string folder;

    private MailOutbox(IHost host, string folder) => (this.host, this.folder) = (host, folder);

    /// <summary>Starts it, paused.</summary>
    /// <param name="port">The sink's.</param>
    /// <param name="connections">At once.</param>
    /// <param name="keyFile">Signs; <see langword="null"/> for no signatures.</param>
    public static async Task<MailOutbox> StartAsync(int port, int connections, string? keyFile)
    {
        var folder = Directory.CreateTempSubdirectory("strongcities-mail-bench-").FullName;
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true, EnvironmentName = Environments.Development });
        var settings = new Dictionary<string, string?>
        {
            ["Mail:Transport"] = "Smtp",
            ["Mail:Smtp:Host"] = "127.0.0.1",
            ["Mail:Smtp:Port"] = $"{port}",
            ["Mail:Smtp:Security"] = "None",
            ["Mail:Smtp:Connections"] = $"{connections}",
        };
        if (keyFile is not null)
        {
            settings["Mail:Dkim:KeyFile"] = keyFile;
            settings["Mail:Dkim:Domain"] = "hub.example";
            settings["Mail:Dkim:Selector"] = "bench";
        }

        builder.Configuration.AddInMemoryCollection(settings);
        var factory = new SqliteDbFactory(Options.Create(new StorageOptions { DataFolder = folder }));
        builder.Services.AddSingleton<IRuntimeDbFactory>(factory);
        builder.Services.AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>();
        builder.Services.AddRuntime();
        builder.Services.AddMail(builder.Configuration);
        await factory.MigrateAsync(CancellationToken.None);
        var outbox = new MailOutbox(builder.Build(), folder);
        outbox.Get<RuntimePause>().Begin("benchmark", null);
        await outbox.host.StartAsync();
        return outbox;
    }

    /// <summary>Puts messages and their records into the database, as the hub does.</summary>
    /// <param name="messages">Each once.</param>
    public async Task QueueAsync(IReadOnlyList<byte[]> messages)
    {
        const int PerUnit = 500;
        Get<RuntimePause>().Begin("benchmark", null);
        var protector = Get<IDataProtectionProvider>().CreateProtector("StrongCities.Mail.Outbox");
        foreach (var some in messages.Chunk(PerUnit))
        {
            await Get<CommitQueue>().CommitAsync(
                (db, _) =>
                {
                    foreach (var message in some)
                    {
                        Add(db, message, protector.Protect(message));
                    }

                    return Task.FromResult(UnitResult.Keep(true));
                },
                CancellationToken.None);
        }
    }

    /// <summary>Sends everything.</summary>
    /// <returns>When each is marked as sent.</returns>
    public async Task SendAsync()
    {
        Get<RuntimePause>().End();
        await using var db = Get<IRuntimeDbFactory>().Create();
        while (await db.Outbox.AnyAsync(row => row.State == OutboxState.Queued || row.State == OutboxState.Sending))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, CancellationToken.None);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        await ((IAsyncDisposable)host).DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private static void Add(RuntimeDb db, byte[] message, byte[] body)
    {
        var now = TimeProvider.System.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        db.Add(new MailRecord
        {
            Id = id, HubId = id, Key = $"bench:{id}", Kind = MailKind.Task, ToPersonId = id, ToEmail = "ana@city.example", Language = "mk", Subject = "Bench",
            Text = "Bench", Digest = Convert.ToHexStringLower(SHA256.HashData(message)), MessageId = $"{id:N}@hub.example", QueuedAt = now,
        });
        db.Outbox.Add(new OutboxRow { Kind = MailSender.OutboxKind, Key = $"{MailSender.OutboxKind}:bench:{id}", Body = body, DueAt = now, CreatedAt = now });
    }

    private T Get<T>()
        where T : notnull => host.Services.GetRequiredService<T>();
}
