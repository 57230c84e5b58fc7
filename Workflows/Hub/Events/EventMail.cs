using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Mail;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Events;

/// <summary>Writes the mails of an event that ask for nothing.</summary>
internal sealed class EventMail(QueueMail queue)
{
    /// <param name="db">The unit's context.</param>
    /// <param name="about">The event.</param>
    /// <param name="kind">One of <see cref="MailKind"/>.</param>
    /// <param name="to">Who gets it.</param>
    /// <param name="step">Which of several such mails it is.</param>
    /// <param name="now">The present.</param>
    /// <param name="cancellation">The host stops.</param>
    /// <param name="with">Adds to each.</param>
    public async Task TellAsync(
        HubDb db, HubEvent about, string kind, IEnumerable<EventInvitation> to, string step, DateTimeOffset now, CancellationToken cancellation, Func<MailOrder, MailOrder>? with = null)
    {
        var ids = to.Select(invitation => invitation.PersonId).ToList();
        foreach (var person in await db.People.Where(person => ids.Contains(person.Id) && person.IsActive).OrderBy(person => person.Name).ToListAsync(cancellation))
        {
            var order = new MailOrder(kind, about.HubId, person.Id, $"event:{about.Id:N}:{kind}:{step}:{person.Id:N}")
            {
                CaseId = about.Id,
                Items = about.ItemsOf(kind),
                Meeting = about.MeetingOf(kind, person.Id),
                Buttons = [new MailButton("Button.Event", PathOf(about, person), IsSecret: false)],
                NotBefore = await CaseMail.NextAllowedAsync(db, person, now, cancellation),
            };
            await queue.QueueAsync(db, with is null ? order : with(order), cancellation);
        }
    }

    private static string PathOf(HubEvent about, Person reader) => reader.CityId is null ? SitePaths.DeskEvent(about.Id) : about.CityPath;
}
