using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Timers;

/// <summary>
/// Fires timers: resumes the bookmarks whose due time has come, in its order, and sleeps until the next. It holds no list of
/// timers, so a million that wait cost nothing.
/// </summary>
internal sealed class TimerWorker(
    ReadPool reads,
    ResumeInstance resume,
    CommitQueue commits,
    DueAlarms alarms,
    RuntimePause pause,
    TimeProvider time,
    IOptions<TimerOptions> options,
    ILogger<TimerWorker> log) : BackgroundService
{
    private readonly ConcurrentDictionary<string, Task> flying = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim slots = new(options.Value.Parallelism);

    /// <inheritdoc/>
    public override void Dispose()
    {
        slots.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await pause.PassAsync(stoppingToken);
                alarms.Timers.Reset();
                var next = await FireDueAsync(stoppingToken);
                await alarms.Timers.SleepAsync(next, options.Value.MaxSleep, stoppingToken);
            }
        }
        finally
        {
            await Task.WhenAll(flying.Values);
        }
    }

    /// <summary>Sends every due timer on its way.</summary>
    /// <returns>When the next is due.</returns>
    private async Task<DateTimeOffset?> FireDueAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        try
        {
            await foreach (var timer in DueAsync(now, cancellation))
            {
                await slots.WaitAsync(cancellation);
                // Not awaited: one that takes long must not hold up the others. It takes its instance's turn before it
                // first waits, hence the order.
                var flight = FireAsync(timer, cancellation);
                if (!flight.IsCompleted)
                {
                    flying.TryAdd(timer.Id, flight);
                    _ = flight.ContinueWith(
                        _ => flying.TryRemove(timer.Id, out Task? _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
                }
            }

            return await NextAsync(now, cancellation);
        }
#pragma warning disable CA1031 // A database that is away for a while must not end the worker.
        catch (Exception error) when (!cancellation.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Log.TimersNotRead(log, error);
            return now + options.Value.FirstRetry;
        }
    }

    private async IAsyncEnumerable<DueTimer> DueAsync(DateTimeOffset now, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var last = new DueTimer("", "", DateTimeOffset.MinValue, 0);
        List<DueTimer> page;
        do
        {
            page = await PageAsync(now, last, cancellation);
            foreach (var timer in page.Where(timer => !flying.ContainsKey(timer.Id)))
            {
                yield return timer;
            }

            last = page.Count > 0 ? page[^1] : last;
        }
        while (page.Count == options.Value.PageSize);
    }

    private Task<List<DueTimer>> PageAsync(DateTimeOffset now, DueTimer after, CancellationToken cancellation) => reads.ReadAsync(async sql =>
    {
        var page = new List<DueTimer>();
        await using var rows = await sql.ReadAsync(
            """
            SELECT "Id", "InstanceId", "DueAt", "FailedAttempts" FROM "Bookmarks"
            WHERE "DueAt" <= @0 AND ("DueAt", "Id") > (@1, @2) ORDER BY "DueAt", "Id" LIMIT @3
            """,
            now.UtcTicks, after.DueAt.UtcTicks, after.Id, options.Value.PageSize);
        while (await rows.ReadAsync(cancellation))
        {
            page.Add(new DueTimer(rows.GetString(0), rows.GetString(1), new DateTimeOffset(rows.GetInt64(2), TimeSpan.Zero), rows.GetInt32(3)));
        }

        return page;
    });

    private Task<DateTimeOffset?> NextAsync(DateTimeOffset now, CancellationToken cancellation) => reads.ReadAsync(async sql =>
    {
        await using var rows = await sql.ReadAsync("""SELECT MIN("DueAt") FROM "Bookmarks" WHERE "DueAt" > @0""", now.UtcTicks);
        return await rows.ReadAsync(cancellation) && !await rows.IsDBNullAsync(0, cancellation)
            ? new DateTimeOffset(rows.GetInt64(0), TimeSpan.Zero) : (DateTimeOffset?)null;
    });

    private async Task FireAsync(DueTimer timer, CancellationToken cancellation)
    {
        try
        {
            var result = await resume.RunAsync(new ResumeRequest(timer.InstanceId, timer.Id, []), cancellation);
            if (result is BookmarkGone)
            {
                // Resumed by somebody else in the meantime, and then the row is gone too. One that is left has no instance
                // that knows it, and would be fired for ever.
                await commits.CommitAsync(
                    async (db, stop) => UnitResult.Keep(await db.Bookmarks.Where(row => row.Id == timer.Id).ExecuteDeleteAsync(stop)), cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The host stops; the row is still due at the next start.
        }
#pragma warning disable CA1031 // One timer that fails must not stop the others.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Log.TimerFailed(log, timer.Id, timer.InstanceId, timer.FailedAttempts + 1, error);
            await PutOffAsync(timer);
        }
        finally
        {
            slots.Release();
        }
    }

    private async Task PutOffAsync(DueTimer timer)
    {
        var failures = timer.FailedAttempts + 1;
        var due = time.GetUtcNow() + BackOff.After(failures, options.Value.FirstRetry, options.Value.MaxRetry);
        try
        {
            await commits.CommitAsync(
                async (db, stop) => UnitResult.Keep(await db.Bookmarks.Where(row => row.Id == timer.Id).ExecuteUpdateAsync(
                    row => row.SetProperty(r => r.DueAt, due).SetProperty(r => r.FailedAttempts, failures), stop)),
                CancellationToken.None);
        }
#pragma warning disable CA1031 // Nothing can be stored now: the row stays due, and the next round finds it.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Log.TimerNotPutOff(log, timer.Id, error);
        }

        alarms.Timers.Ring(due);
    }

    private sealed record DueTimer(string Id, string InstanceId, DateTimeOffset DueAt, int FailedAttempts);
}
