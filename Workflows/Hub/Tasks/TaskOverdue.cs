using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Execution;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cases;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Tasks;

/// <summary>A task's deadline has passed, or it has waited too long: tell somebody. It stays open.</summary>
/// <param name="To">Who is told.</param>
/// <param name="IsEscalation">Whether this is the second notice, to somebody above.</param>
internal sealed record TaskOverdue(CaseRole To, bool IsEscalation) : HostEffect;

internal sealed class TaskOverdueHandler(TaskMail mail) : EffectHandler<TaskOverdue>
{
    protected override async Task ApplyAsync(RuntimeDb db, TaskOverdue effect, EffectContext context, CancellationToken cancellation)
    {
        var hub = db.Hub();
        var about = await hub.CaseOfAsync(context, cancellation);
        var task = await hub.Tasks.Include(t => t.Seats).SingleAsync(t => t.Id == effect.ActivityInstanceId, cancellation);
        hub.Add(about.Line(
            context.Now, effect.IsEscalation ? "Event.Escalated" : "Event.Overdue", null, task.Asks == CaseParty.City, task.Title));
        if (effect.IsEscalation)
        {
            hub.Add(new TaskAct { TaskId = task.Id, Kind = TaskActKind.Escalated, Channel = TaskChannels.Clock, TaskVersion = task.Version, At = context.Now });
        }

        foreach (var person in await CaseRoles.FindAsync(hub, about, effect.To, cancellation))
        {
            await mail.TellOverdueAsync(hub, about, task, person, effect.IsEscalation ? "escalated" : "overdue", context.Now, cancellation);
        }
    }
}
