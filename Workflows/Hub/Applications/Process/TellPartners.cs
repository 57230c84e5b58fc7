using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Mail;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Tasks;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Applications.Process;

/// <summary><c>StrongCities.TellPartners</c>: a mail to everybody in the directory who answers for a partner.</summary>
public sealed class TellPartners : Activity
{
    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new("StrongCities.TellPartners")
    {
        Category = ApplicationActivities.Category,
        DisplayName = "Tell the partners",
        Description = "Sends a mail to whoever answers for a partner in the directory, in their language, without a link to the case, which belongs to another city. Partners that declined or were dropped are not told.",
        Inputs =
        [
            new("MailKind", "String") { DisplayName = "Mail text", Description = "Which mail.", UIHint = "dropdown", Options = MailKinds.All, OptionTexts = MailKinds.Texts, IsRequired = true },
            new("OnlyUnsigned", "Boolean") { DisplayName = "Only who has not signed", Description = "Only partners whose signed papers are missing; the mail lists them.", UIHint = "checkbox", Default = false },
            new("Note", "String") { DisplayName = "Words to pass on", Description = "Such as a reason. May stay empty.", UIHint = "multiline" },
        ],
    };

    /// <inheritdoc/>
    public override void Execute(ActivityContext context)
    {
        if (context.Input<string>("MailKind") is not { } kind || !MailKinds.All.Contains(kind))
        {
            context.Fault($"The input 'MailKind' must be one of: {string.Join(", ", MailKinds.All)}.");
            return;
        }

        context.Emit(new PartnersToTell(kind, context.Input<bool>("OnlyUnsigned"), context.Input<string>("Note")));
        context.Complete();
    }
}

/// <summary>Partners are to be told.</summary>
/// <param name="Kind">Which mail.</param>
/// <param name="OnlyUnsigned">Only those whose papers are missing.</param>
/// <param name="Note">Words to pass on.</param>
internal sealed record PartnersToTell(string Kind, bool OnlyUnsigned, string? Note) : HostEffect;

internal sealed class PartnersToTellHandler(QueueMail queue) : EffectHandler<PartnersToTell>
{
    private const string Mandate = "Paper.Mandates";
    private const string Status = "Paper.LegalStatus";

    protected override async Task ApplyAsync(RuntimeDb db, PartnersToTell effect, EffectContext context, CancellationToken cancellation)
    {
        var hub = db.Hub();
        var about = await hub.ApplicationOfAsync(context, cancellation);
        var partners = await hub.Partners
            .Where(p => p.CaseId == about.Id && p.ContactId != null && p.Mandate != MandateState.Declined && p.Mandate != MandateState.Dropped)
            .Where(p => !effect.OnlyUnsigned || p.Mandate != MandateState.Signed)
            .OrderBy(p => p.Name).ToListAsync(cancellation);
        foreach (var partner in partners.DistinctBy(p => p.ContactId))
        {
            // Its contact may have left since it was asked.
            if (await hub.People.SingleOrDefaultAsync(p => p.Id == partner.ContactId && p.HubId == about.HubId && p.IsActive, cancellation) is not { } person)
            {
                continue;
            }

            var order = new MailOrder(effect.Kind, about.HubId, person.Id, $"{effect.ActivityInstanceId}:partner:{person.Id}")
            {
                About = about.Topic,
                Note = string.IsNullOrWhiteSpace(effect.Note) ? null : effect.Note,
                Items = effect.OnlyUnsigned ? [Mandate, .. partner.StatusFileId is null ? [Status] : (string[])[]] : [],
                NotBefore = await CaseMail.NextAllowedAsync(hub, person, context.Now, cancellation),
            };
            await queue.QueueAsync(hub, order, cancellation);
        }
    }
}
