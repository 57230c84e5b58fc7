using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using StrongCities.Runtime.Triggers;

namespace StrongCities.Runtime.Persistence;

/// <summary>Wakes the workers when a commit stored something that is due earlier than what they sleep for.</summary>
internal sealed class DueAlarms(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, DueAlarm> outbox = new(StringComparer.Ordinal);

    /// <summary>Of the timers.</summary>
    public DueAlarm Timers { get; } = new(time);

    /// <summary>Of triggers that the clock fires.</summary>
    public DueAlarm Triggers { get; } = new(time);

    /// <summary>Of triggers of any kind and of path templates in mid-flow, when they are stored.</summary>
    public TriggerChanges TriggerChanges { get; } = new();

    /// <summary>Of questions that are to be asked again.</summary>
    public DueAlarm Questions { get; } = new(time);

    /// <summary>Of one kind of outbox rows.</summary>
    public DueAlarm Outbox(string kind) => outbox.GetOrAdd(kind, _ => new DueAlarm(time));
}

/// <summary>Sleeps until a due time. One sleeper; anybody may ring.</summary>
internal sealed class DueAlarm(TimeProvider time)
{
    // Far below the longest delay that timers take.
    private static readonly TimeSpan Stretch = TimeSpan.FromHours(1);

    // What delays are exact to.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(1);

    private readonly Lock gate = new();
    private DateTimeOffset earliest = DateTimeOffset.MaxValue;
    private TaskCompletionSource? sleeper;

    /// <summary>Forgets earlier rings. To be called before reading what is due, so that no ring falls between.</summary>
    public void Reset()
    {
        lock (gate)
        {
            earliest = DateTimeOffset.MaxValue;
        }
    }

    /// <summary>Something is due at a moment, past or future.</summary>
    public void Ring(DateTimeOffset due)
    {
        lock (gate)
        {
            if (due < earliest)
            {
                earliest = due;
                sleeper?.TrySetResult();
            }
        }
    }

    /// <summary>Sleeps until the moment, an earlier one that was rung since <see cref="Reset"/>, or the longest sleep.</summary>
    /// <param name="next">When to wake, or <see langword="null"/> for a ring only.</param>
    /// <param name="longest">
    /// Wakes at last after this time: a clock that is set forward must not leave anybody asleep.
    /// </param>
    /// <param name="cancellation">The host stops.</param>
    public async Task SleepAsync(DateTimeOffset? next, TimeSpan longest, CancellationToken cancellation)
    {
        Ring(next ?? DateTimeOffset.MaxValue);
        var started = time.GetTimestamp();
        while (true)
        {
            TimeSpan left;
            Task rung;
            var now = time.GetUtcNow();
            lock (gate)
            {
                left = Min(earliest - now, longest - time.GetElapsedTime(started));
                sleeper = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                rung = sleeper.Task;
            }

            if (left <= TimeSpan.Zero)
            {
                return;
            }

            using var awake = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var slept = Task.Delay(Min(left, Stretch), time, awake.Token);
            // A clock that jumped after it was read, and before the delay began, would make the delay end too late.
            if (time.GetUtcNow() - now < Tolerance)
            {
                await Task.WhenAny(rung, slept);
            }

            await awake.CancelAsync();
            cancellation.ThrowIfCancellationRequested();
        }
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}

/// <summary>Notes what a transaction's units store that will be due, and rings after the commit.</summary>
internal sealed class DueWatch
{
    private readonly DueAlarms alarms;
    private readonly List<(DueAlarm Alarm, DateTimeOffset Due)> kept = [];
    private readonly List<(DueAlarm Alarm, DateTimeOffset Due)> mine = [];
    private bool storesTriggers;

    public DueWatch(RuntimeDb db, DueAlarms alarms)
    {
        this.alarms = alarms;
        db.SavingChanges += (_, _) => Note(db);
    }

    /// <summary>Whether the transaction under way has seen that no stimulus waits, and has stored none since.</summary>
    public bool NothingWaits { get; set; }

    /// <summary>A timer was stored without EF.</summary>
    public void Timer(DateTimeOffset due) => mine.Add((alarms.Timers, due));

    /// <summary>A bookmark with a path template was stored without EF.</summary>
    public void Route() => storesTriggers = true;

    /// <summary>The unit is kept.</summary>
    public void Keep()
    {
        kept.AddRange(mine);
        mine.Clear();
    }

    /// <summary>The unit is rolled back.</summary>
    public void Forget()
    {
        mine.Clear();
        NothingWaits = false;
    }

    /// <summary>A transaction begins.</summary>
    public void Begin()
    {
        storesTriggers = false;
        kept.Clear();
        Forget();
    }

    /// <summary>The transaction is committed.</summary>
    public void Ring()
    {
        kept.ForEach(noted => noted.Alarm.Ring(noted.Due));
        if (storesTriggers)
        {
            alarms.TriggerChanges.Note();
        }
    }

    private void Note(RuntimeDb db)
    {
        foreach (var entry in db.ChangeTracker.Entries().Where(entry => entry.State is EntityState.Added or EntityState.Modified))
        {
            storesTriggers |= entry.Entity is TriggerRow or BookmarkRow { Route: not null };
            NothingWaits &= entry.Entity is not WaitingStimulusRow;
            switch (entry.Entity)
            {
                case BookmarkRow { DueAt: { } due }:
                    Timer(due);
                    break;
                case TriggerRow { DueAt: { } due }:
                    mine.Add((alarms.Triggers, due));
                    break;
                case OutboxRow { State: OutboxState.Queued } row:
                    mine.Add((alarms.Outbox(row.Kind), row.DueAt));
                    break;
            }
        }
    }
}
