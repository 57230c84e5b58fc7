using System.Text.Json.Nodes;
using StrongCities.Engine.Activities;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Mail;
using StrongCities.Hub.People;

namespace StrongCities.Hub.Tasks;

/// <summary><c>StrongCities.AskForAttendance</c>: people say whether they come.</summary>
public sealed class AskForAttendance : TaskActivity
{
    private static readonly TaskOption[] Answers = [new("Attend"), new("AttendOnline"), new("NotAttend")];

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new("StrongCities.AskForAttendance")
    {
        Category = "People and mail",
        DisplayName = "Ask who comes",
        Description = "Invites everybody in a role by mail, with buttons to come, to join online or to stay away, and waits until all have answered.",
        Inputs = [.. FirstInputs, .. WhoInputs(CaseRole.Coordinator, MailKind.Task, "Who is invited"), .. AlsoAsk, .. TaskRules.PersonInputs, .. TaskTimes.Inputs],
        Outputs = AnswerOutputs,
        Outcomes = [TaskAnswer.Answered, .. CommonPorts],
    };

    /// <inheritdoc/>
    internal override IReadOnlyList<SilencePolicy> AllowedPolicies { get; } = [SilencePolicy.None, SilencePolicy.Skip];

    // Everybody answers for themselves: there is nothing to agree on, so nothing to choose.
    private static IEnumerable<InputDescriptor> AlsoAsk => TaskRules.QuorumInputs.Select(input =>
        input.Name == TaskRules.QuorumInput ? input with { Options = [nameof(QuorumKind.Each), nameof(QuorumKind.Any)], Default = nameof(QuorumKind.Each) } : input);

    /// <inheritdoc/>
    internal override TaskQuestion QuestionOf(ActivityContext context) => new(
        TaskKind.Attendance, context.Input<string>("Title") ?? "", context.Input<string>("Text") ?? "", Answers, []);

    /// <inheritdoc/>
    protected override void AnswerWith(ActivityContext context, string option, JsonObject input) => context.Complete(TaskAnswer.Answered);
}
