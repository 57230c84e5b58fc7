using System.Text.Json.Nodes;
using StrongCities.Engine.Activities;

namespace StrongCities.Engine.Execution;

/// <summary>What sets a burst going.</summary>
public abstract record Stimulus;

/// <summary>Starts a new instance.</summary>
/// <param name="Input">Workflow inputs by name, names compared without case.</param>
public sealed record Start(JsonObject Input) : Stimulus
{
    /// <summary>The trigger activity that started it, or <see langword="null"/> for a plain start.</summary>
    public string? TriggerActivityId { get; init; }

    /// <summary>Values that workflow variables begin with, by name. What the workflow does not declare lasts for the first burst.</summary>
    public JsonObject Variables { get; init; } = [];

    /// <summary>How flowcharts run; <see langword="null"/> for what definition and host say.</summary>
    public FlowchartMode? FlowchartMode { get; init; }
}

/// <summary>Resumes a bookmark. A bookmark that is not there (any more) leaves the state as it was.</summary>
/// <param name="BookmarkId">A bookmark of this instance.</param>
/// <param name="Input">Input handed to the waiting activity and readable as workflow input in this burst.</param>
public sealed record Resume(string BookmarkId, JsonObject Input) : Stimulus;

/// <summary>Answers a question that an earlier burst asked.</summary>
/// <param name="RequestId">The id of the <see cref="Requested"/> effect.</param>
/// <param name="Value">The answer.</param>
/// <param name="Failure">Why there is no answer; becomes an incident of the asking activity.</param>
public sealed record Answer(string RequestId, JsonNode? Value, string? Failure = null) : Stimulus;

/// <summary>Cancels the instance: everything that waits or runs ends as Canceled. Never an incident.</summary>
public sealed record Cancel : Stimulus;
