using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Alterations;
using StrongCities.Runtime.Outbox;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Alterations;

/// <summary>Changes one instance of a plan. That the job began is committed with the change, so that a crash cannot make it twice.</summary>
internal sealed class RunAlterationJob(IRuntimeDbFactory databases, RunAlterations alterations, TimeProvider time) : IOutboxSender
{
    /// <summary>The kind of its rows.</summary>
    public const string OutboxKind = "alteration-job";

    /// <inheritdoc/>
    public string Kind => OutboxKind;

    /// <inheritdoc/>
    public int Parallelism => 4;

    /// <inheritdoc/>
    public async Task<SendOutcome> SendAsync(OutboxRow item, CancellationToken cancellation)
    {
        var jobId = Encoding.UTF8.GetString(item.Body);
        AlterationJobRow job;
        AlterationPlan plan;
        await using (var db = databases.Create())
        {
            job = await db.AlterationJobs.AsNoTracking().FirstAsync(row => row.Id == jobId, cancellation);
            var stored = await db.AlterationPlans.AsNoTracking().FirstAsync(row => row.Id == job.PlanId, cancellation);
            plan = JsonSerializer.Deserialize(stored.Plan, AlterationJson.Default.AlterationPlan)!;
        }

        var result = job.Status == AlterationStatus.Pending
            ? await alterations.RunAsync(job.InstanceId, AlterationReader.Read(plan.Alterations).Alterations, (db, stop) => BeginAsync(db, jobId, stop), cancellation)
            : null;
        return new Sent(With: async (db, stop) =>
        {
            await EndAsync(db, jobId, result, stop);
            return true;
        });
    }

    private async Task<bool> BeginAsync(RuntimeDb db, string jobId, CancellationToken cancellation)
    {
        var job = await db.AlterationJobs.FirstAsync(row => row.Id == jobId, cancellation);
        if (job.Status != AlterationStatus.Pending)
        {
            return false;
        }

        job.Status = AlterationStatus.Running;
        job.StartedAt = time.GetUtcNow();
        return true;
    }

    private async Task EndAsync(RuntimeDb db, string jobId, InstanceAltered? result, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var job = await db.AlterationJobs.FirstAsync(row => row.Id == jobId, cancellation);
        var began = job.Status == AlterationStatus.Running;
        IReadOnlyList<AlterationLogEntry> log = result?.Log ?? [new AlterationLogEntry(
            "Alteration", began ? "The host stopped just after the change: the instance's journal tells how it went" : "There is no such workflow instance any more", now)];
        job.Status = result is null or { IsSuccessful: false } ? AlterationStatus.Failed : AlterationStatus.Completed;
        job.StartedAt ??= now;
        job.CompletedAt = now;
        job.Log = JsonSerializer.SerializeToUtf8Bytes(log, AlterationJson.Default.IReadOnlyListAlterationLogEntry);
        if (!await db.AlterationJobs.AnyAsync(
            other => other.PlanId == job.PlanId && other.Id != jobId && (other.Status == AlterationStatus.Pending || other.Status == AlterationStatus.Running),
            cancellation))
        {
            var plan = await db.AlterationPlans.FirstAsync(row => row.Id == job.PlanId, cancellation);
            plan.Status = AlterationStatus.Completed;
            plan.CompletedAt = now;
        }
    }
}
