using Microsoft.EntityFrameworkCore;
using StrongCities.Runtime.Persistence;
using StrongCities.Runtime.Triggers;

namespace StrongCities.Runtime.Instances;

/// <summary>Starts instances in the background: they are certain to start once, also across a crash.</summary>
public sealed class DispatchInstances
{
    private readonly CommitQueue commits;
    private readonly TimeProvider time;

    /// <summary>Makes the use case.</summary>
    /// <param name="commits">Where they are queued.</param>
    /// <param name="time">The time.</param>
    public DispatchInstances(CommitQueue commits, TimeProvider time)
    {
        this.commits = commits;
        this.time = time;
    }

    /// <summary>Queues some.</summary>
    /// <param name="request">What to start. <see cref="StartRequest.With"/> is not for this.</param>
    /// <param name="count">How many. From 1; more than one gets ids of their own.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    /// <returns>The ids that they will have. An id that was dispatched before is not started again.</returns>
    public Task<IReadOnlyList<string>> RunAsync(StartRequest request, int count, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var ids = Enumerable.Range(0, count)
            .Select(_ => count == 1 && request.InstanceId is { } wanted ? wanted : Guid.CreateVersion7(now).ToString("n")).ToList();
        return commits.CommitAsync(
            async (db, stop) =>
            {
                foreach (var id in ids)
                {
                    var key = $"dispatch:{id}";
                    if (!await db.Outbox.AnyAsync(row => row.Key == key, stop))
                    {
                        db.Outbox.Add(StartByTrigger.Row(key, request with { InstanceId = id }, now));
                    }
                }

                return UnitResult.Keep<IReadOnlyList<string>>(ids);
            },
            cancellation);
    }
}
