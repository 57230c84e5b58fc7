using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cases;
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
/// An address that does not work is used no more; what waits for it, and an open task, go to the person's second address. The case's advisor
/// is told, and led to the task when its person can't be reached at all.
/// </summary>
internal sealed class Undelivered(AddressHealth health, RedirectMails waiting, TaskMail tasks, TellUnreachable unreachable, TimeProvider clock) : IUndelivered
{
    public async Task HandleAsync(RuntimeDb db, MailRecord mail, BounceWeight weight, CancellationToken cancellation)
    {
        var hub = db.Hub();
        var isNews = await health.BouncedAsync(db, mail.ToEmail, weight, cancellation);
        var person = await hub.People.SingleAsync(p => p.Id == mail.ToPersonId, cancellation);
        var other = await health.ReachableAsync(db, person, cancellation);
        if (isNews)
        {
            foreach (var lost in await waiting.RunAsync(db, person, mail.ToEmail, other, cancellation))
            {
                foreach (var asking in await SendDigest.AsksOfAsync(db, lost, cancellation) is { Count: > 0 } lines ? lines : [lost])
                {
                    await LeadToTaskAsync(hub, asking, person, cancellation);
                }
            }
        }

        // Of an address that is known to fail, each mail that was under way asks again elsewhere.
        if (!isNews && weight != BounceWeight.Hard)
        {
            return;
        }

        foreach (var lost in mail.CaseId is null ? await SendDigest.AsksOfAsync(db, mail, cancellation) : [mail])
        {
            await AskElsewhereAsync(hub, lost, mail.ToEmail, person, other, isNews, cancellation);
        }
    }

    private async Task AskElsewhereAsync(HubDb hub, MailRecord mail, string address, Person person, string? other, bool isNews, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var about = await hub.Cases.SingleAsync(r => r.Id == mail.CaseId, cancellation);
        var task = await hub.Tasks.SingleOrDefaultAsync(t => t.Id == mail.TaskId && t.State == TaskState.Open, cancellation);
        if (task is not null && other is not null && other != address)
        {
            await tasks.AskAsync(hub, about, task, person, task.MailKind, $"second-{mail.Id}", now, cancellation);
        }

        if (isNews || (task is not null && other is null))
        {
            var stuck = other is null ? task?.Id : null;
            hub.Add(about.Line(now, "Event.Unreachable", null, false, person.Name));
            await unreachable.RunAsync(hub, about, person, stuck, stuck is null ? $"{mail.Id}" : TellUnreachable.DeedOf(stuck, person), cancellation);
        }
    }

    // Its mail is given up before it was tried, so no refusal of its own will tell.
    private async Task LeadToTaskAsync(HubDb db, MailRecord lost, Person person, CancellationToken cancellation)
    {
        if (lost is { TaskId: { } taskId, CaseId: { } caseId } && await db.Tasks.AnyAsync(t => t.Id == taskId && t.State == TaskState.Open, cancellation))
        {
            await unreachable.RunAsync(db, await db.Cases.SingleAsync(about => about.Id == caseId, cancellation), person, taskId, TellUnreachable.DeedOf(taskId, person), cancellation);
        }
    }
}
