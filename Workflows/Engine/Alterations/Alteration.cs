using System.Text.Json.Nodes;
using StrongCities.Engine.Definitions;
using StrongCities.Engine.Execution;

namespace StrongCities.Engine.Alterations;

/// <summary>A change that somebody makes to an instance from outside its flow, in Elsa's terms.</summary>
public abstract record Alteration
{
    /// <summary>Elsa's name of it.</summary>
    public abstract string Name { get; }
}

/// <summary>Cancels the instance.</summary>
public sealed record CancelWorkflow : Alteration
{
    /// <inheritdoc/>
    public override string Name => "Cancel";
}

/// <summary>Cancels an open activity and all in it. As in Elsa its container is not told and may wait for ever: schedule something next.</summary>
/// <param name="ActivityId">Every open execution of this activity, or <see langword="null"/>.</param>
/// <param name="ActivityInstanceId">This execution, or <see langword="null"/>.</param>
public sealed record CancelActivity(string? ActivityId, string? ActivityInstanceId) : Alteration
{
    /// <inheritdoc/>
    public override string Name => "CancelActivity";
}

/// <summary>Moves the instance to another version of its definition; open activities are found again by their ids. Done before all other changes of one request.</summary>
/// <param name="TargetVersion">The version's number.</param>
/// <param name="Target">That version, or <see langword="null"/> when there is none.</param>
public sealed record MigrateWorkflow(int TargetVersion, WorkflowGraph? Target) : Alteration
{
    /// <inheritdoc/>
    public override string Name => "Migrate";
}

/// <summary>Gives a variable another value.</summary>
/// <param name="VariableId">A variable of the workflow or of an open container.</param>
/// <param name="Value">Must fit its type; <see langword="null"/> brings the default back.</param>
public sealed record ModifyVariable(string VariableId, JsonNode? Value) : Alteration
{
    /// <inheritdoc/>
    public override string Name => "ModifyVariable";
}

/// <summary>
/// Runs an activity whose container is open. Where it faulted, it runs anew and its incident is settled; a faulted instance goes on, and what
/// waited in it begins to wait anew.
/// </summary>
/// <param name="ActivityId">The activity, or <see langword="null"/>.</param>
/// <param name="ActivityInstanceId">An execution of it, or <see langword="null"/>.</param>
public sealed record ScheduleActivity(string? ActivityId, string? ActivityInstanceId) : Alteration
{
    /// <inheritdoc/>
    public override string Name => "ScheduleActivity";
}

/// <summary>Runs what faulted anew: a <see cref="ScheduleActivity"/> for each faulted execution.</summary>
/// <param name="ActivityIds">Only of these activities; empty for all.</param>
public sealed record RetryFaulted(IReadOnlyList<string> ActivityIds) : Alteration
{
    /// <inheritdoc/>
    public override string Name => "ScheduleActivity";
}

/// <summary>
/// Changes an instance. Either every alteration is made or, when one cannot be, none: then the journal and <see cref="Altered"/> say why.
/// </summary>
/// <param name="Alterations">In the order in which they are made.</param>
public sealed record Alter(IReadOnlyList<Alteration> Alterations) : Stimulus;

/// <summary>How alterations went.</summary>
/// <param name="Log">One entry per alteration tried.</param>
/// <param name="HasScheduledWork">Whether they scheduled anything.</param>
public sealed record Altered(IReadOnlyList<AlterationLogEntry> Log, bool HasScheduledWork) : Effect
{
    /// <summary>Whether all were made.</summary>
    public bool IsSuccessful => Log.All(entry => entry.IsSuccessful);
}

/// <summary>How one alteration went.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Failure">Why it could not be made, or <see langword="null"/>.</param>
/// <param name="Timestamp">The burst's time.</param>
public sealed record AlterationLogEntry(string Name, string? Failure, DateTimeOffset Timestamp)
{
    /// <summary>Whether it was made.</summary>
    public bool IsSuccessful => Failure is null;

    /// <summary>In Elsa's words.</summary>
    public string Message => Failure ?? $"{Name} succeeded";

    /// <summary>Elsa's name of what happened.</summary>
    public string EventName => $"Alteration {Name} {(IsSuccessful ? "succeeded" : "failed")}";
}
