using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Outbox;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Alterations;

/// <summary>Begins a plan: one job per instance that its filter finds.</summary>
internal sealed class GenerateAlterationJobs(IRuntimeDbFactory databases, TimeProvider time) : IOutboxSender
{
    /// <summary>The kind of its rows.</summary>
    public const string OutboxKind = "alteration-plan";

    /// <inheritdoc/>
    public string Kind => OutboxKind;

    /// <inheritdoc/>
    public int Parallelism => 1;

    /// <inheritdoc/>
    public async Task<SendOutcome> SendAsync(OutboxRow item, CancellationToken cancellation)
    {
        var planId = Encoding.UTF8.GetString(item.Body);
        List<string> ids = [];
        await using (var db = databases.Create())
        {
            var row = await db.AlterationPlans.AsNoTracking().FirstAsync(plan => plan.Id == planId, cancellation);
            var plan = JsonSerializer.Deserialize(row.Plan, AlterationJson.Default.AlterationPlan)!;
            if (!plan.SelectsNothing)
            {
                ids = await (await plan.Filter.OfAsync(db, cancellation)).OrderBy(instance => instance.CreatedAt).Select(instance => instance.Id).ToListAsync(cancellation);
            }
        }

        return new Sent(With: (db, stop) => BeginAsync(db, planId, ids, stop));
    }

    private async Task<bool> BeginAsync(RuntimeDb db, string planId, List<string> instanceIds, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var plan = await db.AlterationPlans.FirstAsync(row => row.Id == planId, cancellation);
        plan.Status = instanceIds.Count == 0 ? AlterationStatus.Completed : AlterationStatus.Running;
        plan.StartedAt = instanceIds.Count == 0 ? null : now;
        plan.CompletedAt = instanceIds.Count == 0 ? now : null;
        foreach (var instanceId in instanceIds)
        {
            var job = new AlterationJobRow
            {
                Id = Guid.CreateVersion7(now).ToString("n"),
                PlanId = planId,
                InstanceId = instanceId,
                Status = AlterationStatus.Pending,
                Log = [],
                CreatedAt = now,
            };
            db.AlterationJobs.Add(job);
            db.Outbox.Add(new OutboxRow
            {
                Kind = RunAlterationJob.OutboxKind,
                Key = $"{RunAlterationJob.OutboxKind}:{job.Id}",
                Body = Encoding.UTF8.GetBytes(job.Id),
                DueAt = now,
                CreatedAt = now,
            });
        }

        return true;
    }
}
