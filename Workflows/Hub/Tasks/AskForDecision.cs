using System.Text.Json.Nodes;
using StrongCities.Engine.Activities;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Mail;
using StrongCities.Hub.People;

namespace StrongCities.Hub.Tasks;

/// <summary><c>StrongCities.AskForDecision</c>: somebody chooses one of several options.</summary>
public sealed class AskForDecision : TaskActivity
{
    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new("StrongCities.AskForDecision")
    {
        Category = "People and mail",
        DisplayName = "Ask for a decision",
        Description = "Sends a mail with a button for each choice and waits for the first decision. Each choice is a way out; so is being overdue, being passed on, and silence.",
        Inputs =
        [
            .. FirstInputs,
            .. WhoInputs(CaseRole.HubLead, MailKind.Task, "Who decides"),
            new("Options", "String[]") { DisplayName = "Choices", Description = "What can be decided, the most likely first: type a word and press Enter. Each is a button in the mail and a way out here.", UIHint = "dynamic-outcomes", IsRequired = true },
            new("OptionsThatNeedComment", "String[]") { DisplayName = "Choices that need a reason", Description = "Those of the choices that ask for a reason in words.", UIHint = "multitext" },
            new("Fields", "JsonArray") { Description = "What may be filled in with the choice: a list such as [{\"key\":\"Refusal\",\"kind\":\"Refusal\"}]. Kinds: Text, Rating, Date, Staff, Points, Refusal, Number, YesNo. May stay empty.", UIHint = "json-editor" },
            new("DecideByReply", "Boolean") { DisplayName = "A reply decides", Description = "Whether one clear word in a reply to the mail decides, when the mail server proves who sent it. Never for signatures, money and publication.", UIHint = "checkbox", Default = true },
            .. TaskRules.DecisionInputs,
            .. TaskTimes.Inputs,
        ],
        Outputs = [new("Outcome", "String", "What was chosen.") { DisplayName = "Choice" }, new("Answers", "Object", "What was filled in, by key."), .. AnswerOutputs],
        Outcomes = [.. CommonPorts],
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

        if (AskForAnswers.FieldsOf(context) is not { } fields)
        {
            context.Fault(AskForAnswers.FieldsProblem);
            return null;
        }

        return new TaskQuestion(
            TaskKind.Decision,
            context.Input<string>("Title") ?? "",
            context.Input<string>("Text") ?? "",
            [.. options.Select(option => new TaskOption(option, reasons.Contains(option)))],
            fields,
            RepliesDecide(context));
    }

    /// <inheritdoc/>
    protected override void AnswerWith(ActivityContext context, string option, JsonObject input)
    {
        context.SetOutput("Outcome", option);
        context.SetOutput("Answers", input[FieldsInput]?.DeepClone());
        context.Complete(option);
    }

    // What can't be taken back is never decided by a word in a mail, and who must declare interests first can't do so in one.
    private static bool RepliesDecide(ActivityContext context) =>
        context.Input<bool>("DecideByReply")
        && TaskRules.Read(context, out _) is { Stakes: Stakes.Ordinary, Conflicts: not ConflictRule.MustDeclare };
}
