using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Options;
using SQLitePCL;
using StrongCities.Hub.People;
using StrongCities.Hub.Record;

namespace StrongCities.Hub.Persistence.Sqlite;

/// <summary>The embedded database: one file in the data folder, write-ahead log, flushed at each commit.</summary>
public sealed class SqliteDbFactory : HubDbFactory
{
    private readonly DbContextOptions<SqliteHubDb> options;
    private readonly string folder;
    private readonly RecordChain record;

    /// <summary>Makes the data folder when it is missing.</summary>
    /// <param name="storage">Where.</param>
    public SqliteDbFactory(IOptions<StorageOptions> storage)
        : this(storage, new RecordChain(new RecordKey(storage)))
    {
    }

    /// <inheritdoc cref="SqliteDbFactory(IOptions{StorageOptions})"/>
    /// <param name="storage">Where.</param>
    /// <param name="record">Links what is added to the records of cases.</param>
    internal SqliteDbFactory(IOptions<StorageOptions> storage, RecordChain record)
    {
        this.record = record;
        folder = Path.GetFullPath(storage.Value.DataFolder);
        Directory.CreateDirectory(folder);
        var connection = new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(folder, "strongcities.db"),
            ForeignKeys = true,
            Pooling = true,
            DefaultTimeout = (int)Math.Ceiling(storage.Value.BusyTimeout.TotalSeconds),
        };
        options = new DbContextOptionsBuilder<SqliteHubDb>()
            .UseSqlite(connection.ToString())
            .AddInterceptors(new Pragmas(storage.Value))
            // Seats are read through their task, whose filter is the one that counts.
            .ConfigureWarnings(warnings => warnings.Ignore(CoreEventId.PossibleIncorrectRequiredNavigationWithQueryFilterInteractionWarning))
            .Options;
    }

    /// <inheritdoc/>
    public override HubDb Create(Viewer? viewer) => new SqliteHubDb(options, viewer) { Record = record };

    /// <summary>
    /// Brings the database up to the newest migration. EF marks in a table that somebody migrates, and waits for ever when whoever did was killed. A
    /// file that is held open says it better, since the system lets it go with its process: under it the mark of a dead process is taken away.
    /// </summary>
    /// <param name="cancellation">The host stops.</param>
    /// <returns>When it is.</returns>
    public override async Task MigrateAsync(CancellationToken cancellation)
    {
        await using var db = Create(null);
        if ((await db.Database.GetPendingMigrationsAsync(cancellation)).Any())
        {
            await MigrateAsync(db, cancellation);
        }

        await record.BeginAsync(db, cancellation);
    }

    private async Task MigrateAsync(HubDb db, CancellationToken cancellation)
    {
        await using var mine = OpenLock();
        if (await db.Database.SqlQueryRaw<int>("SELECT COUNT(*) AS \"Value\" FROM sqlite_master WHERE name = '__EFMigrationsLock'").SingleAsync(cancellation) > 0)
        {
            await db.Database.ExecuteSqlRawAsync("DELETE FROM \"__EFMigrationsLock\"", cancellation);
        }

        await db.Database.MigrateAsync(cancellation);
    }

    private FileStream OpenLock()
    {
        try
        {
            return new FileStream(Path.Combine(folder, "migrating"), FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException held)
        {
            throw new InvalidOperationException("Another process migrates this database right now. Start again when it is done.", held);
        }
    }

    private sealed class Pragmas(StorageOptions storage) : DbConnectionInterceptor
    {
        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = Command(connection);
            command.ExecuteNonQuery();
        }

        public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            await using var command = Command(connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        private DbCommand Command(DbConnection connection)
        {
            raw.sqlite3_busy_timeout(((SqliteConnection)connection).Handle, (int)storage.BusyTimeout.TotalMilliseconds);
            var command = connection.CreateCommand();
#pragma warning disable CA2100 // A checked number.
            command.CommandText = $"PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint={storage.CheckpointPages};";
#pragma warning restore CA2100
            return command;
        }
    }
}
