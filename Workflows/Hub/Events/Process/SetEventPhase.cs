using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Mail;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Tasks;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Events.Process;

/// <summary><c>StrongCities.SetEventPhase</c>: moves an event on.</summary>
public sealed class SetEventPhase : Activity
{
    private static readonly Dictionary<string, string> Texts = new()
    {
        [nameof(EventPhase.Idea)] = "Only the hub knows of it",
        [nameof(EventPhase.Poll)] = "Which dates suit? (the invited cities see it from now on)",
        [nameof(EventPhase.Date)] = "The advisor chooses the date",
        [nameof(EventPhase.Programme)] = "The advisor writes the programme",
        [nameof(EventPhase.Invited)] = "People are invited",
        [nameof(EventPhase.Attendance)] = "It is over: who came?",
        [nameof(EventPhase.Feedback)] = "What was it worth?",
        [nameof(EventPhase.FollowUp)] = "What was promised is followed (feedback becomes promises)",
        [nameof(EventPhase.Closed)] = "The report is out (ends the case)",
        [nameof(EventPhase.Cancelled)] = "It does not take place (ends the case)",
    };

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new("StrongCities.SetEventPhase")
    {
        Category = WaitForEvent.Category,
        DisplayName = "Move the event on",
        Description = "Says where the event stands now. What else follows from it is said beside each choice.",
        Inputs = [new("Phase", "String") { Description = "Where it stands now.", UIHint = "dropdown", Options = Enum.GetNames<EventPhase>(), OptionTexts = Texts, IsRequired = true }],
    };

    /// <inheritdoc/>
    public override void Execute(ActivityContext context)
    {
        if (!Enum.TryParse<EventPhase>(context.Input<string>("Phase"), out var phase))
        {
            context.Fault($"The input 'Phase' must be one of: {string.Join(", ", Enum.GetNames<EventPhase>())}.");
            return;
        }

        context.Emit(new EventMoved(phase));
        context.Complete();
    }
}

/// <summary>An event stands somewhere else now.</summary>
/// <param name="Phase">Where.</param>
internal sealed record EventMoved(EventPhase Phase) : HostEffect;

internal sealed class EventMovedHandler(IOptions<EventOptions> options) : EffectHandler<EventMoved>
{
    protected override async Task ApplyAsync(RuntimeDb db, EventMoved effect, EffectContext context, CancellationToken cancellation)
    {
        var hub = db.Hub();
        var about = await hub.EventOfAsync(context.InstanceId, cancellation);
        (about.Phase, about.StatusSince, about.WantedAt) = (effect.Phase, context.Now, null);
        about.ClosedAt = effect.Phase is EventPhase.Closed or EventPhase.Cancelled ? context.Now : null;
        hub.Add(about.Line(context.Now, "Event.Status", null, effect.Phase != EventPhase.Idea, $"HubEvent.Phase.{effect.Phase}"));
        switch (effect.Phase)
        {
            case EventPhase.Poll or EventPhase.Invited:
                about.PlacedAt = context.Now;
                foreach (var invitation in await hub.EventInvitations.Where(one => one.CaseId == about.Id && one.AskedAt == null).ToListAsync(cancellation))
                {
                    invitation.AskedAt = context.Now;
                }

                break;
            case EventPhase.FollowUp:
                await PromisesAsync(hub, about, context.Now, cancellation);
                break;
        }
    }

    /// <summary>What those who came said that they will change becomes promises.</summary>
    private async Task PromisesAsync(HubDb db, HubEvent about, DateTimeOffset now, CancellationToken cancellation)
    {
        var votes = await db.Decisions.AsNoTracking().Where(vote => db.Tasks.Any(task => task.Id == vote.TaskId && task.CaseId == about.Id && task.MailKind == MailKind.EventFeedback))
            .OrderBy(vote => vote.Id).ToListAsync(cancellation);
        var room = options.Value.MostCommitments - await db.Commitments.CountAsync(one => one.CaseId == about.Id, cancellation);
        foreach (var vote in votes.Where(vote => vote.Fields.ContainsKey(AskFeedback.Promise)).Take(Math.Max(0, room)))
        {
            var writer = await db.People.SingleAsync(person => person.Id == vote.VoiceId, cancellation);
            var named = vote.Fields.GetValueOrDefault(AskFeedback.ByWhom);
            // Whoever is named is asked when the directory knows them in that city or at the hub; else whoever wrote it, with the name in the words.
            var doer = named is null ? writer : await FindAsync(db, writer, named, cancellation);
            var what = doer is null ? $"{vote.Fields[AskFeedback.Promise]} ({named})" : vote.Fields[AskFeedback.Promise];
            db.Add(AddCommitmentHandler.Of(
                about, doer ?? writer, what.Length <= EventRules.MaxPromise ? what : what[..EventRules.MaxPromise], DueOn(vote, DateOnly.FromDateTime(now.UtcDateTime)), now));
        }
    }

    private DateOnly DueOn(TaskDecision vote, DateOnly today) =>
        DateOnly.TryParseExact(vote.Fields.GetValueOrDefault(AskFeedback.Until), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && day > today && day <= today.AddYears(EventRules.MaxYears)
            ? day
            : today.AddDays(options.Value.CommitmentDays);

    private static async Task<Person?> FindAsync(HubDb db, Person writer, string named, CancellationToken cancellation)
    {
        var near = await db.People.Where(person => person.HubId == writer.HubId && person.IsActive && (person.CityId == null || person.CityId == writer.CityId)).ToListAsync(cancellation);
        return near.FirstOrDefault(person => string.Equals(person.Name, named, StringComparison.OrdinalIgnoreCase) || string.Equals(person.Email, named, StringComparison.OrdinalIgnoreCase));
    }
}
