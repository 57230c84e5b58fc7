using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Tasks;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Opportunities.Process;

/// <summary><c>StrongCities.MoveDeadline</c>: plans an open task anew when the opportunity's close date has moved.</summary>
public sealed class MoveDeadline : Activity
{
    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new("StrongCities.MoveDeadline")
    {
        Category = ProcessActivities.Category,
        DisplayName = "Move a deadline",
        Description = "Counts deadline, reminders and silence of a task anew from today. A task that is over, or not asked yet, is left alone.",
        Inputs =
        [
            new("Task", "String") { Description = "The id of the activity that asks, as drawn.", IsRequired = true },
            new("WorkingDays", "Int32") { DisplayName = "Due in (working days)", Description = "Counted from today in the calendar of whoever must act; at least 1.", IsRequired = true },
        ],
    };

    /// <inheritdoc/>
    public override void Execute(ActivityContext context)
    {
        context.Emit(new DeadlineMoved(context.Input<string>("Task") ?? "", Math.Max(1, context.Input<int>("WorkingDays"))));
        context.Complete();
    }
}

/// <summary>Tasks are planned for another close date.</summary>
/// <param name="Task">The asking activity.</param>
/// <param name="WorkingDays">From now.</param>
internal sealed record DeadlineMoved(string Task, int WorkingDays) : HostEffect;

internal sealed class DeadlineMovedHandler : EffectHandler<DeadlineMoved>
{
    protected override async Task ApplyAsync(RuntimeDb db, DeadlineMoved effect, EffectContext context, CancellationToken cancellation)
    {
        var hub = db.Hub();
        var about = await hub.OpportunityCaseOfAsync(context, cancellation);
        about.Brief = about.Brief with { PlannedFor = about.Brief.ClosesAt };
        if (await hub.Tasks.SingleOrDefaultAsync(t => t.CaseId == about.Id && t.ActivityId == effect.Task && t.State == TaskState.Open, cancellation) is { } task)
        {
            new TaskToMove(task.Id, effect.WorkingDays).Put(db, $"move:{effect.ActivityInstanceId}", context.Now);
        }
    }
}
