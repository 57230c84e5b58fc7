using Microsoft.EntityFrameworkCore;
using StrongCities.Runtime.Outbox;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime;

/// <summary>
/// Tells when the runtime has nothing left to do at the present moment, and what the next moment is: so a driven clock
/// steps from one to the next and skips none.
/// </summary>
public sealed class RuntimeIdle
{
    private readonly IRuntimeDbFactory databases;
    private readonly OpenWork open;
    private readonly TimeProvider time;
    private readonly string[] kinds;

    internal RuntimeIdle(IRuntimeDbFactory databases, OpenWork open, TimeProvider time, IEnumerable<IOutboxSender> senders)
    {
        this.databases = databases;
        this.open = open;
        this.time = time;
        kinds = [.. senders.Select(sender => sender.Kind)];
    }

    /// <summary>How many things this process does at the moment.</summary>
    public int OpenCount => open.Count;

    /// <summary>
    /// Waits until nothing is due, queued or in flight. Outbox rows that no sender takes do not count.
    /// </summary>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <returns>When it is so.</returns>
    public async Task WaitAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var nextEnd = open.NextEnd();
            var changes = open.Changes;
            if (open.Count == 0 && !await IsDueAsync(cancellation) && open.Changes == changes)
            {
                return;
            }

            if (open.Changes == changes)
            {
                await nextEnd.WaitAsync(cancellation);
            }
        }
    }

    /// <summary>The earliest moment at which something will be due.</summary>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The moment, past when something is due now, or <see langword="null"/> when nothing waits for the clock.</returns>
    public async Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellation)
    {
        await using var db = databases.Create();
        var timer = await db.Bookmarks.Where(row => row.DueAt != null).MinAsync(row => row.DueAt, cancellation);
        var row = await db.Outbox
            .Where(row => row.State == OutboxState.Queued && kinds.Contains(row.Kind))
            .MinAsync(row => (DateTimeOffset?)row.DueAt, cancellation);
        var trigger = await db.Triggers.Where(row => row.DueAt != null).MinAsync(row => row.DueAt, cancellation);
        return new[] { timer, row, trigger }.Min();
    }

    private async Task<bool> IsDueAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await using var db = databases.Create();
        return await db.Bookmarks.AnyAsync(row => row.DueAt <= now, cancellation)
            || await db.Triggers.AnyAsync(row => row.DueAt <= now, cancellation)
            || await db.Outbox.AnyAsync(
                row => kinds.Contains(row.Kind)
                    && (row.State == OutboxState.Sending || (row.State == OutboxState.Queued && row.DueAt <= now)),
                cancellation);
    }
}
