using System.Text.Json.Nodes;
using StrongCities.Engine.Execution;

namespace StrongCities.Engine.Activities;

/// <summary>What the activities that start other workflows have in common, and what a host must know of them.</summary>
public static class ChildWorkflow
{
    /// <summary>Asked before a child is dispatched: <c>{definitionId}</c>. No published version is no answer, but an error.</summary>
    public const string FindQuestion = "StrongCities.FindWorkflow";

    /// <summary>Asked to run a child at once: <see cref="Request"/> as JSON. The answer has the members of Elsa's result.</summary>
    public const string ExecuteQuestion = "StrongCities.ExecuteWorkflow";

    /// <summary>The name of all bookmarks that wait for a child's end, whichever activity made them.</summary>
    public const string EndedStimulus = "StrongCities.ChildEnded";

    /// <summary>The member of the resuming input that holds the child's outputs.</summary>
    public const string OutputInput = "WorkflowOutput";

    /// <summary>The member of the resuming input that holds the child's sub-status.</summary>
    public const string SubStatusInput = "WorkflowSubStatus";

    internal static InputDescriptor DefinitionInput { get; } =
        new("WorkflowDefinitionId", "String")
        {
            DisplayName = "Workflow",
            Description = "Which workflow to start.",
            UIHint = "workflow-definition-picker",
            IsRequired = true,
        };

    internal static InputDescriptor CorrelationInput { get; } = new("CorrelationId", "String") { DisplayName = "Correlation id", Description = "What ties it to something outside. Empty: none." };

    internal static InputDescriptor InputInput { get; } = new("Input", "Object") { Description = "Inputs for it, by name.", UIHint = "json-editor" };

    internal static InputDescriptor WaitInput { get; } =
        new("WaitForCompletion", "Boolean") { DisplayName = "Wait for completion", Description = "Whether to go on only when it has ended.", UIHint = "checkbox" };

    internal static InputDescriptor TraceInput { get; } =
        new("StartNewTrace", "Boolean") { DisplayName = "Start new trace", Description = "Kept for Elsa; has no effect here.", Category = "Open Telemetry", UIHint = "checkbox" };

    /// <summary>Elsa's one channel is the empty one.</summary>
    internal static InputDescriptor ChannelInput { get; } = new("ChannelName", "String")
    {
        DisplayName = "Channel",
        Description = "Kept for Elsa; there is one channel here.",
        UIHint = "dropdown",
        Options = [""],
        OptionTexts = new Dictionary<string, string> { [""] = "Default" },
    };

    /// <summary>The hash of the bookmarks that wait for a child's end.</summary>
    /// <param name="childInstanceId">The child.</param>
    /// <returns>See <see cref="StimulusHash"/>.</returns>
    public static string EndedHash(string childInstanceId) => StimulusHash.Of(EndedStimulus, Payload(childInstanceId));

    internal static void WaitFor(ActivityExecution execution, string childInstanceId) =>
        execution.AddBookmark(new BookmarkRequest(Payload: Payload(childInstanceId)) { HashedName = EndedStimulus, Tag = childInstanceId });

    internal static void Find(ActivityExecution execution) =>
        execution.Ask(new Question(FindQuestion, new JsonObject { ["definitionId"] = execution.Input<string>("WorkflowDefinitionId") }));

    internal static ChildRequested Request(ActivityExecution execution, JsonObject? input, string? correlationId) => new(
        execution.Run.Ids.Next(),
        execution.Input<string>("WorkflowDefinitionId") ?? "",
        correlationId is { Length: > 0 } ? correlationId : null,
        input ?? []);

    private static JsonObject Payload(string childInstanceId) => new() { ["ChildInstanceId"] = childInstanceId };
}
