using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using StrongCities.Hub.People;

namespace StrongCities.Hub.Persistence.Sqlite;

/// <summary>The model on SQLite.</summary>
/// <param name="options">Provider and connection.</param>
/// <param name="viewer">Who looks, or <see langword="null"/> for the system.</param>
public sealed class SqliteHubDb(DbContextOptions<SqliteHubDb> options, Viewer? viewer) : HubDb(options, viewer)
{
    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        // SQLite has no moments: as UTC ticks they sort and compare.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicks>();
    }

    private sealed class UtcTicks() : ValueConverter<DateTimeOffset, long>(
        moment => moment.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
}

/// <summary>Makes the context for the migrations tool; no database is opened.</summary>
internal sealed class SqliteHubDbForDesign : IDesignTimeDbContextFactory<SqliteHubDb>
{
    public SqliteHubDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteHubDb>().UseSqlite("Data Source=design.db").Options, null);
}
