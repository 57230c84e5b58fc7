using StrongCities.Hub.Record;

namespace StrongCities.Hub.Tasks;

/// <summary>Something done to a task besides answering it: append-only, kept for ever.</summary>
public sealed class TaskAct : RecordRow
{
    /// <summary>The task.</summary>
    public required string TaskId { get; init; }

    /// <summary>What was done.</summary>
    public required TaskActKind Kind { get; init; }

    /// <summary>Who did it; <see langword="null"/> for the clock.</summary>
    public Guid? PersonId { get; init; }

    /// <summary>To whom it was done, such as who is asked now.</summary>
    public Guid? SubjectId { get; init; }

    /// <summary>Why, in their words.</summary>
    public string? Reason { get; init; }

    /// <summary>By which way: <c>link</c>, <c>reply</c>, <c>portal</c>, <c>desk</c> or <c>clock</c>.</summary>
    public required string Channel { get; init; }

    /// <summary>The grant's public id, when by link.</summary>
    public string? GrantId { get; init; }

    /// <summary>The message's Message-ID, when by reply.</summary>
    public string? MessageId { get; init; }

    /// <summary>The task's version then.</summary>
    public required int TaskVersion { get; init; }

    /// <summary>SHA-256 of the text that was shown, hex, where something was.</summary>
    public string? SeenDigest { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <inheritdoc/>
    internal override IReadOnlyList<object?> Said =>
        [TaskId, Kind, PersonId, SubjectId, Reason, Channel, GrantId, MessageId, TaskVersion, SeenDigest, At];
}

/// <summary>What can be done to a task besides answering it.</summary>
public enum TaskActKind
{
    /// <summary>Somebody said that they have no personal interest.</summary>
    NoInterest,

    /// <summary>Somebody has one and stepped aside.</summary>
    SteppedAside,

    /// <summary>Somebody answered when it was over.</summary>
    Late,

    /// <summary>Its people were reminded by hand.</summary>
    Reminded,

    /// <summary>It was given to somebody else.</summary>
    Reassigned,

    /// <summary>It got more time.</summary>
    Extended,

    /// <summary>It was put aside without a deadline.</summary>
    Parked,

    /// <summary>It was taken back.</summary>
    Withdrawn,

    /// <summary>A substitute was asked because nobody answered.</summary>
    Substituted,

    /// <summary>It was reported further up.</summary>
    Escalated,
}
