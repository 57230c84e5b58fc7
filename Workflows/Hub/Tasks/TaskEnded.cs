using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Execution;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Tasks;

/// <summary>A task ended without an answer.</summary>
/// <param name="State">Silent or Withdrawn.</param>
internal sealed record TaskEnded(TaskState State) : HostEffect;

internal sealed class TaskEndedHandler(TaskMail mail) : EffectHandler<TaskEnded>
{
    protected override async Task ApplyAsync(RuntimeDb db, TaskEnded effect, EffectContext context, CancellationToken cancellation)
    {
        var hub = db.Hub();
        var task = await hub.Tasks.Include(t => t.Seats).SingleOrDefaultAsync(t => t.Id == effect.ActivityInstanceId, cancellation);
        if (task?.State != TaskState.Open)
        {
            return;
        }

        var about = await hub.CaseOfAsync(context, cancellation);
        task.State = effect.State;
        task.EndedAt = context.Now;
        task.Version++;
        await DropMails.OfTaskAsync(hub, task, context.Now, cancellation);
        if (effect.State == TaskState.Withdrawn)
        {
            await mail.TellWithdrawnAsync(hub, about, task, context.Now, cancellation);
        }

        hub.Add(about.Line(
            context.Now, effect.State == TaskState.Silent ? "Event.Silent" : "Event.Withdrawn", null, task.Asks == CaseParty.City, task.Title));
    }
}
