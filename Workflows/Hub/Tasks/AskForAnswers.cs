using System.Text.Json.Nodes;
using StrongCities.Engine.Activities;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Mail;
using StrongCities.Hub.People;

namespace StrongCities.Hub.Tasks;

/// <summary><c>StrongCities.AskForAnswers</c>: somebody fills in a small form.</summary>
public sealed class AskForAnswers : TaskActivity
{
    private const int MaxFields = 20;

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new("StrongCities.AskForAnswers")
    {
        Category = "People and mail",
        DisplayName = "Ask for answers",
        Description = "Sends a mail that leads to a small form, and waits until somebody has filled it in.",
        Inputs =
        [
            .. FirstInputs,
            .. WhoInputs(CaseRole.Asker, MailKind.Task, "Who answers"),
            new("Fields", "JsonArray")
            {
                Description = "What to fill in: a list such as [{\"key\":\"Answer\",\"kind\":\"Text\",\"required\":true}]. Kinds: Text, Rating, Date, Staff, Points, Refusal, Number, YesNo.",
                UIHint = "json-editor",
                IsRequired = true,
            },
            .. TaskRules.PersonInputs,
            .. TaskTimes.Inputs,
        ],
        Outputs = [new("Answers", "Object", "What was filled in, by key."), .. AnswerOutputs],
        Outcomes = [TaskAnswer.Answered, Silence, Overdue, Escalated, Parked, Withdrawn],
    };

    /// <inheritdoc/>
    internal override IReadOnlyList<SilencePolicy> AllowedPolicies { get; } = [SilencePolicy.None, SilencePolicy.Close, SilencePolicy.Skip, SilencePolicy.Park];

    /// <inheritdoc/>
    internal override TaskQuestion? QuestionOf(ActivityContext context)
    {
        if (FieldsOf(context) is not { Count: > 0 } fields)
        {
            context.Fault(FieldsProblem);
            return null;
        }

        return new TaskQuestion(
            TaskKind.Form, context.Input<string>("Title") ?? "", context.Input<string>("Text") ?? "", [new TaskOption(TaskAnswer.Answered)], fields);
    }

    /// <inheritdoc/>
    protected override void AnswerWith(ActivityContext context, string option, JsonObject input)
    {
        context.SetOutput("Answers", input[FieldsInput]?.DeepClone());
        context.Complete(TaskAnswer.Answered);
    }

    /// <summary>What a list that is wrong faults with.</summary>
    internal static string FieldsProblem { get; } =
        $"The input 'Fields' must list 1 to {MaxFields} fields, each with a 'key' of its own and a 'kind' of {string.Join(", ", Enum.GetNames<TaskFieldKind>())}.";

    /// <summary>The fields that a definition lists, none where it says nothing; <see langword="null"/> when something is wrong with them.</summary>
    internal static IReadOnlyList<TaskField>? FieldsOf(ActivityContext context)
    {
        var fields = (context.Input<JsonArray>("Fields") ?? []).Select(FieldOf).ToList();
        return fields.Count > MaxFields || fields.Contains(null) || fields.DistinctBy(field => field!.Key).Count() != fields.Count ? null : [.. fields.OfType<TaskField>()];
    }

    private static TaskField? FieldOf(JsonNode? node) =>
        node is JsonObject field
        && field["key"] is JsonValue key && key.TryGetValue<string>(out var name) && name.Length > 0
        && field["kind"] is JsonValue kind && kind.TryGetValue<string>(out var kindName) && Enum.TryParse<TaskFieldKind>(kindName, out var fieldKind)
            ? new TaskField(name, fieldKind, field["required"] is JsonValue required && required.TryGetValue<bool>(out var must) && must)
            : null;
}
