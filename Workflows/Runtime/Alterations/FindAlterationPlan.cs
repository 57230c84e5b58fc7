using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Alterations;

/// <summary>Finds a plan and how far it is.</summary>
public sealed class FindAlterationPlan
{
    private readonly IRuntimeDbFactory databases;

    /// <summary>Makes the use case.</summary>
    /// <param name="databases">Where they are.</param>
    public FindAlterationPlan(IRuntimeDbFactory databases) => this.databases = databases;

    /// <summary>A plan by its id.</summary>
    /// <param name="planId">Which.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The plan, or <see langword="null"/>.</returns>
    public async Task<AlterationPlanView?> RunAsync(string planId, CancellationToken cancellation)
    {
        await using var db = databases.Create();
        if (await db.AlterationPlans.AsNoTracking().FirstOrDefaultAsync(row => row.Id == planId, cancellation) is not { } plan)
        {
            return null;
        }

        var jobs = await db.AlterationJobs.AsNoTracking()
            .Where(row => row.PlanId == planId && db.SeenInstances.Any(instance => instance.Id == row.InstanceId)).OrderBy(row => row.Id).ToListAsync(cancellation);
        return new AlterationPlanView(
            JsonSerializer.Deserialize(plan.Plan, AlterationJson.Default.AlterationPlan)!,
            plan.Status,
            plan.CreatedAt,
            plan.StartedAt,
            plan.CompletedAt,
            [.. jobs.Select(job => new AlterationJobView(
                job.Id,
                job.PlanId,
                job.InstanceId,
                job.Status,
                job.Log.Length == 0 ? [] : JsonSerializer.Deserialize(job.Log, AlterationJson.Default.IReadOnlyListAlterationLogEntry)!)
            {
                CreatedAt = job.CreatedAt,
                StartedAt = job.StartedAt,
                CompletedAt = job.CompletedAt,
            })]);
    }
}
