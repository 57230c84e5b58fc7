using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Execution;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cases;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Tasks;

/// <summary>A task has been overdue for a while: a substitute of everybody who has not answered may answer as well.</summary>
internal sealed record TaskSubstituted : HostEffect
{
    /// <summary>Which mail reminds; where it is not the ordinary one, it asks the substitute too.</summary>
    public string MailKind { get; init; } = Mail.MailKind.Reminder;
}

internal sealed class TaskSubstitutedHandler(TaskMail mail) : EffectHandler<TaskSubstituted>
{
    protected override async Task ApplyAsync(RuntimeDb db, TaskSubstituted effect, EffectContext context, CancellationToken cancellation)
    {
        var hub = db.Hub();
        var about = await hub.CaseOfAsync(context, cancellation);
        var task = await hub.Tasks.Include(t => t.Seats).SingleAsync(t => t.Id == effect.ActivityInstanceId, cancellation);
        foreach (var silent in task.Seats.Where(seat => seat is { State: SeatState.Open, ForPersonId: null }).ToList())
        {
            var person = await hub.People.SingleAsync(p => p.Id == silent.PersonId, cancellation);
            if (await SubstituteAsync(hub, about, task, person, context.Now, cancellation) is not { } substitute)
            {
                continue;
            }

            var seat = new TaskSeat
            {
                Id = Guid.CreateVersion7(context.Now),
                TaskId = task.Id,
                PersonId = substitute.Id,
                ForPersonId = person.Id,
                Reason = SeatReason.Overdue,
                Role = silent.Role,
                Step = silent.Step,
            };
            hub.Add(seat);
            hub.Add(new TaskAct
            {
                TaskId = task.Id, Kind = TaskActKind.Substituted, SubjectId = substitute.Id, Channel = TaskChannels.Clock, TaskVersion = task.Version, At = context.Now,
            });
            hub.Add(about.Line(context.Now, "Event.Substituted", null, task.Asks == CaseParty.City, task.Title, substitute.Name, person.Name));
            await hub.SaveChangesAsync(cancellation);
            await mail.AskAsync(hub, about, task, substitute, effect.MailKind == Mail.MailKind.Reminder ? task.MailKind : effect.MailKind, $"seat-{seat.Id}", context.Now, cancellation);
            await mail.AskAsync(hub, about, task, person, effect.MailKind, $"substituted-{seat.Id}", context.Now, cancellation);
        }
    }

    // Whom they named themselves; else a colleague who could act for their side. A signature passes to nobody who was not named.
    private static async Task<Person?> SubstituteAsync(
        HubDb db, Case about, HumanTask task, Person person, DateTimeOffset now, CancellationToken cancellation)
    {
        if (task.Asks == CaseParty.City && about.IsConfidential)
        {
            return null;
        }

        var seated = task.Seats.Select(seat => seat.PersonId).ToList();
        var named = await db.Absences.Where(a => a.PersonId == person.Id && a.EndedAt == null).OrderByDescending(a => a.Until)
            .Select(a => a.SubstituteId).FirstOrDefaultAsync(cancellation);
        var chosen = await db.People.SingleOrDefaultAsync(p => p.Id == named && p.IsActive && !seated.Contains(p.Id), cancellation);
        if (chosen is not null && await Seating.MayHearAsync(db, task, chosen, cancellation))
        {
            return chosen;
        }

        return task.Stakes != Stakes.Signature && await CaseRoles.ReserveAsync(db, about, task.Asks, cancellation, [.. task.Barred, .. seated]) is [var free, ..]
            ? free
            : null;
    }
}
