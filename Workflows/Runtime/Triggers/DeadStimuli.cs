using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Triggers;

/// <summary>Stimuli that were given up because nothing ever waited for them.</summary>
public sealed class DeadStimuli
{
    private readonly IRuntimeDbFactory databases;
    private readonly CommitQueue commits;
    private readonly TimeProvider time;
    private readonly StimulusOptions options;

    internal DeadStimuli(IRuntimeDbFactory databases, CommitQueue commits, TimeProvider time, IOptions<StimulusOptions> options)
    {
        this.databases = databases;
        this.commits = commits;
        this.time = time;
        this.options = options.Value;
    }

    /// <summary>A page, newest first.</summary>
    /// <param name="skip">Rows to pass over. From 0.</param>
    /// <param name="take">Rows to give. From 1.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The page and how many there are.</returns>
    public async Task<(IReadOnlyList<WaitingStimulusRow> Items, int Total)> ListAsync(int skip, int take, CancellationToken cancellation)
    {
        await using var db = databases.Create();
        var dead = db.WaitingStimuli.AsNoTracking().Where(row => row.DeadAt != null);
        return (await dead.OrderByDescending(row => row.Id).Skip(skip).Take(take).ToListAsync(cancellation), await dead.CountAsync(cancellation));
    }

    /// <summary>One of them.</summary>
    /// <param name="id">Its row.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The row, or <see langword="null"/>.</returns>
    public async Task<WaitingStimulusRow?> OneAsync(long id, CancellationToken cancellation)
    {
        await using var db = databases.Create();
        return await db.WaitingStimuli.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id && row.DeadAt != null, cancellation);
    }

    /// <summary>Forgets one.</summary>
    /// <param name="id">Its row.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Whether there was one.</returns>
    public Task<bool> DeleteAsync(long id, CancellationToken cancellation) => commits.CommitAsync(
        async (db, stop) => UnitResult.Keep(await db.WaitingStimuli.Where(row => row.Id == id && row.DeadAt != null).ExecuteDeleteAsync(stop) > 0),
        cancellation);

    /// <summary>Lets one wait again, or sends it on at once to what waits for it now.</summary>
    /// <param name="id">Its row.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Whether there was one.</returns>
    public Task<bool> ReplayAsync(long id, CancellationToken cancellation) => commits.CommitAsync(
        async (db, stop) =>
        {
            var now = time.GetUtcNow();
            if (await db.WaitingStimuli.FirstOrDefaultAsync(row => row.Id == id && row.DeadAt != null, stop) is not { } dead)
            {
                return UnitResult.Refuse(false);
            }

            var waiters = await db.Bookmarks
                .Where(row => dead.BookmarkId == null ? row.Hash == dead.Hash : row.Id == dead.BookmarkId)
                .Where(row => dead.CorrelationId == null || row.CorrelationId == dead.CorrelationId)
                .Where(row => dead.InstanceId == null || row.InstanceId == dead.InstanceId)
                .ToListAsync(stop);
            foreach (var waiter in waiters)
            {
                db.Outbox.Add(Instances.DeliverResume.Row(
                    $"resume:replay:{id}:{waiter.Id}", waiter.InstanceId, waiter.Id, JsonNode.Parse(dead.Input)!.AsObject(), now));
            }

            if (waiters.Count > 0)
            {
                db.WaitingStimuli.Remove(dead);
            }
            else
            {
                dead.DeadAt = null;
                dead.ExpiresAt = now + options.WaitFor;
            }

            return UnitResult.Keep(true);
        },
        cancellation);
}
