using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Mail;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Tasks;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Applications.Process;

/// <summary><c>StrongCities.AskToJoin</c>: whoever answers for a partner says whether it joins. They see what they are asked, and not the case.</summary>
public sealed class AskToJoin : TaskActivity
{
    /// <summary>Its name in definitions.</summary>
    internal const string TypeName = "StrongCities.AskToJoin";

    private const string Join = "Join";
    private const string Decline = "Decline";
    private const string PartnerInput = "Partner";
    private const string NameInput = "PartnerName";

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new(TypeName)
    {
        Category = ApplicationActivities.Category,
        DisplayName = "Ask a partner to join",
        Description = "Sends mail B2 to whoever answers for a partner, with the draft of the mandate and buttons: join, or decline with a reason. The answer is kept with the partner. Draw it at the way out Invite of the wait.",
        Inputs =
        [
            .. FirstInputs,
            new(PartnerInput, "String") { Description = "The id, as the wait gives it.", IsRequired = true },
            new(NameInput, "String") { DisplayName = "Its name", Description = "Handed on with the answer, as the wait gives it." },
            .. WhoInputs(CaseRole.Coordinator, MailKind.Partner, "Who answers when nobody there can"), .. TaskRules.PersonInputs, .. TaskTimes.Inputs,
        ],
        Outputs =
        [
            new("Outcome", "String", "Join or Decline.") { DisplayName = "Choice" }, new("AnsweredFor", "String", "The name of the partner that has answered.") { DisplayName = "Which partner" },
            .. AnswerOutputs,
        ],
        Outcomes = [TaskAnswer.Answered, .. CommonPorts],
    };

    /// <inheritdoc/>
    internal override IReadOnlyList<SilencePolicy> AllowedPolicies { get; } = [SilencePolicy.None, SilencePolicy.Skip, SilencePolicy.Park];

    /// <inheritdoc/>
    internal override TaskQuestion QuestionOf(ActivityContext context) => new(
        TaskKind.Decision, context.Input<string>("Title") ?? "", context.Input<string>("Text") ?? "", [new TaskOption(Join), new TaskOption(Decline, NeedsComment: true)], []);

    /// <inheritdoc/>
    protected override void AnswerWith(ActivityContext context, string option, JsonObject input)
    {
        if (!Guid.TryParse(context.Input<string>(PartnerInput), out var id))
        {
            context.Fault($"The input '{PartnerInput}' must be the id of a partner: the output 'Partner' of the wait for the application.");
            return;
        }

        context.SetOutput("Outcome", option);
        context.SetOutput("AnsweredFor", context.Input<string>(NameInput) ?? "");
        context.Emit(new PartnerAnswered(id, option == Join));
        context.Complete(TaskAnswer.Answered);
    }
}

/// <summary>A partner is being asked.</summary>
/// <param name="PartnerId">Which.</param>
internal sealed record PartnerInvited(Guid PartnerId) : HostEffect;

internal sealed class PartnerInvitedHandler : EffectHandler<PartnerInvited>
{
    protected override async Task ApplyAsync(RuntimeDb db, PartnerInvited effect, EffectContext context, CancellationToken cancellation)
    {
        if (await db.Hub().Partners.SingleOrDefaultAsync(one => one.Id == effect.PartnerId && one.Mandate == MandateState.Named, cancellation) is { } partner)
        {
            (partner.Mandate, partner.MandateSince) = (MandateState.Asked, context.Now);
        }
    }
}

/// <summary>A partner has said whether it joins.</summary>
/// <param name="PartnerId">Which.</param>
/// <param name="Joins">Whether.</param>
internal sealed record PartnerAnswered(Guid PartnerId, bool Joins) : HostEffect;

internal sealed class PartnerAnsweredHandler(IOptions<ApplicationOptions> options) : EffectHandler<PartnerAnswered>
{
    protected override async Task ApplyAsync(RuntimeDb db, PartnerAnswered effect, EffectContext context, CancellationToken cancellation)
    {
        var hub = db.Hub();
        var about = await hub.ApplicationOfAsync(context, cancellation);
        // Whatever the city has written down of it since stands: its paper may be here by now.
        if (await hub.Partners.SingleOrDefaultAsync(one => one.Id == effect.PartnerId && one.CaseId == about.Id && one.Mandate == MandateState.Asked, cancellation) is not { } partner)
        {
            return;
        }

        (partner.Mandate, partner.MandateSince) = (effect.Joins ? MandateState.Interested : MandateState.Declined, context.Now);
        // The plan asks the store who partners are.
        await hub.SaveChangesAsync(cancellation);
        await KeepPlan.FollowAsync(hub, about, options.Value, context.Now, cancellation);
        db.Touch(about, context.Now);
    }
}
