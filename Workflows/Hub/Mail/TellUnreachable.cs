using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cases;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Mail;

/// <summary>Tells a case's advisors that no mail reaches one of its people, and leads them to the task that waits for that person.</summary>
/// <param name="queue">Takes the mails.</param>
internal sealed class TellUnreachable(QueueMail queue)
{
    /// <summary>Of one task and one person the advisors hear once, however many mails fail.</summary>
    /// <param name="taskId">The task.</param>
    /// <param name="person">Who can't be reached.</param>
    /// <returns>The deed to tell of.</returns>
    public static string DeedOf(string taskId, Person person) => $"{taskId}:{person.Id}";

    /// <param name="db">The unit's context.</param>
    /// <param name="about">The case.</param>
    /// <param name="person">Who can't be reached.</param>
    /// <param name="stuckTask">What they are asked for; <see langword="null"/> for nothing, or when another address is tried.</param>
    /// <param name="deed">Each is told of once.</param>
    /// <param name="cancellation">The host stops.</param>
    /// <returns>When the mails are in the context.</returns>
    public async Task RunAsync(HubDb db, Case about, Person person, string? stuckTask, string deed, CancellationToken cancellation)
    {
        foreach (var advisor in await CaseRoles.FindAsync(db, about, CaseRole.Advisor, cancellation))
        {
            if (advisor.Id == person.Id)
            {
                continue;
            }

            var order = new MailOrder(MailKind.Unreachable, about.HubId, advisor.Id, $"unreachable:{deed}:{advisor.Id}")
            {
                CaseId = about.Id,
                Note = person.Name,
                Buttons =
                [
                    .. stuckTask is null ? Array.Empty<MailButton>() : [new MailButton("Button.Manage", SitePaths.ManageTask(stuckTask), IsSecret: false)],
                    CaseMail.StatusButton(about, advisor),
                ],
            };
            await queue.QueueAsync(db, order, cancellation);
        }
    }
}
