using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Tasks;

/// <summary>How tasks, what was done about them, and grants are stored.</summary>
internal static class TasksModel
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<HumanTask>(task =>
        {
            task.ToTable("Tasks");
            task.HasOne<Case>().WithMany().HasForeignKey(t => t.CaseId);
            task.HasMany(t => t.Seats).WithOne().HasForeignKey(s => s.TaskId);
            task.Property(t => t.Kind).HasConversion<string>();
            task.Property(t => t.State).HasConversion<string>();
            task.Property(t => t.Asks).HasConversion<string>();
            task.Property(t => t.Assignee).HasConversion<string>();
            task.Property(t => t.Options).AsJson();
            task.Property(t => t.Fields).AsJson();
            // What tasks of earlier days had: one answer of one role, and nothing more at stake.
            task.Property(t => t.Stakes).HasConversion<string>().HasDefaultValue(Stakes.Ordinary);
            task.Property(t => t.Conflicts).HasConversion<string>().HasDefaultValue(ConflictRule.NotAsked);
            task.Property(t => t.Quorum).AsJson().HasDefaultValue(Quorum.First);
            task.Property(t => t.Ladder).AsJson().HasDefaultValue(TaskLadder.None);
            task.Property(t => t.AlsoAsked).AsJson().HasDefaultValueSql("'[]'");
            task.Property(t => t.Barred).AsJson().HasDefaultValueSql("'[]'");
            task.HasIndex(t => new { t.CaseId, t.State });
        });
        model.Entity<TaskSeat>(seat =>
        {
            seat.ToTable("TaskSeats");
            seat.Ignore(s => s.Voice);
            seat.Property(s => s.Reason).HasConversion<string>().HasDefaultValue(SeatReason.Role);
            seat.Property(s => s.State).HasConversion<string>().HasDefaultValue(SeatState.Open);
            seat.Property(s => s.Role).HasConversion<string>();
            seat.HasIndex(s => s.PersonId);
            seat.HasIndex(s => new { s.TaskId, s.PersonId }).IsUnique();
        });
        model.Entity<TaskDecision>(decision =>
        {
            decision.HasOne<HumanTask>().WithMany().HasForeignKey(d => d.TaskId);
            decision.HasIndex(d => new { d.TaskId, d.PersonId }).IsUnique();
            decision.Ignore(d => d.VoiceId);
            decision.Property(d => d.Fields).AsJson();
        });
        model.Entity<TaskAct>(act =>
        {
            act.ToTable("TaskActs");
            act.HasOne<HumanTask>().WithMany().HasForeignKey(a => a.TaskId);
            act.Property(a => a.Kind).HasConversion<string>();
        });
        model.Entity<TaskGrant>(grant =>
        {
            grant.HasKey(g => g.PublicId);
            grant.HasOne<HumanTask>().WithMany().HasForeignKey(g => g.TaskId);
        });
        model.Entity<StepUpCode>(code =>
        {
            code.HasOne<HumanTask>().WithMany().HasForeignKey(c => c.TaskId);
            code.HasIndex(c => new { c.TaskId, c.PersonId });
        });
    }
}
