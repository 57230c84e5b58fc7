namespace StrongCities.Engine.Execution;

/// <summary>Whether an instance can still change.</summary>
public enum WorkflowStatus
{
    /// <summary>It runs or waits.</summary>
    Running,

    /// <summary>It ended.</summary>
    Finished,
}

/// <summary>How an instance runs or ended, in Elsa's terms.</summary>
public enum WorkflowSubStatus
{
    /// <summary>Created, not run yet.</summary>
    Pending,

    /// <summary>In a burst, or waiting for an answer of the outside.</summary>
    Executing,

    /// <summary>Waits for a bookmark.</summary>
    Suspended,

    /// <summary>Stopped between bursts by the host.</summary>
    Interrupted,

    /// <summary>Ran to its end.</summary>
    Finished,

    /// <summary>Cancelled.</summary>
    Cancelled,

    /// <summary>Ended with an incident.</summary>
    Faulted,
}

/// <summary>How one execution of an activity stands.</summary>
public enum ActivityStatus
{
    /// <summary>Scheduled, not run yet.</summary>
    Pending,

    /// <summary>Runs or waits.</summary>
    Running,

    /// <summary>Ended well.</summary>
    Completed,

    /// <summary>Ended from outside.</summary>
    Canceled,

    /// <summary>Ended with an incident.</summary>
    Faulted,
}

/// <summary>What went wrong in an activity. A value, never an exception.</summary>
/// <param name="ActivityId">The activity.</param>
/// <param name="ActivityNodeId">Its path from the root.</param>
/// <param name="ActivityType">Its type.</param>
/// <param name="Message">What is wrong and how to mend it.</param>
/// <param name="Timestamp">The burst's time.</param>
/// <param name="Detail">The underlying error, such as a script's, or <see langword="null"/>.</param>
public sealed record Incident(
    string ActivityId, string ActivityNodeId, string ActivityType, string Message, DateTimeOffset Timestamp, string? Detail);
