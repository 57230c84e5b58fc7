using System.Text.Json.Nodes;

namespace StrongCities.Engine.Execution;

/// <summary>One row of an instance's history, in the terms of Elsa's execution log.</summary>
public sealed record JournalEntry
{
    /// <summary>Rises by one within an instance, from 1.</summary>
    public required long Sequence { get; init; }

    /// <summary>The burst's time.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary><c>Started, Completed, Faulted, Canceled, Suspended, Resumed, Precondition Failed</c> or <c>Error</c>.</summary>
    public required string EventName { get; init; }

    /// <summary>The activity, or <c>Workflow1</c> for the workflow itself.</summary>
    public required string ActivityId { get; init; }

    /// <summary>Its path from the root.</summary>
    public required string ActivityNodeId { get; init; }

    /// <summary>Its type, such as <c>Elsa.Flowchart</c>.</summary>
    public required string ActivityType { get; init; }

    /// <summary>Its type's version, from 1.</summary>
    public required int ActivityTypeVersion { get; init; }

    /// <summary>Its name in the definition.</summary>
    public string? ActivityName { get; init; }

    /// <summary>The execution.</summary>
    public required string ActivityInstanceId { get; init; }

    /// <summary>The execution that contains it, or <see langword="null"/> at the root.</summary>
    public string? ParentActivityInstanceId { get; init; }

    /// <summary>For people: why it faulted, what was decided.</summary>
    public string? Message { get; init; }

    /// <summary>Data of the event, such as <c>Outcomes</c> of a completion.</summary>
    public JsonObject? Payload { get; init; }
}
