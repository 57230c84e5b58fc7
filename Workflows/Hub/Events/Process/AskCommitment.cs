using System.Globalization;
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

namespace StrongCities.Hub.Events.Process;

/// <summary><c>StrongCities.AskCommitment</c>: whoever promised something says whether it is done, not yet, or will not be done.</summary>
public sealed class AskCommitment : TaskActivity
{
    private const string Kept = "PromiseKept";
    private const string NotYet = "NotYet";
    private const string Dropped = "PromiseDropped";
    private const string NewDay = "NewDay";
    private const string PromiseInput = "Promise";

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new("StrongCities.AskCommitment")
    {
        Category = WaitForEvent.Category,
        DisplayName = "Ask about a promise",
        Description = "Sends mail E7 to whoever promised something, with buttons: done, not yet (with a new day), or not any more. Draw it at the way out Promise of the wait.",
        Inputs =
        [
            .. FirstInputs,
            new(PromiseInput, "String") { DisplayName = "Promise", Description = "The id, as the wait gives it.", IsRequired = true },
            .. WhoInputs(CaseRole.Advisor, MailKind.Commitment), .. TaskRules.PersonInputs, .. TaskTimes.Inputs,
        ],
        Outputs = AnswerOutputs,
        Outcomes = [TaskAnswer.Answered, .. CommonPorts],
    };

    /// <inheritdoc/>
    internal override IReadOnlyList<SilencePolicy> AllowedPolicies { get; } = [SilencePolicy.None, SilencePolicy.Skip, SilencePolicy.Park];

    /// <inheritdoc/>
    internal override TaskQuestion QuestionOf(ActivityContext context) => new(
        TaskKind.Decision,
        context.Input<string>("Title") ?? "",
        context.Input<string>("Text") ?? "",
        [new TaskOption(Kept), new TaskOption(NotYet), new TaskOption(Dropped, NeedsComment: true)],
        [new TaskField(NewDay, TaskFieldKind.Date)]);

    /// <inheritdoc/>
    protected override void AnswerWith(ActivityContext context, string option, JsonObject input)
    {
        if (!Guid.TryParse(context.Input<string>(PromiseInput), out var id))
        {
            context.Fault($"The input '{PromiseInput}' must be the id of a promise: the output 'Promise' of the wait for the event.");
            return;
        }

        var state = option switch { Kept => CommitmentState.Kept, Dropped => CommitmentState.Dropped, _ => CommitmentState.Open };
        context.Emit(new PromiseAnswered(id, state, input[FieldsInput]?[NewDay]?.GetValue<string>()));
        context.Complete(TaskAnswer.Answered);
    }
}

/// <summary>Somebody said how their promise stands.</summary>
/// <param name="PromiseId">Which.</param>
/// <param name="State">How.</param>
/// <param name="NewDay">Until when, where it is not done yet; as typed.</param>
internal sealed record PromiseAnswered(Guid PromiseId, CommitmentState State, string? NewDay) : HostEffect;

internal sealed class PromiseAnsweredHandler(IOptions<EventOptions> options) : EffectHandler<PromiseAnswered>
{
    protected override async Task ApplyAsync(RuntimeDb db, PromiseAnswered effect, EffectContext context, CancellationToken cancellation)
    {
        var hub = db.Hub();
        var about = await hub.EventOfAsync(context.InstanceId, cancellation);
        var promise = await hub.Commitments.SingleAsync(one => one.Id == effect.PromiseId, cancellation);
        promise.State = effect.State;
        if (effect.State == CommitmentState.Open)
        {
            // A day that has passed, or one too far away, is none.
            var today = DateOnly.FromDateTime(context.Now.UtcDateTime);
            promise.DueOn = DateOnly.TryParseExact(effect.NewDay, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                && day > today && day <= today.AddYears(EventRules.MaxYears)
                ? day
                : today.AddDays(options.Value.AskAgainDays);
        }

        hub.Add(about.Line(context.Now, "HubEvent.Line.PromiseAnswered", promise.PersonId, false, promise.PersonName, $"HubEvent.Commitment.{promise.State}"));
        new ProcessTouched(context.InstanceId, WaitForEvent.StimulusName).Put(hub, context.Now);
    }
}
