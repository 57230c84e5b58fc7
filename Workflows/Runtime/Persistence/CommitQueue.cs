using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace StrongCities.Runtime.Persistence;

/// <summary>
/// The one door for writes. Units of work are applied one after another, many to a transaction, each in a savepoint of
/// its own or together with its like; a unit is answered only after the transaction that holds it has been committed. Disposing it takes no more
/// units and finishes those that wait, as far as <see cref="CommitQueueOptions.FinishWithin"/> allows.
/// </summary>
public sealed class CommitQueue : IAsyncDisposable
{
    private readonly IRuntimeDbFactory databases;
    private readonly OpenWork open;
    private readonly DueAlarms alarms;
    private readonly ILogger<CommitQueue> log;
    private readonly TimeProvider time;
    private readonly CommitQueueOptions limits;
    private readonly Channel<CommitUnit> waiting;
    private readonly Task writer;
    private RuntimeDb? kept;
    private bool isApart;

    internal CommitQueue(
        IRuntimeDbFactory databases, IOptions<CommitQueueOptions> options, OpenWork open, DueAlarms alarms, TimeProvider time,
        ILogger<CommitQueue> log)
    {
        this.databases = databases;
        this.open = open;
        this.alarms = alarms;
        this.time = time;
        this.log = log;
        limits = options.Value;
        waiting = Channel.CreateBounded<CommitUnit>(new BoundedChannelOptions(limits.Capacity) { SingleReader = false });
        writer = Task.Run(WriteAsync);
    }

    /// <summary>Whether as many units wait as may. Who can say no to work should do so now, instead of letting it wait outside.</summary>
    public bool IsFull => waiting.Reader.Count >= limits.Capacity;

    /// <summary>Queues a unit and waits for its commit.</summary>
    /// <typeparam name="T">What the unit tells its caller.</typeparam>
    /// <param name="unit">
    /// Changes the context it is given, quickly and without I/O beyond the database. May be run again after a rollback that another unit
    /// caused, so it must not change anything else.
    /// </param>
    /// <param name="cancellation">Gives up waiting while the unit is still queued; a unit that runs is finished.</param>
    /// <returns>The unit's value, committed or, when the unit refused, rolled back.</returns>
    /// <exception cref="ObjectDisposedException">The host has stopped.</exception>
    public Task<T> CommitAsync<T>(Func<RuntimeDb, CancellationToken, Task<UnitResult<T>>> unit, CancellationToken cancellation) =>
        CommitAsync(unit, shares: false, cancellation);

    /// <summary>As the other; a unit that shares is known to do the same however often it runs, and shares one savepoint with its like.</summary>
    internal async Task<T> CommitAsync<T>(Func<RuntimeDb, CancellationToken, Task<UnitResult<T>>> unit, bool shares, CancellationToken cancellation)
    {
        using var work = open.Begin();
        var queued = new CommitUnit<T>(unit, shares);
        try
        {
            await waiting.Writer.WriteAsync(queued, cancellation);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(CommitQueue), "The host has stopped: nothing is stored any more.");
        }

        await using var givingUp = cancellation.Register(() => queued.GiveUp(cancellation));
        return await queued.Answered;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await Task.WhenAny(writer, Task.Delay(limits.FinishWithin, time));
        var left = 0;
        while (!writer.IsCompleted && waiting.Reader.TryRead(out var unit))
        {
            left++;
            unit.Fail(new ObjectDisposedException(nameof(CommitQueue), "The host had to stop before this was stored: nothing of it is kept."));
        }

        if (left > 0)
        {
            Log.NotFinished(log, left, limits.FinishWithin);
        }

        // The batch under way is always finished: nobody may be told otherwise than what the disk says.
        await writer;
        await DropAsync();
    }

    private async Task WriteAsync()
    {
        var batch = new List<CommitUnit>(limits.MaxBatch);
        while (await waiting.Reader.WaitToReadAsync())
        {
            while (batch.Count < limits.MaxBatch && waiting.Reader.TryRead(out var unit))
            {
                if (unit.Take())
                {
                    batch.Add(unit);
                }
            }

            while (batch.Count > 0)
            {
                await CommitAsync(batch);
            }
        }
    }

    /// <summary>
    /// Commits a batch and empties it. A unit that takes the whole transaction down (a full disk, a lost connection) is
    /// failed alone and taken out; the others stay, to be run again.
    /// </summary>
    private async Task CommitAsync(List<CommitUnit> batch)
    {
        try
        {
            var db = kept ??= await OpenAsync();
            var due = db.Due!;
            due.Begin();
            await using var transaction = await db.Database.BeginTransactionAsync();
            var failures = new Dictionary<CommitUnit, Exception>();
            var alone = isApart ? batch.Count : 0;
            for (var next = 0; next < batch.Count; next++)
            {
                var unit = batch[next];
                var together = next < alone ? 0 : batch.Skip(next).TakeWhile(other => other.Shares).Count();
                if (together > 1)
                {
                    if (await Savepoint.RunTogetherAsync(db, due, batch.GetRange(next, together)) is not { } areKept)
                    {
                        // Whose doing it was is found by running each by itself.
                        isApart = true;
                        await transaction.DisposeAsync();
                        await DropAsync();
                        return;
                    }

                    if (areKept)
                    {
                        next += together - 1;
                        continue;
                    }

                    alone = next + together;
                }

                if (await Savepoint.RunAsync(db, due, unit) is not { } failure)
                {
                    continue;
                }

                failures.Add(unit, failure.Error);
                if (failure.BrokeTransaction)
                {
                    Log.TransactionBroken(log, batch.Count - 1, failure.Error);
                    batch.Remove(unit);
                    unit.Fail(failure.Error);
                    await transaction.DisposeAsync();
                    await DropAsync();
                    return;
                }
            }

            await transaction.CommitAsync();
            due.Ring();
            foreach (var unit in batch)
            {
                if (failures.TryGetValue(unit, out var error))
                {
                    unit.Fail(error);
                }
                else
                {
                    unit.Answer();
                }
            }
        }
#pragma warning disable CA1031 // Every caller gets the error; the writer must live on.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Log.CommitFailed(log, batch.Count, error);
            await DropAsync();
            batch.ForEach(unit => unit.Fail(error));
        }

        batch.Clear();
        isApart = false;
    }

    /// <summary>One context for all transactions, as long as none fails: its connection keeps the statements of the hot path prepared.</summary>
    private async Task<RuntimeDb> OpenAsync()
    {
        var db = databases.Create();
        db.Due = new DueWatch(db, alarms);
        // Each unit has a savepoint already; EF's own around every save would double the work.
        db.Database.AutoSavepointsEnabled = false;
        await db.Database.OpenConnectionAsync();
        return db;
    }

    private async Task DropAsync()
    {
        if (kept is { } db)
        {
            kept = null;
            await db.DisposeAsync();
        }
    }
}

/// <summary>What a unit of work says at its end.</summary>
/// <typeparam name="T">What it tells its caller.</typeparam>
/// <param name="Value">For the caller.</param>
/// <param name="Keep">Whether to commit; otherwise everything the unit did is rolled back.</param>
public readonly record struct UnitResult<T>(T Value, bool Keep);

/// <summary>Makes <see cref="UnitResult{T}"/> values.</summary>
public static class UnitResult
{
    /// <summary>Commit it.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <param name="value">For the caller.</param>
    /// <returns>The result.</returns>
    public static UnitResult<T> Keep<T>(T value) => new(value, true);

    /// <summary>Roll it back.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <param name="value">For the caller.</param>
    /// <returns>The result.</returns>
    public static UnitResult<T> Refuse<T>(T value) => new(value, false);
}
