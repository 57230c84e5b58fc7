using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Alterations;

/// <summary>Takes a plan in; it is carried out in the background, each instance once.</summary>
public sealed class SubmitAlterationPlan
{
    private readonly CommitQueue commits;
    private readonly TimeProvider time;

    /// <summary>Makes the use case.</summary>
    /// <param name="commits">Where plans are stored.</param>
    /// <param name="time">The time.</param>
    public SubmitAlterationPlan(CommitQueue commits, TimeProvider time)
    {
        this.commits = commits;
        this.time = time;
    }

    /// <summary>Submits one.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    /// <returns>False when there is a plan of that id already; nothing changed then.</returns>
    public Task<bool> RunAsync(AlterationPlan plan, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var json = JsonSerializer.SerializeToUtf8Bytes(plan, AlterationJson.Default.AlterationPlan);
        return commits.CommitAsync(
            async (db, stop) =>
            {
                if (await db.AlterationPlans.AnyAsync(row => row.Id == plan.Id, stop))
                {
                    return UnitResult.Refuse(false);
                }

                db.AlterationPlans.Add(new AlterationPlanRow { Id = plan.Id, Status = AlterationStatus.Pending, Plan = json, CreatedAt = now });
                db.Outbox.Add(new OutboxRow
                {
                    Kind = GenerateAlterationJobs.OutboxKind,
                    Key = $"{GenerateAlterationJobs.OutboxKind}:{plan.Id}",
                    Body = Encoding.UTF8.GetBytes(plan.Id),
                    DueAt = now,
                    CreatedAt = now,
                });
                return UnitResult.Keep(true);
            },
            cancellation);
    }
}
