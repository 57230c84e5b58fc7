using StrongCities.Hub.Cases;
using StrongCities.Hub.People;

namespace StrongCities.Hub.Tasks;

/// <summary>One person who is asked, on their own or for somebody else.</summary>
public sealed class TaskSeat
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The task.</summary>
    public required string TaskId { get; init; }

    /// <summary>The person.</summary>
    public required Guid PersonId { get; init; }

    /// <summary>For whom they act, as a substitute; <see langword="null"/> for themselves.</summary>
    public Guid? ForPersonId { get; init; }

    /// <summary>Why they are asked.</summary>
    public SeatReason Reason { get; init; }

    /// <summary>The role they are asked in; <see langword="null"/> for the task's own.</summary>
    public CaseRole? Role { get; init; }

    /// <summary>Their step, in sequence; from 0.</summary>
    public int Step { get; init; }

    /// <summary>Where it stands.</summary>
    public SeatState State { get; set; }

    /// <summary>When they said that they have no personal interest in the case.</summary>
    public DateTimeOffset? DeclaredAt { get; set; }

    /// <summary>Whose say it is: with a substitute two seats share one.</summary>
    public Guid Voice => ForPersonId ?? PersonId;
}

/// <summary>Why somebody has a seat.</summary>
public enum SeatReason
{
    /// <summary>They hold the role.</summary>
    Role,

    /// <summary>They are the substitute of somebody who is away.</summary>
    Absence,

    /// <summary>They are the substitute of somebody who did not answer.</summary>
    Overdue,

    /// <summary>Somebody at the hub gave the task to them.</summary>
    Reassigned,

    /// <summary>The role had too few people.</summary>
    Reserve,
}

/// <summary>Where a seat stands.</summary>
public enum SeatState
{
    /// <summary>They may act.</summary>
    Open,

    /// <summary>It is not their turn yet.</summary>
    Waiting,

    /// <summary>They have answered.</summary>
    Decided,
}
