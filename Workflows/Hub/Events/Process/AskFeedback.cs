using System.Text.Json.Nodes;
using StrongCities.Engine.Activities;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Mail;
using StrongCities.Hub.Tasks;

namespace StrongCities.Hub.Events.Process;

/// <summary><c>StrongCities.AskEventFeedback</c>: everybody who came says what it was worth, and what they will change.</summary>
public sealed class AskFeedback : TaskActivity
{
    /// <summary>Fields of the form.</summary>
    internal const string Promise = "WhatChanges";

    /// <inheritdoc cref="Promise"/>
    internal const string ByWhom = "ByWhom";

    /// <inheritdoc cref="Promise"/>
    internal const string Until = "DoneBy";

    private static readonly TaskField[] Fields =
    [
        new(HearEvent.UsefulnessField, TaskFieldKind.Rating, Required: true), new("Learnt", TaskFieldKind.Text), new(Promise, TaskFieldKind.Text), new(ByWhom, TaskFieldKind.Text), new(Until, TaskFieldKind.Date),
    ];

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new("StrongCities.AskEventFeedback")
    {
        Category = WaitForEvent.Category,
        DisplayName = "Ask what it was worth",
        Description = "Sends mail E6 to everybody who came, with a form: how useful it was, what will change, by whom and until when. Waits until all have answered or time is over.",
        Inputs = [.. FirstInputs, .. WhoInputs(CaseRole.Came, MailKind.EventFeedback), .. AskForDates.Each, .. TaskRules.PersonInputs, .. TaskTimes.Inputs],
        Outputs = AnswerOutputs,
        Outcomes = [TaskAnswer.Answered, .. CommonPorts],
    };

    /// <inheritdoc/>
    internal override IReadOnlyList<SilencePolicy> AllowedPolicies { get; } = [SilencePolicy.None, SilencePolicy.Skip, SilencePolicy.Park];

    /// <inheritdoc/>
    internal override TaskQuestion QuestionOf(ActivityContext context) =>
        new(TaskKind.Form, context.Input<string>("Title") ?? "", context.Input<string>("Text") ?? "", [new TaskOption(TaskAnswer.Answered)], Fields);

    /// <inheritdoc/>
    protected override void AnswerWith(ActivityContext context, string option, JsonObject input) => context.Complete(TaskAnswer.Answered);
}
