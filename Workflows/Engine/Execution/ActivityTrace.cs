using System.Text.Json.Nodes;
using StrongCities.Engine.Expressions;

namespace StrongCities.Engine.Execution;

/// <summary>What people want to know of an execution and nothing needs for running it.</summary>
internal sealed class ActivityTrace
{
    private Dictionary<string, object?>? outputs;

    public ActivityTrace(ActivityExecution? scheduledBy)
    {
        ScheduledBy = scheduledBy?.Id;
        ScheduledByActivity = scheduledBy?.Node.Id;
        Depth = scheduledBy is null ? 0 : scheduledBy.Trace.Depth + 1;
    }

    public ActivityTrace(TraceState? stored)
    {
        StartedAt = stored?.StartedAt;
        ScheduledBy = stored?.ScheduledBy;
        ScheduledByActivity = stored?.ScheduledByActivity;
        Depth = stored?.Depth ?? 0;
        Faults = stored?.Faults ?? 0;
    }

    /// <summary>When it ran first.</summary>
    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>The execution after which it came: the one before it in the flow, else its container.</summary>
    public string? ScheduledBy { get; }

    /// <summary>That one's activity.</summary>
    public string? ScheduledByActivity { get; }

    /// <summary>How many came before it on that way, from 0 at the root.</summary>
    public int Depth { get; }

    /// <summary>Faults of it and of all in it.</summary>
    public int Faults { get; set; }

    /// <summary>Data of its last journal row that had any.</summary>
    public JsonObject? Payload { get; set; }

    /// <summary>Why it faulted.</summary>
    public ActivityFailure? Failure { get; set; }

    public void SetOutput(string name, object? value) => (outputs ??= [])[name] = value;

    /// <summary>Outputs of this burst, as far as they are to be kept.</summary>
    public JsonObject? Outputs(Func<string, bool> kept) => outputs is null ? null
        : new JsonObject(outputs.Where(output => kept(output.Key)).Select(output => KeyValuePair.Create(output.Key, Values.ToJson(output.Value))));

    public TraceState ToState() => new()
    {
        StartedAt = StartedAt,
        ScheduledBy = ScheduledBy,
        ScheduledByActivity = ScheduledByActivity,
        Depth = Depth,
        Faults = Faults,
    };
}
