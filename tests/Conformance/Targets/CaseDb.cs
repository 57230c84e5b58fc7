using Microsoft.EntityFrameworkCore;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Conformance.Targets;

/// <summary>The runtime's tables, and no business.</summary>
internal sealed class CaseDb(DbContextOptions options) : RuntimeDb(options);

/// <summary>Opens one case's database.</summary>
internal sealed class CaseDbFactory(string path) : IRuntimeDbFactory
{
    private readonly DbContextOptions options = new DbContextOptionsBuilder<CaseDb>().UseSqlite($"Data Source={path}").Options;

    public RuntimeDb Create() => new CaseDb(options);
}
