using Microsoft.Data.Sqlite;
using StrongCities.Crash.Tests.Books;
using StrongCities.Crash.Tests.Load;

namespace StrongCities.Crash.Tests.Scenarios;

/// <summary>What goes wrong around a host that nobody kills: it must turn work away, live on, and lose nothing of what it took.</summary>
internal static class Trouble
{
    private const int Failures = 10;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>The disk is full for a while.</summary>
    public static async Task<TroubleReport> FullDiskAsync(SmallDisk disk, int seed)
    {
        await using var _ = disk;
        await using var world = new World(data: disk.Folder, before: disk.Before);
        await world.Host.StartAsync();
        return await UnderLoadAsync(world, seed, () => disk.FillAsync(world.Host), () => disk.FreeAsync(world.Host));
    }

    /// <summary>Another process holds the database for longer than the host waits.</summary>
    public static async Task<TroubleReport> LockedAsync(int seed)
    {
        await using var world = new World(new Dictionary<string, string> { ["Storage__BusyTimeout"] = "00:00:00.5" });
        await world.Host.StartAsync();
        await using var other = new SqliteConnection($"Data Source={world.Host.Database};Pooling=False");
        await other.OpenAsync();
        return await UnderLoadAsync(world, seed, () => RunAsync("BEGIN IMMEDIATE"), () => RunAsync("ROLLBACK"));

        async Task RunAsync(string sql)
        {
            await using var command = other.CreateCommand();
            command.CommandText = sql;
            command.CommandTimeout = (int)Patience.TotalSeconds;
            await command.ExecuteNonQueryAsync();
        }
    }

    /// <summary>A service manager stops the host under load: what is under way is finished, mail too, and nothing comes twice.</summary>
    public static async Task<(TroubleReport Report, int ExitCode, long Sending)> StopAsync(int seed)
    {
        await using var world = new World();
        await world.Host.StartAsync();
        await using var crowd = new Crowd(world.Host, world.Ledger, world.Post, seed);
        await Until.TrueAsync(() => world.Post.Taken.Count > 60 && Ledger.Accepted(world.Ledger.Starts) > 30, "there is load", Patience, () => world.Host.Output);
        var (code, _) = await world.Host.StopAsync();
        var sending = await Rows.CountAsync(world.Host.Database, "SELECT COUNT(*) FROM Outbox WHERE State = 'Sending'");
        await world.Host.StartAsync();
        await crowd.FinishAsync(world.Host, Patience);
        await world.Host.StopAsync();
        return (new TroubleReport(world.Balance(), 0), code, sending);
    }

    /// <summary>Puts the host under load, makes trouble until calls fail, ends the trouble, and balances the books.</summary>
    private static async Task<TroubleReport> UnderLoadAsync(World world, int seed, Func<Task> begin, Func<Task> end)
    {
        await using var crowd = new Crowd(world.Host, world.Ledger, world.Post, seed);
        await Until.TrueAsync(() => Ledger.Accepted(world.Ledger.Starts) > 20, "there is load", Patience, () => world.Host.Output);
        await begin();
        var before = Failed();
        await Until.TrueAsync(() => Failed() >= before + Failures, "calls fail", Patience, () => world.Host.Output);
        var failed = Failed() - before;
        if (world.Host.HasExited)
        {
            throw new InvalidOperationException($"The host ended:\n{world.Host.Output}");
        }

        await end();
        var accepted = Ledger.Accepted(world.Ledger.Starts);
        await Until.TrueAsync(() => Ledger.Accepted(world.Ledger.Starts) > accepted + 20, "work is taken again", Patience, () => world.Host.Output);
        await crowd.FinishAsync(world.Host, Patience);
        await world.Host.StopAsync();
        return new TroubleReport(world.Balance(), failed);

        int Failed() => world.Ledger.Starts.Values.Count(fate => fate != Fate.Accepted);
    }
}

/// <summary>How it went.</summary>
/// <param name="Sheet">The books.</param>
/// <param name="Failed">Starts that were turned away or failed while there was trouble.</param>
internal sealed record TroubleReport(BalanceSheet Sheet, int Failed);

/// <summary>Looks into a database.</summary>
internal static class Rows
{
    public static async Task<long> CountAsync(string database, string query) => (long)(await RunAsync(database, query))!;

    public static async Task<object?> RunAsync(string database, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }
}
