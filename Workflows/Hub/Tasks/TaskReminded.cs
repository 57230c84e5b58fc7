using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Execution;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Tasks;

/// <summary>A task is still open: write to its people again.</summary>
/// <param name="Step">From 1.</param>
internal sealed record TaskReminded(int Step) : HostEffect
{
    /// <summary>Which mail reminds.</summary>
    public string MailKind { get; init; } = Mail.MailKind.Reminder;
}

internal sealed class TaskRemindedHandler(TaskMail mail, SeatTasks seats) : EffectHandler<TaskReminded>
{
    protected override async Task ApplyAsync(RuntimeDb db, TaskReminded effect, EffectContext context, CancellationToken cancellation)
    {
        var hub = db.Hub();
        var about = await hub.CaseOfAsync(context, cancellation);
        var task = await hub.Tasks.Include(t => t.Seats).SingleAsync(t => t.Id == effect.ActivityInstanceId, cancellation);
        // Somebody may have gone away since, or come back.
        await seats.AgainAsync(hub, about, task, cancellation);
        await hub.SaveChangesAsync(cancellation);
        await mail.RemindAsync(hub, about, task, $"remind-{effect.Step}", context.Now, cancellation, effect.MailKind);
    }
}
