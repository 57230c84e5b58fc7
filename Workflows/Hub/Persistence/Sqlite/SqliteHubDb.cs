using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using StrongCities.Hub.People;

namespace StrongCities.Hub.Persistence.Sqlite;

/// <summary>The model on SQLite.</summary>
/// <param name="options">Provider and connection.</param>
/// <param name="viewer">Who looks, or <see langword="null"/> for the system.</param>
public sealed class SqliteHubDb(DbContextOptions<SqliteHubDb> options, Viewer? viewer) : HubDb(options, viewer);

/// <summary>Makes the context for the migrations tool; no database is opened.</summary>
internal sealed class SqliteHubDbForDesign : IDesignTimeDbContextFactory<SqliteHubDb>
{
    public SqliteHubDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteHubDb>().UseSqlite("Data Source=design.db").Options, null);
}
