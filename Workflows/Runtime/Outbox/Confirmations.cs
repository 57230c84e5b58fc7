using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Outbox;

/// <summary>Marks rows as sent, as many in one unit of work as have gathered while the last one was committed.</summary>
internal sealed class Confirmations(CommitQueue commits, TimeProvider time)
{
    private const int Most = 128;

    private readonly Lock gate = new();
    private readonly Queue<Sending> waiting = [];
    private bool isStoring;

    /// <summary>Marks one.</summary>
    /// <param name="id">The row.</param>
    /// <param name="with">Committed together with it.</param>
    /// <returns>Whether it is committed; otherwise nothing of it is, because it or one beside it could not be, and it is to be stored alone.</returns>
    public Task<bool> AddAsync(long id, Alongside? with)
    {
        var sending = new Sending(id, with, new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (gate)
        {
            waiting.Enqueue(sending);
            if (!isStoring)
            {
                isStoring = true;
                _ = StoreAsync();
            }
        }

        return sending.Stored.Task;
    }

    private async Task StoreAsync()
    {
        while (Take() is { Count: > 0 } some)
        {
            bool kept;
            try
            {
                kept = await commits.CommitAsync((db, stop) => MarkAsync(db, some, stop), CancellationToken.None);
            }
#pragma warning disable CA1031 // Each is stored alone then, and the one that fails says why.
            catch (Exception)
#pragma warning restore CA1031
            {
                kept = false;
            }

            some.ForEach(sending => sending.Stored.SetResult(kept));
        }
    }

    private List<Sending> Take()
    {
        lock (gate)
        {
            var some = new List<Sending>();
            while (some.Count < Most && waiting.TryDequeue(out var next))
            {
                some.Add(next);
            }

            isStoring = some.Count > 0;
            return some;
        }
    }

    private async Task<UnitResult<bool>> MarkAsync(RuntimeDb db, List<Sending> some, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        foreach (var sending in some)
        {
            if (!await OutboxSql.MarkSentAsync(db, sending.Id, sending.With, now, cancellation))
            {
                return UnitResult.Refuse(false);
            }
        }

        return UnitResult.Keep(true);
    }

    private sealed record Sending(long Id, Alongside? With, TaskCompletionSource<bool> Stored);
}
