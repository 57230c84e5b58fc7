using System.Text.Json.Nodes;
using StrongCities.Engine.Activities;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Mail;
using StrongCities.Hub.People;

namespace StrongCities.Hub.Tasks;

/// <summary><c>StrongCities.AskForAcknowledgement</c>: people say that they have read something.</summary>
public sealed class AskForAcknowledgement : TaskActivity
{
    private const string Acknowledged = "Acknowledged";

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new("StrongCities.AskForAcknowledgement")
    {
        Category = "People and mail",
        DisplayName = "Ask to acknowledge",
        Description = "Sends a mail with one button by which people say that they have read it, and waits for them.",
        Inputs = [.. FirstInputs, .. WhoInputs(CaseRole.Coordinator, MailKind.Task, "Who acknowledges"), .. TaskRules.QuorumInputs, .. TaskRules.PersonInputs, .. TaskTimes.Inputs],
        Outputs = AnswerOutputs,
        Outcomes = [TaskAnswer.Answered, .. CommonPorts],
    };

    /// <inheritdoc/>
    internal override IReadOnlyList<SilencePolicy> AllowedPolicies { get; } = [SilencePolicy.None, SilencePolicy.Skip, SilencePolicy.Park];

    /// <inheritdoc/>
    internal override TaskQuestion QuestionOf(ActivityContext context) => new(
        TaskKind.Acknowledgement, context.Input<string>("Title") ?? "", context.Input<string>("Text") ?? "", [new TaskOption(Acknowledged)], []);

    /// <inheritdoc/>
    protected override void AnswerWith(ActivityContext context, string option, JsonObject input) => context.Complete(TaskAnswer.Answered);
}
