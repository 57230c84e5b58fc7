using Microsoft.Data.Sqlite;
using StrongCities.Conformance.Cases;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Conformance.Targets;

/// <summary>Our runtime in this process: for each case a host of its own on a fresh SQLite file, and a clock that stands still.</summary>
internal sealed class InProcess : ITarget, IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("strongcities-conformance-");
    private int cases;

    public async Task<ICaseRun> BeginAsync(ElsaCase @case, bool strictElsa, CancellationToken cancellation)
    {
        var path = Path.Combine(folder.FullName, $"{cases++}.db");
        File.Copy(await TemplateAsync(cancellation), path);
        return await InProcessRun.BeginAsync(@case, new CaseDbFactory(path), strictElsa, cancellation);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }

    /// <summary>Making the tables takes longer than a case; copying an empty database does not.</summary>
    private async Task<string> TemplateAsync(CancellationToken cancellation)
    {
        var path = Path.Combine(folder.FullName, "empty.db");
        if (!File.Exists(path))
        {
            await using var db = new CaseDbFactory(path).Create();
            await db.Database.EnsureCreatedAsync(cancellation);
            SqliteConnection.ClearAllPools();
        }

        return path;
    }
}
