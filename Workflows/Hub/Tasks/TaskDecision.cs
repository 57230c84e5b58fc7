using StrongCities.Hub.Record;

namespace StrongCities.Hub.Tasks;

/// <summary>What somebody answered: append-only, kept for ever. A task with a quorum has several; the last one ends it.</summary>
public sealed class TaskDecision : RecordRow
{
    /// <summary>The task. A person answers it once.</summary>
    public required string TaskId { get; init; }

    /// <summary>Who answered.</summary>
    public required Guid PersonId { get; init; }

    /// <summary>For whom, as a substitute; <see langword="null"/> for themselves.</summary>
    public Guid? ForPersonId { get; init; }

    /// <summary>Whose say it was. A say counts once.</summary>
    public Guid VoiceId => ForPersonId ?? PersonId;

    /// <summary>The option.</summary>
    public required string Option { get; init; }

    /// <summary>Their words.</summary>
    public string? Comment { get; init; }

    /// <summary>What they filled in.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    /// <summary>By which way: <c>link</c>, <c>reply</c>, <c>portal</c> or <c>desk</c>.</summary>
    public required string Channel { get; init; }

    /// <summary>The grant's public id, when by link.</summary>
    public string? GrantId { get; init; }

    /// <summary>The message's Message-ID, when by reply.</summary>
    public string? MessageId { get; init; }

    /// <summary>SHA-256 of the text that was decided on, hex.</summary>
    public required string SeenDigest { get; init; }

    /// <summary>The task's version that was shown.</summary>
    public int SeenVersion { get; init; }

    /// <summary>Whether a code that was mailed to them was given too.</summary>
    public bool SteppedUp { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <inheritdoc/>
    internal override IReadOnlyList<object?> Said =>
    [
        TaskId, PersonId, ForPersonId, Option, Comment, Fields, Channel, GrantId, MessageId, SeenDigest, SeenVersion, SteppedUp, At,
    ];
}
