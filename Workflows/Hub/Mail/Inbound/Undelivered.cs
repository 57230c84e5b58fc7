using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Tasks;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Mail.Inbound;

/// <summary>Hears of mails that did not reach their reader.</summary>
public interface IUndelivered
{
    /// <summary>One came back.</summary>
    /// <param name="db">The unit's context.</param>
    /// <param name="mail">Which.</param>
    /// <param name="weight">What it means for the address.</param>
    /// <param name="cancellation">The host stops.</param>
    /// <returns>When everything that follows is in the context.</returns>
    Task HandleAsync(RuntimeDb db, MailRecord mail, BounceWeight weight, CancellationToken cancellation);
}

/// <summary>
/// An address that does not work is used no more; an open task is asked again at the person's second address; the case's advisor is told.
/// </summary>
internal sealed class Undelivered(AddressHealth health, TaskMail tasks, QueueMail queue, TimeProvider clock) : IUndelivered
{
    public async Task HandleAsync(RuntimeDb db, MailRecord mail, BounceWeight weight, CancellationToken cancellation)
    {
        if (!await health.BouncedAsync(db, mail.ToEmail, weight, cancellation) || mail.RequestId is null)
        {
            return;
        }

        var hub = db.Hub();
        var now = clock.GetUtcNow();
        var request = await hub.Requests.SingleAsync(r => r.Id == mail.RequestId, cancellation);
        var person = await hub.People.SingleAsync(p => p.Id == mail.ToPersonId, cancellation);
        hub.Add(request.Line(now, "Event.Unreachable", null, false, person.Name));
        var task = await hub.Tasks.SingleOrDefaultAsync(t => t.Id == mail.TaskId && t.State == TaskState.Open, cancellation);
        if (task is not null && await health.ReachableAsync(db, person, cancellation) is not null)
        {
            await tasks.AskAsync(hub, request, task, person, task.MailKind, $"second-{mail.Id}", now, cancellation);
        }

        foreach (var advisor in await CaseRoles.FindAsync(hub, request, CaseRole.Advisor, cancellation))
        {
            if (advisor.Id != person.Id)
            {
                await queue.QueueAsync(
                    db,
                    new MailOrder(MailKind.Unreachable, request.HubId, advisor.Id, $"unreachable:{mail.Id}:{advisor.Id}")
                    {
                        RequestId = request.Id,
                        Note = person.Name,
                        Buttons = [CaseMail.StatusButton(request, advisor)],
                    },
                    cancellation);
            }
        }
    }
}
