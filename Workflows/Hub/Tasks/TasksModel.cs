using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Tasks;

/// <summary>How tasks, decisions and grants are stored.</summary>
internal static class TasksModel
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<HumanTask>(task =>
        {
            task.ToTable("Tasks");
            task.HasOne<SupportRequest>().WithMany().HasForeignKey(t => t.RequestId);
            task.HasMany(t => t.Seats).WithOne().HasForeignKey(s => s.TaskId);
            task.Property(t => t.Kind).HasConversion<string>();
            task.Property(t => t.State).HasConversion<string>();
            task.Property(t => t.Asks).HasConversion<string>();
            task.Property(t => t.Assignee).HasConversion<string>();
            task.Property(t => t.Options).AsJson();
            task.Property(t => t.Fields).AsJson();
            task.HasIndex(t => new { t.RequestId, t.State });
        });
        model.Entity<TaskSeat>(seat =>
        {
            seat.ToTable("TaskSeats");
            seat.HasIndex(s => s.PersonId);
            seat.HasIndex(s => new { s.TaskId, s.PersonId }).IsUnique();
        });
        model.Entity<TaskDecision>(decision =>
        {
            decision.HasOne<HumanTask>().WithMany().HasForeignKey(d => d.TaskId);
            decision.HasIndex(d => d.TaskId).IsUnique();
            decision.Property(d => d.Fields).AsJson();
        });
        model.Entity<TaskGrant>(grant =>
        {
            grant.HasKey(g => g.PublicId);
            grant.HasOne<HumanTask>().WithMany().HasForeignKey(g => g.TaskId);
        });
    }
}
