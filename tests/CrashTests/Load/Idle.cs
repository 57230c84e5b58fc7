using Microsoft.Data.Sqlite;

namespace StrongCities.Crash.Tests.Load;

/// <summary>Tells from outside, by the database alone, that a host has nothing left to do soon.</summary>
internal static class Idle
{
    // Longer than any timer of the load, and shorter than the patience of all who wait here: a digest that is due
    // at eight, or a deadline at five, is waited for at most that long, at whatever time of day the tests run.
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);

    /// <summary>Waits until nothing is queued, being sent or due soon, and the given condition holds, twice in a row.</summary>
    public static async Task WaitAsync(HostProcess host, Func<bool> also, TimeSpan within)
    {
        var still = 0;
        await Until.TrueAsync(
            async () =>
            {
                // Twice, with a look between: somebody may just have been handed the next link.
                still = also() && await LeftAsync(host.Database) == 0 ? still + 1 : 0;
                return still > 4;
            },
            "the host is idle",
            within,
            () => host.Output);
    }

    /// <summary>How many outbox rows and timers a host by the machine's clock has left to do soon.</summary>
    public static Task<long> LeftAsync(string database) => OpenAsync(database, DateTimeOffset.UtcNow + Soon);

    /// <summary>
    /// How many outbox rows and timers are open until a moment, and rows that were tried before, whenever their next try is.
    /// A digest of the next morning is not.
    /// </summary>
    public static async Task<long> OpenAsync(string database, DateTimeOffset until)
    {
        await using var connection = new SqliteConnection($"Data Source={database};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText =
            """
            SELECT (SELECT COUNT(*) FROM Outbox WHERE State = 'Sending' OR (State = 'Queued' AND (Attempts > 0 OR DueAt < @soon)))
                 + (SELECT COUNT(*) FROM Bookmarks WHERE DueAt < @soon)
            """;
        command.Parameters.AddWithValue("@soon", until.UtcTicks);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
