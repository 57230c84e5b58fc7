using System.Text.Json.Nodes;

namespace StrongCities.Engine.Execution;

/// <summary>One execution of an activity as people see it, in the terms of Elsa's activity execution records. It stands beside the state and is never read back.</summary>
public sealed record ActivityRecord
{
    /// <summary>The execution.</summary>
    public required string Id { get; init; }

    /// <summary>The activity, or <c>Workflow1</c> for the workflow itself.</summary>
    public required string ActivityId { get; init; }

    /// <summary>Its path from the root.</summary>
    public required string ActivityNodeId { get; init; }

    /// <summary>Its type.</summary>
    public required string ActivityType { get; init; }

    /// <summary>Its type's version, from 1.</summary>
    public required int ActivityTypeVersion { get; init; }

    /// <summary>Its name in the definition.</summary>
    public string? ActivityName { get; init; }

    /// <summary>Where it stands after the burst.</summary>
    public required ActivityStatus Status { get; init; }

    /// <summary>When it ran first.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it completed or was cancelled.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Inputs as evaluated, by name; without those that the definition excludes from logs.</summary>
    public JsonObject? ActivityState { get; init; }

    /// <summary>Outputs by name; without those that the definition excludes from logs.</summary>
    public JsonObject? Outputs { get; init; }

    /// <summary>Data of its last journal row that had any.</summary>
    public JsonObject? Payload { get; init; }

    /// <summary>The activity's own state.</summary>
    public JsonObject? Properties { get; init; }

    /// <summary>Why it faulted.</summary>
    public ActivityFailure? Exception { get; init; }

    /// <summary>Whether it waits.</summary>
    public bool HasBookmarks { get; init; }

    /// <summary>Faults of it and of all in it.</summary>
    public int AggregateFaultCount { get; init; }

    /// <summary>The execution after which it came.</summary>
    public string? SchedulingActivityExecutionId { get; init; }

    /// <summary>That one's activity.</summary>
    public string? SchedulingActivityId { get; init; }

    /// <summary>How many came before it on that way, from 0 at the root.</summary>
    public int CallStackDepth { get; init; }
}

/// <summary>Why an activity faulted.</summary>
/// <param name="Type">The kind of error, such as <c>EvaluationException</c>.</param>
/// <param name="Message">What is wrong and how to mend it.</param>
/// <param name="Detail">The underlying error, such as a script's, or <see langword="null"/>.</param>
public sealed record ActivityFailure(string Type, string Message, string? Detail);

/// <summary>Where one execution stands. At most one per execution and burst, at the burst's end: it replaces the earlier one.</summary>
/// <param name="Record">The whole record.</param>
public sealed record ActivityRecorded(ActivityRecord Record) : Effect;
