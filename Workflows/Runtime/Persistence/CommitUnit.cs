namespace StrongCities.Runtime.Persistence;

/// <summary>A unit of work in the queue, and the caller who waits for it.</summary>
internal abstract class CommitUnit(bool shares)
{
    private int taken;

    /// <summary>Whether it does the same however often it runs, and may share a savepoint.</summary>
    public bool Shares => shares;

    /// <summary>Whoever is first decides: the writer takes it, or its caller gives up.</summary>
    /// <returns>Whether this call was the first.</returns>
    public bool Take() => Interlocked.Exchange(ref taken, 1) == 0;

    /// <summary>Makes the unit's changes.</summary>
    /// <param name="db">With nothing tracked.</param>
    /// <returns>Whether to keep them.</returns>
    public abstract Task<bool> RunAsync(RuntimeDb db);

    /// <summary>Answers the caller with what the last run said.</summary>
    public abstract void Answer();

    /// <summary>Answers the caller with an error.</summary>
    /// <param name="error">What went wrong.</param>
    public abstract void Fail(Exception error);
}

/// <inheritdoc/>
internal sealed class CommitUnit<T>(Func<RuntimeDb, CancellationToken, Task<UnitResult<T>>> work, bool shares) : CommitUnit(shares)
{
    private readonly TaskCompletionSource<T> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private UnitResult<T> result;

    public Task<T> Answered => answer.Task;

    public void GiveUp(CancellationToken cancellation)
    {
        if (Take())
        {
            answer.TrySetCanceled(cancellation);
        }
    }

    public override async Task<bool> RunAsync(RuntimeDb db)
    {
        // A unit that runs is finished, so there is nothing to cancel it.
        result = await work(db, CancellationToken.None);
        if (result.Keep)
        {
            await db.SaveChangesAsync();
        }

        return result.Keep;
    }

    public override void Answer() => answer.TrySetResult(result.Value);

    public override void Fail(Exception error) => answer.TrySetException(error);
}
