namespace StrongCities.Runtime.Persistence;

/// <summary>Counts what is going on in this process, so that somebody can wait until nothing is.</summary>
internal sealed class OpenWork
{
    private int count;
    private long changes;
    private TaskCompletionSource? changed;

    /// <summary>What is going on now.</summary>
    public int Count => Volatile.Read(ref count);

    /// <summary>Rises whenever something begins or ends.</summary>
    public long Changes => Volatile.Read(ref changes);

    /// <summary>Something begins; it ends when the result is disposed.</summary>
    /// <returns>Dispose once.</returns>
    public IDisposable Begin()
    {
        Interlocked.Increment(ref count);
        Interlocked.Increment(ref changes);
        return new Work(this);
    }

    /// <summary>Waits until something ends after this call. Ask before looking, then wait.</summary>
    /// <returns>When it did.</returns>
    public Task NextEnd()
    {
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return (Interlocked.CompareExchange(ref changed, mine, null) ?? mine).Task;
    }

    private sealed class Work(OpenWork owner) : IDisposable
    {
        public void Dispose()
        {
            Interlocked.Decrement(ref owner.count);
            Interlocked.Increment(ref owner.changes);
            Interlocked.Exchange(ref owner.changed, null)?.TrySetResult();
        }
    }
}
