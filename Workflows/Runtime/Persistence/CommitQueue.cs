namespace StrongCities.Runtime.Persistence;

/// <summary>
/// The one door for writes. Units of work are applied one after another, many to a transaction, each in a savepoint of
/// its own; a unit is answered only after the transaction that holds it has been committed.
/// </summary>
public sealed class CommitQueue
{
    /// <summary>Queues a unit and waits for its commit.</summary>
    /// <typeparam name="T">What the unit tells its caller.</typeparam>
    /// <param name="unit">
    /// Changes the context it is given, quickly and without I/O beyond the database. May be run again after a rollback that another unit
    /// caused, so it must not change anything else.
    /// </param>
    /// <param name="cancellation">Gives up waiting while the unit is still queued; a unit that runs is finished.</param>
    /// <returns>The unit's value, committed or, when the unit refused, rolled back.</returns>
    public Task<T> CommitAsync<T>(Func<RuntimeDb, CancellationToken, Task<UnitResult<T>>> unit, CancellationToken cancellation) => throw new NotImplementedException();
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
