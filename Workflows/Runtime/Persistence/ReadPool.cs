using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;

namespace StrongCities.Runtime.Persistence;

/// <summary>
/// Contexts whose connection stays open and keeps its statements prepared, for the few reads that every start and every resume
/// needs. It keeps as many as were ever in use at once; none holds a transaction between two reads.
/// </summary>
internal sealed class ReadPool(IRuntimeDbFactory databases) : IAsyncDisposable
{
    private readonly ConcurrentBag<RuntimeDb> idle = [];

    /// <summary>Reads something.</summary>
    /// <typeparam name="T">What is read.</typeparam>
    /// <param name="read">Runs its statements one after the other.</param>
    /// <returns>What it read.</returns>
    public Task<T> ReadAsync<T>(Func<PreparedSql, Task<T>> read) => LookAsync(db => read(db.Sql));

    /// <summary>Reads something by EF, without tracking: a context that is there costs less than the question.</summary>
    /// <typeparam name="T">What is read.</typeparam>
    /// <param name="read">Asks one thing after the other.</param>
    /// <returns>What it read.</returns>
    public async Task<T> LookAsync<T>(Func<RuntimeDb, Task<T>> read)
    {
        var db = idle.TryTake(out var open) ? open : await OpenAsync();
        try
        {
            var result = await read(db);
            idle.Add(db);
            return result;
        }
        catch
        {
            await db.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        while (idle.TryTake(out var db))
        {
            await db.DisposeAsync();
        }
    }

    private async Task<RuntimeDb> OpenAsync()
    {
        var db = databases.Create();
        await db.Database.OpenConnectionAsync();
        return db;
    }
}
