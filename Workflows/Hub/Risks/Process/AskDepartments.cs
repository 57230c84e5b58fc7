using System.Text.Json.Nodes;
using StrongCities.Engine.Activities;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Mail;
using StrongCities.Hub.Tasks;

namespace StrongCities.Hub.Risks.Process;

/// <summary><c>StrongCities.AskDepartments</c>: every department of the city rates the risks, or says that nothing has changed.</summary>
public sealed class AskDepartments : TaskActivity
{
    /// <summary>The form was filled in.</summary>
    internal const string Rated = "RisksRated";

    internal const string Category = "Risks";

    // The first fills nothing in: it is the button of the mail. The other is what sending the form says.
    private static readonly TaskOption[] Answers = [new("RisksSame"), new(Rated)];

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new("StrongCities.AskDepartments")
    {
        Category = Category,
        DisplayName = "Ask the departments",
        Description = "Sends mail D1 to every department of the city, with a form for their ratings and a button that says nothing has changed, and waits until all have answered or time is over.",
        Inputs = [.. FirstInputs, .. WhoInputs(CaseRole.Departments, MailKind.RateRisks), .. Each, .. TaskRules.PersonInputs, .. TaskTimes.Inputs],
        Outputs = AnswerOutputs,
        Outcomes = [TaskAnswer.Answered, .. CommonPorts],
    };

    /// <inheritdoc/>
    internal override IReadOnlyList<SilencePolicy> AllowedPolicies { get; } = [SilencePolicy.None, SilencePolicy.Skip, SilencePolicy.Park];

    // Everybody answers for their own department: there is nothing to agree on.
    private static IEnumerable<InputDescriptor> Each => TaskRules.QuorumInputs.Select(input =>
        input.Name == TaskRules.QuorumInput ? input with { Options = [nameof(QuorumKind.Each), nameof(QuorumKind.Any)], Default = nameof(QuorumKind.Each) } : input);

    /// <inheritdoc/>
    internal override TaskQuestion QuestionOf(ActivityContext context) => new(
        TaskKind.Decision, context.Input<string>("Title") ?? "", context.Input<string>("Text") ?? "", Answers, []);

    /// <inheritdoc/>
    protected override void AnswerWith(ActivityContext context, string option, JsonObject input) => context.Complete(TaskAnswer.Answered);
}
