using Microsoft.EntityFrameworkCore;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Instances;

/// <summary>Deletes instances with everything that is known of them, also those that run: nothing of them goes on.</summary>
public sealed class DeleteInstances
{
    private readonly CommitQueue commits;

    /// <summary>Makes the use case.</summary>
    /// <param name="commits">Where they are stored.</param>
    public DeleteInstances(CommitQueue commits) => this.commits = commits;

    /// <summary>Deletes some.</summary>
    /// <param name="filter">Which. One that leaves everything open deletes nothing.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>How many there were.</returns>
    public Task<int> RunAsync(InstanceFilter filter, CancellationToken cancellation) => filter.IsEmpty
        ? Task.FromResult(0)
        : commits.CommitAsync(
            async (db, stop) =>
            {
                var ids = await (await filter.OfAsync(db, stop)).Select(row => row.Id).ToListAsync(stop);
                foreach (var some in ids.Chunk(200))
                {
                    await db.Bookmarks.Where(row => some.Contains(row.InstanceId)).ExecuteDeleteAsync(stop);
                    await db.History.Where(row => some.Contains(row.InstanceId)).ExecuteDeleteAsync(stop);
                    await db.WaitingStimuli.Where(row => row.InstanceId != null && some.Contains(row.InstanceId)).ExecuteDeleteAsync(stop);
                    await db.Instances.Where(row => some.Contains(row.Id)).ExecuteDeleteAsync(stop);
                }

                return UnitResult.Keep(ids.Count);
            },
            cancellation);
}
