namespace StrongCities.Runtime.Triggers;

/// <summary>Counts the commits that stored triggers or path templates of endpoints in mid-flow, so that whoever keeps them in memory knows when to read them again.</summary>
public sealed class TriggerChanges
{
    private long count;

    /// <summary>Rises with each commit of this process that stored any. Thread-safe.</summary>
    public long Count => Volatile.Read(ref count);

    internal void Note() => Interlocked.Increment(ref count);
}
