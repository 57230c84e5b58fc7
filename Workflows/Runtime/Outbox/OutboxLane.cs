using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Outbox;

/// <summary>
/// Sends the rows of one kind, in the order in which they are due. A row is marked as being sent, and that committed, before the
/// sender sees it: after a crash just those rows, never more than the sender's parallelism and <see cref="IOutboxSender.Ahead"/>, may go
/// out again.
/// </summary>
internal sealed class OutboxLane(
    IOutboxSender sender, IRuntimeDbFactory databases, CommitQueue commits, DueAlarm alarm, RuntimePause pause, TimeProvider time, OutboxOptions options, ILogger log) : IDisposable
{
    private readonly HashSet<Task> flying = [];
    private readonly Confirmations confirmations = new(commits, time);
    private readonly SemaphoreSlim turns = new(sender.Parallelism);

    // Ends what is under way, some time after the stop.
    private readonly CancellationTokenSource patience = new();

    private int Most => sender.Parallelism + sender.Ahead;

    // Rows are taken many at once, or else their commits would be as many as the rows.
    private int Batch => Math.Max(1, Most / 2);

    /// <summary>
    /// Sends until the host stops. Then what is under way is finished and stored, as far as <see cref="OutboxOptions.FinishWithin"/> allows, and what
    /// was taken and not begun is put back.
    /// </summary>
    /// <param name="cancellation">The host stops.</param>
    public async Task RunAsync(CancellationToken cancellation)
    {
        // By the machine's time: a clock that people drive stands still while the host stops.
        await using var stopping = cancellation.Register(() => patience.CancelAfter(options.FinishWithin));
        try
        {
            while (true)
            {
                alarm.Reset();
                var next = await SendDueAsync(cancellation);
                await alarm.SleepAsync(next, options.MaxSleep, cancellation);
            }
        }
        finally
        {
            await Task.WhenAll(flying);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        turns.Dispose();
        patience.Dispose();
    }

    /// <summary>Hands over whatever is due.</summary>
    /// <returns>When the next row is due.</returns>
    private async Task<DateTimeOffset?> SendDueAsync(CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                while (flying.Count > Most - (sender.Ahead > 0 ? Batch : 1))
                {
                    await Task.WhenAny(flying);
                    flying.RemoveWhere(flight => flight.IsCompleted);
                }

                await pause.PassAsync(cancellation);
                var claimed = await ClaimAsync(Most - flying.Count, cancellation);
                if (claimed.Count == 0)
                {
                    break;
                }

                flying.UnionWith(claimed.Select(row => SendAsync(row, cancellation)));
                flying.RemoveWhere(flight => flight.IsCompleted);
            }

            await using var db = databases.Create();
            return await db.Outbox
                .Where(row => row.State == OutboxState.Queued && row.Kind == sender.Kind)
                .MinAsync(row => (DateTimeOffset?)row.DueAt, cancellation);
        }
#pragma warning disable CA1031 // A database that is away for a while must not end the lane.
        catch (Exception error) when (!cancellation.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Log.OutboxNotRead(log, sender.Kind, error);
            return time.GetUtcNow() + options.FirstRetry;
        }
    }

    private Task<List<OutboxRow>> ClaimAsync(int count, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        return commits.CommitAsync(
            async (db, _) =>
            {
                var rows = await OutboxSql.ClaimAsync(db, sender.Kind, now, count);
                return rows.Count > 0 ? UnitResult.Keep(rows) : UnitResult.Refuse(rows);
            },
            cancellation);
    }

    private async Task SendAsync(OutboxRow row, CancellationToken cancellation)
    {
        if (!await TurnComesAsync(cancellation))
        {
            await PutBackAsync(row);
            return;
        }

        SendOutcome outcome;
        try
        {
            outcome = await sender.SendAsync(row, patience.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            // Nobody knows how far it came: the next start takes it up.
            Log.NotFinished(log, row.Id, row.Kind, options.FinishWithin);
            return;
        }
#pragma warning disable CA1031 // The contract: an exception means later.
        catch (Exception error)
#pragma warning restore CA1031
        {
            // The message is left out: it may name people.
            Log.SenderThrew(log, row.Id, row.Kind, error.GetType().Name, error.StackTrace);
            outcome = new SendLater(error.GetType().Name);
        }
        finally
        {
            turns.Release();
        }

        await RecordAsync(row, outcome is SendLater { After: null } later && IsHopeless(row) ? new SendNever(later.Reason, sender.GivenUp(row)) : outcome);
    }

    /// <returns>False when the host stops first.</returns>
    private async Task<bool> TurnComesAsync(CancellationToken cancellation)
    {
        try
        {
            await turns.WaitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            return false;
        }

        try
        {
            await pause.PassAsync(cancellation);
            return true;
        }
        catch (OperationCanceledException)
        {
            turns.Release();
            return false;
        }
    }

    /// <summary>What was taken and not handed over was not tried. If this can't be stored, the next start does it, and counts a try.</summary>
    private async Task PutBackAsync(OutboxRow taken)
    {
        try
        {
            await commits.CommitAsync(
                async (db, stop) => UnitResult.Keep(await db.Outbox.Where(row => row.Id == taken.Id).ExecuteUpdateAsync(
                    row => row.SetProperty(r => r.State, OutboxState.Queued).SetProperty(r => r.Attempts, r => r.Attempts - 1), stop)),
                CancellationToken.None);
        }
#pragma warning disable CA1031 // The host is stopping, whatever happens.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Log.OutcomeNotStored(log, taken.Id, taken.Kind, error);
        }
    }

    private bool IsHopeless(OutboxRow row) => row.Attempts >= options.MinAttempts && time.GetUtcNow() >= row.CreatedAt + options.GiveUpAfter;

    /// <summary>
    /// Stores how it went, however long that takes: what was sent and not marked so would be sent again, and until then
    /// its place in the lane stays taken.
    /// </summary>
    private async Task RecordAsync(OutboxRow row, SendOutcome outcome)
    {
        if (sender.Ahead > 0 && outcome is Sent { With: var with } && await confirmations.AddAsync(row.Id, with))
        {
            return;
        }

        for (var failures = 1; !patience.IsCancellationRequested || failures == 1; failures++)
        {
            try
            {
                var kept = await commits.CommitAsync((db, stop) => RecordAsync(db, row.Id, outcome, stop), CancellationToken.None);
                if (kept)
                {
                    return;
                }

                // What was to be committed alongside refused; how the sending went is a fact all the same.
                Log.AlongsideRefused(log, row.Id, row.Kind);
                outcome = outcome switch
                {
                    Sent => new Sent(),
                    SendNever { Reason: var reason } => new SendNever(reason),
                    _ => outcome,
                };
            }
#pragma warning disable CA1031 // Tried until it works or a stopping host has no more time.
            catch (Exception error)
#pragma warning restore CA1031
            {
                Log.OutcomeNotStored(log, row.Id, row.Kind, error);
                await Task.Delay(BackOff.After(failures, options.FirstRetry, options.MaxRetry), time, patience.Token)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<UnitResult<bool>> RecordAsync(RuntimeDb db, long id, SendOutcome outcome, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (outcome is Sent { With: var with })
        {
            return await OutboxSql.MarkSentAsync(db, id, with, now, cancellation) ? UnitResult.Keep(true) : UnitResult.Refuse(false);
        }

        var row = await db.Outbox.FirstAsync(candidate => candidate.Id == id, cancellation);
        switch (outcome)
        {
            case SendNever { Reason: var reason, With: var last }:
                GiveUp(row, reason, now);
                return last is null || await last(db, cancellation) ? UnitResult.Keep(true) : UnitResult.Refuse(false);

            case SendLater { Reason: var reason, After: var after }:
                row.State = OutboxState.Queued;
                row.DueAt = now + (after ?? BackOff.After(row.Attempts, options.FirstRetry, options.MaxRetry));
                row.LastError = Shortened(reason);
                return UnitResult.Keep(true);

            default:
                throw new InvalidOperationException($"The sender of '{row.Kind}' answered with a {outcome.GetType().Name}, which is no outcome.");
        }
    }

    private void GiveUp(OutboxRow row, string reason, DateTimeOffset now)
    {
        row.State = OutboxState.Dead;
        row.EndedAt = now;
        row.Body = [];
        row.LastError = Shortened(reason);
        Log.GivenUp(log, row.Id, row.Kind, row.Attempts);
    }

    private static string Shortened(string reason) => reason.Length <= RuntimeModel.ErrorLength ? reason : reason[..RuntimeModel.ErrorLength];
}
