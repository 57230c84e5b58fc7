using System.Text.Json.Nodes;
using StrongCities.Engine.Activities;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Mail;
using StrongCities.Hub.People;

namespace StrongCities.Hub.Tasks;

/// <summary><c>StrongCities.AskForInformation</c>: the city completes its request.</summary>
public sealed class AskForInformation : TaskActivity
{
    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new("StrongCities.AskForInformation")
    {
        Category = "People and mail",
        DisplayName = "Ask for information",
        Description = "Sends the request back with a list of what is missing, and waits until it comes again.",
        Inputs = [.. FirstInputs, .. WhoInputs(CaseRole.Asker, MailKind.PleaseComplete, "Who completes it"), .. TaskRules.PersonInputs, .. TaskTimes.Inputs],
        Outputs = AnswerOutputs,
        Outcomes = [TaskAnswer.Answered, Silence, Overdue, Escalated, Parked, Withdrawn],
    };

    /// <inheritdoc/>
    internal override IReadOnlyList<SilencePolicy> AllowedPolicies { get; } = [SilencePolicy.None, SilencePolicy.Close, SilencePolicy.Park];

    /// <inheritdoc/>
    internal override TaskQuestion QuestionOf(ActivityContext context) => new(
        TaskKind.Completion,
        context.Input<string>("Title") ?? "",
        context.Input<string>("Text") ?? "",
        [new TaskOption(TaskAnswer.Answered)],
        []);

    /// <inheritdoc/>
    protected override void AnswerWith(ActivityContext context, string option, JsonObject input) => context.Complete(TaskAnswer.Answered);
}
