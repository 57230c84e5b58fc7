namespace StrongCities.Runtime;

/// <summary>
/// Holds what the runtime does by itself: timers, triggers by the clock, and everything that leaves through the outbox, mail among it. What
/// people and programs ask for at once still runs; what it puts into the outbox waits. A restart ends the pause.
/// </summary>
public sealed class RuntimePause
{
    private readonly TimeProvider time;
    private readonly Lock door = new();
    private TaskCompletionSource? closed;

    /// <summary>Makes it open.</summary>
    /// <param name="time">The time.</param>
    public RuntimePause(TimeProvider time) => this.time = time;

    /// <summary>Who paused it, when and why; <see langword="null"/> while it works.</summary>
    public PauseNote? Note { get; private set; }

    /// <summary>Pauses; what is under way is finished. Pausing what is paused changes the note only.</summary>
    /// <param name="by">Who.</param>
    /// <param name="reason">Why, for people.</param>
    public void Begin(string by, string? reason)
    {
        lock (door)
        {
            closed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Note = new PauseNote(by, reason, Note?.Since ?? time.GetUtcNow());
        }
    }

    /// <summary>Goes on.</summary>
    public void End()
    {
        lock (door)
        {
            closed?.SetResult();
            closed = null;
            Note = null;
        }
    }

    /// <summary>Waits while it is paused.</summary>
    internal Task PassAsync(CancellationToken cancellation)
    {
        lock (door)
        {
            return closed is null ? Task.CompletedTask : closed.Task.WaitAsync(cancellation);
        }
    }
}

/// <summary>Why the runtime is paused.</summary>
/// <param name="By">Who paused it.</param>
/// <param name="Reason">For people, or <see langword="null"/>.</param>
/// <param name="Since">When it began.</param>
public sealed record PauseNote(string By, string? Reason, DateTimeOffset Since);
