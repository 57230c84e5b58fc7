using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StrongCities.Engine.Execution;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;
using StrongCities.Runtime.Timers;

namespace StrongCities.Runtime.Triggers;

/// <summary>
/// Starts instances by the clock. The start and the trigger's next time are one transaction: a crash neither loses a start nor repeats it.
/// </summary>
internal sealed class TriggerWorker(
    IRuntimeDbFactory databases,
    StartInstance start,
    CommitQueue commits,
    DueAlarms alarms,
    OpenWork open,
    RuntimePause pause,
    TimeProvider time,
    IOptions<TimerOptions> options,
    ILogger<TriggerWorker> log) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await pause.PassAsync(stoppingToken);
            alarms.Triggers.Reset();
            var next = await FireDueAsync(stoppingToken);
            await alarms.Triggers.SleepAsync(next, options.Value.MaxSleep, stoppingToken);
        }
    }

    private async Task<DateTimeOffset?> FireDueAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        try
        {
            await using var db = databases.Create();
            var due = await db.Triggers.AsNoTracking().Where(row => row.DueAt <= now)
                .OrderBy(row => row.DueAt).ThenBy(row => row.Id).Take(options.Value.PageSize).ToListAsync(cancellation);
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Value.Parallelism, CancellationToken = cancellation };
            await Parallel.ForEachAsync(due, parallel, async (trigger, stop) => await FireAsync(trigger, stop));
            return await db.Triggers.Where(row => row.DueAt != null).MinAsync(row => row.DueAt, cancellation);
        }
#pragma warning disable CA1031 // A database that is away for a while must not end the worker.
        catch (Exception error) when (!cancellation.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Log.TriggersNotRead(log, error);
            return now + options.Value.FirstRetry;
        }
    }

    private async Task FireAsync(TriggerRow trigger, CancellationToken cancellation)
    {
        using var work = open.Begin();
        var now = time.GetUtcNow();
        try
        {
            var request = new StartRequest(trigger.DefinitionId, [])
            {
                DefinitionVersionId = trigger.DefinitionVersionId,
                TriggerActivityId = trigger.ActivityId,
                With = (db, stop) => AdvanceAsync(db, trigger, NextOf(trigger, now), failures: 0, stop),
            };
            switch (await start.RunAsync(request, cancellation))
            {
                case ActivationRefused:
                    Log.TriggerRefused(log, trigger.Id, trigger.DefinitionId);
                    await AdvanceAsync(trigger, NextOf(trigger, now), failures: 0, cancellation);
                    break;
                case DefinitionNotFound:
                    await AdvanceAsync(trigger, due: null, failures: 0, cancellation);
                    break;
            }
        }
#pragma warning disable CA1031 // One trigger that fails must not stop the others.
        catch (Exception error) when (!cancellation.IsCancellationRequested)
#pragma warning restore CA1031
        {
            var failures = trigger.FailedAttempts + 1;
            Log.TriggerFailed(log, trigger.Id, trigger.DefinitionId, failures, error);
            await AdvanceAsync(trigger, now + BackOff.After(failures, options.Value.FirstRetry, options.Value.MaxRetry), failures, cancellation);
        }
    }

    private static DateTimeOffset? NextOf(TriggerRow trigger, DateTimeOffset now) => TriggerSchedule.Next(
        trigger.Name, trigger.Payload is { } payload ? JsonNode.Parse(payload) : null, trigger.DueAt!.Value, now);

    private Task<bool> AdvanceAsync(TriggerRow trigger, DateTimeOffset? due, int failures, CancellationToken cancellation) => commits.CommitAsync(
        async (db, stop) => await AdvanceAsync(db, trigger, due, failures, stop) ? UnitResult.Keep(true) : UnitResult.Refuse(false), cancellation);

    /// <returns>False when somebody else fired it, or another version was published meanwhile.</returns>
    private static async Task<bool> AdvanceAsync(
        RuntimeDb db, TriggerRow trigger, DateTimeOffset? due, int failures, CancellationToken cancellation)
    {
        if (await db.Triggers.FirstOrDefaultAsync(row => row.Id == trigger.Id && row.DueAt == trigger.DueAt, cancellation) is not { } row)
        {
            return false;
        }

        row.DueAt = due;
        row.FailedAttempts = failures;
        return true;
    }
}
