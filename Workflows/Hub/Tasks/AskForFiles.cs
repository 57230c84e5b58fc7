using System.Text.Json.Nodes;
using StrongCities.Engine.Activities;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Mail;
using StrongCities.Hub.People;

namespace StrongCities.Hub.Tasks;

/// <summary><c>StrongCities.AskForFiles</c>: somebody sends files, which become attachments of the case.</summary>
public sealed class AskForFiles : TaskActivity
{
    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new("StrongCities.AskForFiles")
    {
        Category = "People and mail",
        DisplayName = "Ask for files",
        Description = "Sends a mail that leads to a page where files can be sent, and waits until at least one has come.",
        Inputs = [.. FirstInputs, .. WhoInputs(CaseRole.Asker, MailKind.Task, "Who sends them"), .. TaskRules.PersonInputs, .. TaskTimes.Inputs],
        Outputs = AnswerOutputs,
        Outcomes = [TaskAnswer.Answered, .. CommonPorts],
    };

    /// <inheritdoc/>
    internal override IReadOnlyList<SilencePolicy> AllowedPolicies { get; } = [SilencePolicy.None, SilencePolicy.Close, SilencePolicy.Skip, SilencePolicy.Park];

    /// <inheritdoc/>
    internal override TaskQuestion QuestionOf(ActivityContext context) => new(
        TaskKind.Upload, context.Input<string>("Title") ?? "", context.Input<string>("Text") ?? "", [new TaskOption(TaskAnswer.Answered)], []);

    /// <inheritdoc/>
    protected override void AnswerWith(ActivityContext context, string option, JsonObject input) => context.Complete(TaskAnswer.Answered);
}
