using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;
using StrongCities.Hub.Mail;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Tasks;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Events.Process;

/// <summary><c>StrongCities.TellInvited</c>: writes to the right ones of those invited, by what there is to tell.</summary>
public sealed class TellInvited : Activity
{
    internal const string Report = "Report";

    private static readonly Dictionary<string, string> Texts = new()
    {
        [WaitForEvent.Changed] = "It has changed (E3, to who said yes or perhaps)",
        [WaitForEvent.WeekBefore] = "A week before (E4, to who said yes or perhaps, and once to who said nothing)",
        [WaitForEvent.DayBefore] = "A day before (E4, to who said yes)",
        [Report] = "The report (E8, to everybody invited)",
    };

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new("StrongCities.TellInvited")
    {
        Category = WaitForEvent.Category,
        DisplayName = "Tell the invited",
        Description = "Sends a mail about the event to those of the invited whom it concerns; before the event with a calendar entry that replaces the one they have.",
        Inputs = [new("What", "String") { DisplayName = "What to tell", Description = "Which mail, and to whom.", UIHint = "dropdown", Options = [.. Texts.Keys], OptionTexts = Texts, IsRequired = true }],
    };

    /// <inheritdoc/>
    public override void Execute(ActivityContext context)
    {
        if (context.Input<string>("What") is not { } what || !Texts.ContainsKey(what))
        {
            context.Fault($"The input 'What' must be one of: {string.Join(", ", Texts.Keys)}.");
            return;
        }

        context.Emit(new InvitedToldOf(what));
        context.Complete();
    }
}

/// <summary>The invited are told of something.</summary>
/// <param name="What">Of what.</param>
internal sealed record InvitedToldOf(string What) : HostEffect;

internal sealed class InvitedToldOfHandler(EventMail mail, TaskMail tasks) : EffectHandler<InvitedToldOf>
{
    protected override async Task ApplyAsync(RuntimeDb db, InvitedToldOf effect, EffectContext context, CancellationToken cancellation)
    {
        var hub = db.Hub();
        var about = await hub.EventOfAsync(context.InstanceId, cancellation);
        var invited = await hub.EventInvitations.Where(one => one.CaseId == about.Id && one.AskedAt != null).ToListAsync(cancellation);
        var step = effect.ActivityInstanceId;
        switch (effect.What)
        {
            case TellInvited.Report:
                var promises = await hub.Commitments.Where(one => one.CaseId == about.Id).ToListAsync(cancellation);
                await mail.TellAsync(
                    hub, about, MailKind.EventReport, invited, step, context.Now, cancellation, order => order with { Note = about.Summary, Values = EventNumbers.Of(invited, promises) });
                break;
            case WaitForEvent.Changed:
                await mail.TellAsync(hub, about, MailKind.EventChanged, invited.Where(one => one.Answer is EventAnswer.Yes or EventAnswer.Maybe), step, context.Now, cancellation);
                break;
            case WaitForEvent.WeekBefore:
                await mail.TellAsync(hub, about, MailKind.EventReminder, invited.Where(one => one.Answer is EventAnswer.Yes or EventAnswer.Maybe), step, context.Now, cancellation);
                if (await hub.Tasks.Include(task => task.Seats).SingleOrDefaultAsync(
                    task => task.CaseId == about.Id && task.MailKind == MailKind.EventInvitation && task.State == TaskState.Open, cancellation) is { } task)
                {
                    await tasks.RemindAsync(hub, about, task, "week", context.Now, cancellation, MailKind.EventReminder);
                }

                break;
            default:
                await mail.TellAsync(hub, about, MailKind.EventReminder, invited.Where(one => one.Answer == EventAnswer.Yes), step, context.Now, cancellation);
                break;
        }
    }
}
