using System.Text.Json.Nodes;
using StrongCities.Engine.Activities;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Mail;
using StrongCities.Hub.Tasks;

namespace StrongCities.Hub.Events.Process;

/// <summary><c>StrongCities.AskForDates</c>: everybody who is invited says which of the dates suit.</summary>
public sealed class AskForDates : TaskActivity
{
    private const string DatesInput = "Dates";

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new("StrongCities.AskForDates")
    {
        Category = WaitForEvent.Category,
        DisplayName = "Ask for dates",
        Description = "Sends mail E1 to everybody who is invited, with a form that says of each date whether it suits, and waits until all have answered or time is over.",
        Inputs =
        [
            .. FirstInputs,
            new(DatesInput, "JsonArray") { Description = "The dates, as the wait before gives them.", UIHint = "json-editor", IsRequired = true },
            .. WhoInputs(CaseRole.Invited, MailKind.EventDates), .. Each, .. TaskRules.PersonInputs, .. TaskTimes.Inputs,
        ],
        Outputs = AnswerOutputs,
        Outcomes = [TaskAnswer.Answered, .. CommonPorts],
    };

    /// <summary>Everybody answers for themselves: there is nothing to agree on.</summary>
    internal static IEnumerable<InputDescriptor> Each => TaskRules.QuorumInputs.Select(input =>
        input.Name == TaskRules.QuorumInput ? input with { Options = [nameof(QuorumKind.Each), nameof(QuorumKind.Any)], Default = nameof(QuorumKind.Each) } : input);

    /// <inheritdoc/>
    internal override IReadOnlyList<SilencePolicy> AllowedPolicies { get; } = [SilencePolicy.None, SilencePolicy.Skip, SilencePolicy.Park];

    /// <inheritdoc/>
    internal override TaskQuestion? QuestionOf(ActivityContext context)
    {
        if (context.Input<JsonArray>(DatesInput) is not { Count: > 0 } dates)
        {
            context.Fault($"The input '{DatesInput}' must list at least one date: take it from the output 'Dates' of the wait for the event.");
            return null;
        }

        return new TaskQuestion(
            TaskKind.Form,
            context.Input<string>("Title") ?? "",
            context.Input<string>("Text") ?? "",
            [new TaskOption(TaskAnswer.Answered)],
            [.. dates.Select(date => new TaskField(date!.GetValue<string>(), TaskFieldKind.DateFit, Required: true))]);
    }

    /// <inheritdoc/>
    protected override void AnswerWith(ActivityContext context, string option, JsonObject input) => context.Complete(TaskAnswer.Answered);
}
