using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Opportunities.Sources;

/// <summary>
/// Runs a source: reads it and hands its records to the catalogue, in units of work of bounded size. A faulty record costs itself only, and a run that
/// breaks off keeps what it took. Never two runs of one source at a time.
/// </summary>
internal sealed partial class RunSource(
    ReadSource read, SourceSecrets secrets, CommitQueue commits, ITakeFound take, IOptions<SourceOptions> options, TimeProvider clock, ILogger<RunSource> log,
    IHostApplicationLifetime? lifetime = null)
{
    private const int MaxText = 500;

    private readonly ConcurrentDictionary<Guid, bool> mine = new();

    /// <param name="sourceId">Which.</param>
    /// <param name="input">What to read, and on whose behalf.</param>
    /// <param name="cancellation">Gives up before it began. Afterwards only the host's end stops it: the run stays open then, and is closed as interrupted at the next start.</param>
    /// <returns>The run's id; <see langword="null"/> when one goes on already, or there is no such source.</returns>
    public async Task<Guid?> RunAsync(Guid sourceId, RunInput input, CancellationToken cancellation)
    {
        if (await BeginAsync(sourceId, input, cancellation) is not { } begun)
        {
            return null;
        }

        var (source, run) = begun;
        mine[run] = true;
        try
        {
            // Who asked may have gone; the run is everybody's.
            await RunAsync(source, run, input, lifetime?.ApplicationStopping ?? cancellation);
            return run;
        }
        finally
        {
            mine.TryRemove(run, out _);
        }
    }

    private async Task RunAsync(OpportunitySource source, Guid run, RunInput input, CancellationToken cancellation)
    {
        var tally = new RunTally();
        var reading = new SourceReading(source.Kind, source.Address, source.Settings) { File = input.File, ETag = source.ETag, LastModified = source.LastModified };
        SourceException? broke = null;
        try
        {
            reading = reading with { Secret = secrets.Open(source.ProtectedSecret) };
            await TakeAllAsync(source, run, input.Records ?? read.RunAsync(reading, cancellation), tally, reading.Count, cancellation);
        }
        catch (SourceException failure)
        {
            broke = failure;
        }
#pragma warning disable CA1031 // Whatever went wrong, the run must say that it is over.
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
#pragma warning restore CA1031
        {
            RunBroke(run, failure);
            broke = new SourceException(SourceProblem.Internal, $"A fault of ours: {failure.GetType().Name}. The log has more.", failure);
        }

        if (broke is null && input.IsFetch && reading.IsWhole)
        {
            await MissAsync(source, run, tally, cancellation);
        }

        await EndAsync(source, run, reading, tally, broke, input.IsFetch, cancellation);
    }

    // A record whose key can't be read may be any that seems to be missing, and a source that has nothing at all is more likely broken than empty.
    private async Task MissAsync(OpportunitySource source, Guid runId, RunTally tally, CancellationToken cancellation)
    {
        for (var missed = int.MaxValue; tally.Nameless == 0 && tally.Seen.Count > 0 && missed >= options.Value.BatchSize;)
        {
            missed = await commits.CommitAsync(
                async (runtime, token) =>
                {
                    var db = runtime.Hub();
                    var gone = await take.MarkVanishedAsync(db, source.HubId, source.Key, tally.Seen, options.Value.BatchSize, token);
                    (await db.SourceRuns.SingleAsync(run => run.Id == runId, token)).Vanished += gone;
                    return UnitResult.Keep(gone);
                },
                cancellation);
        }
    }

    /// <summary>Whether this host is at a run.</summary>
    public bool IsMine(Guid run) => mine.ContainsKey(run);

    private Task<(OpportunitySource Source, Guid Run)?> BeginAsync(Guid sourceId, RunInput input, CancellationToken cancellation) => commits.CommitAsync(
        async (runtime, token) =>
        {
            var db = runtime.Hub();
            var source = await db.OpportunitySources.SingleOrDefaultAsync(s => s.Id == sourceId, token);
            if (source is null || await db.SourceRuns.AnyAsync(run => run.SourceId == sourceId && run.Outcome == SourceOutcome.Running, token))
            {
                return UnitResult.Refuse<(OpportunitySource, Guid)?>(null);
            }

            var now = clock.GetUtcNow();
            var run = new SourceRun { Id = Guid.CreateVersion7(now), SourceId = source.Id, StartedAt = now, StartedById = input.ById ?? source.AskedById, FileName = input.FileName };
            db.Add(run);
            if (input.IsFetch)
            {
                // Already now: a host that dies in every run must not begin at once again.
                source.NextRunAt = SourceSchedule.Next(source.Schedule, await ZoneAsync(db, source, token), now);
                source.AskedById = null;
            }

            return UnitResult.Keep<(OpportunitySource, Guid)?>((source, run.Id));
        },
        cancellation);

    private async Task TakeAllAsync(
        OpportunitySource source, Guid run, IAsyncEnumerable<ReadRecord> records, RunTally tally, FetchCount count, CancellationToken cancellation)
    {
        var batch = new List<ReadRecord>(options.Value.BatchSize);
        try
        {
            await foreach (var record in records.WithCancellation(cancellation))
            {
                if (++tally.Found > options.Value.MaxRecords)
                {
                    throw new SourceException(SourceProblem.Endless, $"There are more than {options.Value.MaxRecords} records.");
                }

                if (record is ReadFound { Found.Key: var key } && !tally.Seen.Add(key))
                {
                    tally.Repeated++;
                    continue;
                }

                if (record is ReadFaulty { Fault: var fault })
                {
                    tally.Note(fault);
                }

                batch.Add(record);
                if (batch.Count >= options.Value.BatchSize)
                {
                    await StoreAsync(source, run, batch, tally, count, cancellation);
                    batch.Clear();
                }
            }
        }
        catch (SourceException)
        {
            await StoreAsync(source, run, batch, tally, count, cancellation);
            throw;
        }

        await StoreAsync(source, run, batch, tally, count, cancellation);
    }

    private async Task StoreAsync(OpportunitySource source, Guid run, List<ReadRecord> batch, RunTally tally, FetchCount count, CancellationToken cancellation)
    {
        try
        {
            await StoreOnceAsync(source, run, batch, tally, count, cancellation);
        }
#pragma warning disable CA1031 // One record that cannot be stored must not cost the others: each is tried by itself.
        catch (Exception failure) when (!cancellation.IsCancellationRequested && failure is not ObjectDisposedException)
#pragma warning restore CA1031
        {
            foreach (var record in batch)
            {
                await StoreAloneAsync(source, run, record, tally, count, cancellation);
            }
        }
    }

    private async Task StoreAloneAsync(OpportunitySource source, Guid run, ReadRecord record, RunTally tally, FetchCount count, CancellationToken cancellation)
    {
        try
        {
            await StoreOnceAsync(source, run, [record], tally, count, cancellation);
        }
#pragma warning disable CA1031 // As above.
        catch (Exception failure) when (!cancellation.IsCancellationRequested && failure is not ObjectDisposedException)
#pragma warning restore CA1031
        {
            RecordBroke(run, failure);
            tally.Unstored++;
            var key = record is ReadFound { Found.Key: var found } ? found : "record";
            await StoreOnceAsync(source, run, [new ReadFaulty(new FaultyRecord(key, $"It could not be stored: {failure.GetType().Name}. The log has more."))], tally, count, cancellation);
        }
    }

    private async Task StoreOnceAsync(
        OpportunitySource source, Guid runId, IReadOnlyList<ReadRecord> batch, RunTally tally, FetchCount count, CancellationToken cancellation)
    {
        await commits.CommitAsync(
            async (runtime, token) =>
            {
                var db = runtime.Hub();
                var run = await db.SourceRuns.SingleAsync(r => r.Id == runId, token);
                var faults = await db.SourceFaults.CountAsync(fault => fault.RunId == runId, token);
                foreach (var record in batch)
                {
                    if (record is ReadFaulty { Fault: var fault })
                    {
                        run.Faulty++;
                        if (faults++ < options.Value.MaxFaults)
                        {
                            // Ids in the order of the faults.
                            db.Add(new SourceFault { Id = Guid.CreateVersion7(run.StartedAt.AddMilliseconds(run.Faulty)), RunId = runId, Key = fault.Key, Problem = SourceText.Cut(fault.Problem, MaxText) });
                        }
                    }
                    else if (record is ReadFound { Found: var found })
                    {
                        Note(run, await take.TakeAsync(db, source.HubId, source.Key, found, token));
                    }
                }

                (run.Found, run.Requests, run.Bytes) = (tally.Found, count.Requests, count.Bytes);
                return UnitResult.Keep(true);
            },
            cancellation);
    }

    private static void Note(SourceRun run, TakeOutcome outcome)
    {
        switch (outcome)
        {
            case TakeOutcome.New:
                run.New++;
                break;
            case TakeOutcome.Changed:
                run.Changed++;
                break;
            case TakeOutcome.Same:
                run.Same++;
                break;
            default:
                run.Duplicate++;
                break;
        }
    }

    private async Task EndAsync(
        OpportunitySource source, Guid runId, SourceReading reading, RunTally tally, SourceException? broke, bool isFetch, CancellationToken cancellation)
    {
        await commits.CommitAsync(
            async (runtime, token) =>
            {
                var db = runtime.Hub();
                var now = clock.GetUtcNow();
                var run = await db.SourceRuns.SingleAsync(r => r.Id == runId, token);
                run.EndedAt = now;
                run.Outcome = broke is not null ? SourceOutcome.Failed : reading.NotModified ? SourceOutcome.Unchanged : SourceOutcome.Done;
                run.Problem = broke?.Problem ?? SourceProblem.None;
                run.ProblemText = broke is null ? null : SourceText.Cut(broke.Message, MaxText);
                run.Duplicate += tally.Repeated;
                (run.Found, run.Requests, run.Bytes) = (tally.Found, reading.Count.Requests, reading.Count.Bytes);
                if (isFetch)
                {
                    await PlanAsync(db, source.Id, reading, tally, broke, now, token);
                }

                await ForgetAsync(db, source.Id, token);
                return UnitResult.Keep(true);
            },
            cancellation);
    }

    private async Task PlanAsync(
        HubDb db, Guid sourceId, SourceReading reading, RunTally tally, SourceException? broke, DateTimeOffset now, CancellationToken cancellation)
    {
        var source = await db.OpportunitySources.SingleAsync(s => s.Id == sourceId, cancellation);
        source.FailuresInRow = broke is null ? 0 : source.FailuresInRow + 1;
        if (broke is null && tally.Unstored == 0)
        {
            (source.ETag, source.LastModified) = (reading.ETag, reading.LastModified);
        }

        if (broke is not null && source.NextRunAt is { } planned)
        {
            var pause = BackOff.After(source.FailuresInRow, options.Value.FirstBackOff, options.Value.MaxBackOff);
            var earliest = now + (broke.RetryAfter > pause ? broke.RetryAfter.Value : pause);
            source.NextRunAt = planned > earliest ? planned : earliest;
        }
    }

    private async Task ForgetAsync(HubDb db, Guid sourceId, CancellationToken cancellation)
    {
        var old = await db.SourceRuns.Where(run => run.SourceId == sourceId).OrderByDescending(run => run.StartedAt).ThenByDescending(run => run.Id)
            .Skip(options.Value.KeepRuns).Select(run => run.Id).ToListAsync(cancellation);
        if (old.Count > 0)
        {
            await db.SourceFaults.Where(fault => old.Contains(fault.RunId)).ExecuteDeleteAsync(cancellation);
            await db.SourceRuns.Where(run => old.Contains(run.Id)).ExecuteDeleteAsync(cancellation);
        }
    }

    internal static Task<string> ZoneAsync(HubDb db, OpportunitySource source, CancellationToken cancellation) =>
        db.Hubs.Where(hub => hub.Id == source.HubId).Select(hub => hub.TimeZone).SingleAsync(cancellation);

    [LoggerMessage(1, LogLevel.Error, "Run {RunId} of a source of opportunities broke")]
    private partial void RunBroke(Guid runId, Exception failure);

    [LoggerMessage(2, LogLevel.Error, "A record of run {RunId} could not be stored")]
    private partial void RecordBroke(Guid runId, Exception failure);
}
