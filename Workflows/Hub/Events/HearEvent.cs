using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Mail;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Tasks;

namespace StrongCities.Hub.Events;

/// <summary>Keeps what is answered to an event's tasks, vote by vote: most of them wait for many people, and each answer counts at once.</summary>
internal static class HearEvent
{
    private const string Yes = "Attend";
    private const string Maybe = "MaybeAttend";
    private const string No = "NotAttend";

    /// <summary>The field of the feedback that says how useful it was.</summary>
    internal const string UsefulnessField = "Usefulness";

    /// <summary>The field of the report.</summary>
    internal const string SummaryField = "Summary";

    /// <summary>What an invitation offers, in order.</summary>
    public static IReadOnlyList<TaskOption> Options { get; } = [new(Yes), new(Maybe), new(No)];

    /// <summary>The option by which the invitation's task says an answer.</summary>
    public static string OptionOf(EventAnswer answer) => answer switch
    {
        EventAnswer.Yes => Yes,
        EventAnswer.Maybe => Maybe,
        _ => No,
    };

    /// <param name="db">The unit's context.</param>
    /// <param name="about">The event.</param>
    /// <param name="task">The task.</param>
    /// <param name="vote">The answer.</param>
    /// <param name="cancellation">The host stops.</param>
    public static async Task RunAsync(HubDb db, HubEvent about, HumanTask task, TaskDecision vote, CancellationToken cancellation)
    {
        switch (task.MailKind)
        {
            case MailKind.EventDates:
                var name = await db.People.Where(person => person.Id == vote.VoiceId).Select(person => person.Name).SingleAsync(cancellation);
                var fits = vote.Fields.ToDictionary(field => field.Key, field => Enum.Parse<DateFit>(field.Value));
                about.Poll = [.. about.Poll.Where(one => one.PersonId != vote.VoiceId), new DateVote(vote.VoiceId, name, fits)];
                break;
            case MailKind.EventInvitation when await InvitationAsync(db, about, vote, cancellation) is { } invitation:
                invitation.Answer = vote.Option switch { Yes => EventAnswer.Yes, Maybe => EventAnswer.Maybe, _ => EventAnswer.No };
                invitation.AnsweredAt = vote.At;
                break;
            case MailKind.EventFeedback when await InvitationAsync(db, about, vote, cancellation) is { } came:
                came.Usefulness = int.Parse(vote.Fields[UsefulnessField], CultureInfo.InvariantCulture);
                break;
            case var _ when vote.Fields.TryGetValue(SummaryField, out var summary):
                about.Summary = summary;
                break;
        }
    }

    private static async Task<EventInvitation?> InvitationAsync(HubDb db, HubEvent about, TaskDecision vote, CancellationToken cancellation) =>
        await db.EventInvitations.SingleOrDefaultAsync(one => one.CaseId == about.Id && one.PersonId == vote.VoiceId, cancellation);
}
