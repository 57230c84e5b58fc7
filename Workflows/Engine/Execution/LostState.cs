namespace StrongCities.Engine.Execution;

/// <summary>What is still known of an instance whose stored state cannot be read, and what takes the state's place.</summary>
/// <param name="Id">The instance.</param>
/// <param name="DefinitionId">Its definition.</param>
/// <param name="DefinitionVersionId">The version it ran on.</param>
/// <param name="DefinitionVersion">That version's number.</param>
/// <param name="CorrelationId">Tied it to a case.</param>
/// <param name="Name">The name people see.</param>
/// <param name="ParentInstanceId">Who started it as a child.</param>
/// <param name="CreatedAt">When it was started.</param>
public sealed record LostState(
    string Id,
    string DefinitionId,
    string DefinitionVersionId,
    int DefinitionVersion,
    string? CorrelationId,
    string? Name,
    string? ParentInstanceId,
    DateTimeOffset CreatedAt)
{
    private const string RootId = "Workflow1";

    /// <summary>A state that has ended as faulted, with one incident that tells people what happened.</summary>
    /// <param name="why">What is wrong and how to mend it.</param>
    /// <param name="now">When it was found.</param>
    /// <param name="sequence">The last journal sequence used, that of <see cref="Entry"/>.</param>
    /// <returns>The state.</returns>
    public InstanceState StandIn(string why, DateTimeOffset now, long sequence) => new()
    {
        Id = Id,
        DefinitionId = DefinitionId,
        DefinitionVersionId = DefinitionVersionId,
        DefinitionVersion = DefinitionVersion,
        CorrelationId = CorrelationId,
        Name = Name,
        ParentInstanceId = ParentInstanceId,
        CreatedAt = CreatedAt,
        UpdatedAt = now,
        Status = WorkflowStatus.Finished,
        SubStatus = WorkflowSubStatus.Faulted,
        Incidents = [new Incident(RootId, RootId, Activities.Workflow.TypeName, why, now, Detail: null)],
        LogicFlags = Execution.LogicFlags.Current,
        Sequence = sequence,
    };

    /// <summary>The journal's last entry.</summary>
    /// <inheritdoc cref="StandIn"/>
    /// <returns>The entry.</returns>
    public JournalEntry Entry(string why, DateTimeOffset now, long sequence) => new()
    {
        Sequence = sequence,
        Timestamp = now,
        EventName = "Faulted",
        ActivityId = RootId,
        ActivityNodeId = RootId,
        ActivityType = Activities.Workflow.TypeName,
        ActivityTypeVersion = 1,
        ActivityInstanceId = Id,
        Message = why,
    };
}
