using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Mail;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Opportunities.Process;

/// <summary><c>StrongCities.TellLate</c>: says that opportunities wait too long, once a day however many they are.</summary>
public sealed class TellLate : Activity
{
    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new("StrongCities.TellLate")
    {
        Category = ProcessActivities.Category,
        DisplayName = "Say that work waits",
        Description = "Sends a mail that leads to the desk, to everybody in a role, and at most one a day to each of them, however many opportunities are late.",
        Inputs =
        [
            new("Title", "String") { DisplayName = "What waits", Description = "Your own text, or a key of the hub's words.", IsRequired = true },
            new("To", "String") { DisplayName = "Who gets it", Description = "Everybody in this role.", UIHint = "dropdown", Options = CaseRoles.Names, OptionTexts = CaseRoles.Texts, Default = nameof(CaseRole.Advisor) },
        ],
    };

    /// <inheritdoc/>
    public override void Execute(ActivityContext context)
    {
        if (!Enum.TryParse<CaseRole>(context.Input<string>("To"), out var to))
        {
            context.Fault($"The input 'To' must be one of: {string.Join(", ", CaseRoles.Names)}.");
            return;
        }

        context.Emit(new LateTold(context.Input<string>("Title") ?? "", to));
        context.Complete();
    }
}

/// <summary>Work waits.</summary>
/// <param name="Title">Which.</param>
/// <param name="To">Who is told.</param>
internal sealed record LateTold(string Title, CaseRole To) : HostEffect;

internal sealed class LateToldHandler(QueueMail queue) : EffectHandler<LateTold>
{
    protected override async Task ApplyAsync(RuntimeDb db, LateTold effect, EffectContext context, CancellationToken cancellation)
    {
        var hub = db.Hub();
        var about = await hub.OpportunityCaseOfAsync(context, cancellation);
        foreach (var person in await CaseRoles.FindAsync(hub, about, effect.To, cancellation))
        {
            var order = new MailOrder(MailKind.Overdue, about.HubId, person.Id, $"late:{about.HubId:N}:{effect.ActivityId}:{context.Now:yyyyMMdd}:{person.Id}")
            {
                TaskTitle = effect.Title,
                Buttons = [new MailButton("Button.Desk", SitePaths.Desk, IsSecret: false)],
                NotBefore = await CaseMail.NextAllowedAsync(hub, person, context.Now, cancellation),
            };
            await queue.QueueAsync(db, order, cancellation);
        }
    }
}
