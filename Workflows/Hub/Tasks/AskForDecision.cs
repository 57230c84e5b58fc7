using System.Text.Json.Nodes;
using StrongCities.Engine.Activities;
using StrongCities.Hub.Mail;
using StrongCities.Hub.People;

namespace StrongCities.Hub.Tasks;

/// <summary><c>StrongCities.AskForDecision</c>: somebody chooses one of several options.</summary>
public sealed class AskForDecision : TaskActivity
{
    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new("StrongCities.AskForDecision")
    {
        Category = "StrongCities",
        DisplayName = "Ask for a decision",
        Description = "Sends a mail with buttons to everybody in a role and waits for the first decision. Each option is a way out.",
        Inputs =
        [
            .. FirstInputs,
            .. WhoInputs(CaseRole.HubLead, MailKind.Task),
            new("Options", "String[]") { Description = "What can be decided, the most likely first. Each is a way out.", UIHint = "dynamic-outcomes", IsRequired = true },
            new("OptionsThatNeedComment", "String[]") { DisplayName = "Options that need a reason", Description = "Those of the options that ask for a reason.", UIHint = "multitext" },
            new("DecideByReply", "Boolean") { DisplayName = "Decide by reply", Description = "Whether one clear word in a reply by mail decides, when the mail server proves its sender. Not for signatures, money and publication.", UIHint = "checkbox", Default = true },
            .. TaskRules.DecisionInputs,
            .. TaskTimes.Inputs,
        ],
        Outputs = [new("Outcome", "String", "The option that was chosen."), .. AnswerOutputs],
        Outcomes = [TaskAnswer.Answered, .. CommonPorts],
    };

    /// <inheritdoc/>
    internal override IReadOnlyList<SilencePolicy> AllowedPolicies { get; } =
        [SilencePolicy.None, SilencePolicy.Close, SilencePolicy.Park, SilencePolicy.NoGo, SilencePolicy.NoObjection];

    /// <inheritdoc/>
    public override IEnumerable<Misuse> Misuses(ActivityUse use) => TaskMisuse.Find(use, Silence);

    /// <inheritdoc/>
    internal override TaskQuestion? QuestionOf(ActivityContext context)
    {
        var options = context.Input<string[]>("Options") ?? [];
        var reasons = context.Input<string[]>("OptionsThatNeedComment") ?? [];
        if (options.Length == 0 || options.Any(string.IsNullOrWhiteSpace) || options.Distinct(StringComparer.Ordinal).Count() != options.Length)
        {
            context.Fault("The input 'Options' must name at least one option, each once and none empty.");
            return null;
        }

        if (options.Intersect(CommonPorts).FirstOrDefault() is { } taken)
        {
            context.Fault($"The option '{taken}' has the name of a way out that every task has. Give it another name.");
            return null;
        }

        if (reasons.Except(options).FirstOrDefault() is { } unknown)
        {
            context.Fault($"'{unknown}' needs a reason but is not among the options. Add it there, or remove it.");
            return null;
        }

        return new TaskQuestion(
            TaskKind.Decision,
            context.Input<string>("Title") ?? "",
            context.Input<string>("Text") ?? "",
            [.. options.Select(option => new TaskOption(option, reasons.Contains(option)))],
            [],
            RepliesDecide(context));
    }

    /// <inheritdoc/>
    protected override void AnswerWith(ActivityContext context, string option, JsonObject input)
    {
        context.SetOutput("Outcome", option);
        context.Complete(option);
    }

    // What can't be taken back is never decided by a word in a mail, and who must declare interests first can't do so in one.
    private static bool RepliesDecide(ActivityContext context) =>
        context.Input<bool>("DecideByReply")
        && TaskRules.Read(context, out _) is { Stakes: Stakes.Ordinary, Conflicts: not ConflictRule.MustDeclare };
}
