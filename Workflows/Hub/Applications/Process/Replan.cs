using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;
using StrongCities.Hub.Calendars;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Mail;
using StrongCities.Hub.Opportunities.Process;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Tasks;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Applications.Process;

/// <summary><c>StrongCities.Replan</c>: plans anew what is not done yet, after the funder's deadline has moved.</summary>
public sealed class Replan : Activity
{
    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new("StrongCities.Replan")
    {
        Category = ApplicationActivities.Category,
        DisplayName = "Plan anew",
        Description = "Counts milestones that are not done back from the new deadline, moves open tasks that hang on them, and tells only those whose steps have moved (mail B1).",
        Inputs = [new("Tasks", "Object") { Description = "Which milestone an asking activity hangs on, such as {\"Sign\": \"SignOff\"}.", UIHint = "json-editor" }],
    };

    /// <inheritdoc/>
    public override void Execute(ActivityContext context)
    {
        var tasks = (context.Input<JsonObject>("Tasks") ?? []).Select(task => KeyValuePair.Create(task.Key, task.Value?.ToString() ?? "")).ToList();
        if (tasks.FirstOrDefault(task => !Enum.TryParse<MilestoneKind>(task.Value, out _)) is { Key: { } wrong })
        {
            context.Fault($"The input 'Tasks' names for '{wrong}' no milestone. Use one of: {string.Join(", ", Enum.GetNames<MilestoneKind>())}.");
            return;
        }

        context.Emit(new ReplanWanted(tasks.ToDictionary(task => task.Key, task => Enum.Parse<MilestoneKind>(task.Value))));
        context.Complete();
    }
}

/// <summary>The deadline has moved.</summary>
/// <param name="Tasks">Milestones by the activity that asks.</param>
internal sealed record ReplanWanted(IReadOnlyDictionary<string, MilestoneKind> Tasks) : HostEffect;

internal sealed class ReplanWantedHandler(QueueMail queue, IOptions<ApplicationOptions> options) : EffectHandler<ReplanWanted>
{
    protected override async Task ApplyAsync(RuntimeDb db, ReplanWanted effect, EffectContext context, CancellationToken cancellation)
    {
        var hub = db.Hub();
        var about = await hub.ApplicationOfAsync(context, cancellation);
        about.Brief = about.Brief with { PlannedFor = about.Brief.ClosesAt };
        if (await ApplicationTerms.OfAsync(hub, about, options.Value, cancellation) is not { } terms)
        {
            return;
        }

        var steps = await hub.Milestones.Where(step => step.CaseId == about.Id).ToListAsync(cancellation);
        var moved = KeepPlan.Apply(hub, about, steps, terms, context.Now);
        hub.Add(about.Line(context.Now, "Event.Replanned", null, true));
        await TellAsync(hub, about, moved, effect.ActivityInstanceId, context.Now, cancellation);
        await MoveTasksAsync(hub, about, effect, moved, terms.City, context.Now, cancellation);
    }

    private async Task TellAsync(HubDb hub, Application about, IReadOnlyList<Milestone> moved, string key, DateTimeOffset now, CancellationToken cancellation)
    {
        foreach (var owner in moved.GroupBy(step => step.Owner))
        {
            foreach (var person in await CaseRoles.FindAsync(hub, about, owner.Key, cancellation))
            {
                var order = new MailOrder(MailKind.Plan, about.HubId, person.Id, $"{key}:{owner.Key}:{person.Id}")
                {
                    CaseId = about.Id,
                    About = about.Topic,
                    Days = [.. owner.OrderBy(step => step.DueAt).Select(step => ApplicationLetter.DayOf(about, step))],
                    Buttons = [CaseMail.StatusButton(about, person)],
                    NotBefore = await CaseMail.NextAllowedAsync(hub, person, now, cancellation),
                };
                await queue.QueueAsync(hub, order, cancellation);
            }
        }
    }

    private static async Task MoveTasksAsync(
        HubDb hub, Application about, ReplanWanted effect, IReadOnlyList<Milestone> moved, WorkingCalendar calendar, DateTimeOffset now, CancellationToken cancellation)
    {
        foreach (var task in await hub.Tasks.Where(task => task.CaseId == about.Id && task.State == TaskState.Open).ToListAsync(cancellation))
        {
            if (effect.Tasks.TryGetValue(task.ActivityId, out var kind) && moved.FirstOrDefault(step => step.Kind == kind) is { } step)
            {
                var days = Math.Max(1, calendar.WorkingDaysBetween(calendar.LocalDay(now), calendar.LocalDay(step.DueAt)));
                new TaskToMove(task.Id, days).Put(hub, $"replan:{effect.ActivityInstanceId}:{task.Id}", now);
            }
        }
    }
}
