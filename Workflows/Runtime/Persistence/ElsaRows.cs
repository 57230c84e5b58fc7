using StrongCities.Engine.Execution;

namespace StrongCities.Runtime.Persistence;

/// <summary>What starts instances of a published definition, found by hash or by due time. Rebuilt when a version is published.</summary>
public sealed class TriggerRow
{
    /// <summary>The entry's id.</summary>
    public required string Id { get; set; }

    /// <summary>The definition's id.</summary>
    public required string DefinitionId { get; set; }

    /// <summary>The published version.</summary>
    public required string DefinitionVersionId { get; set; }

    /// <summary>The trigger activity's id in the definition.</summary>
    public required string ActivityId { get; set; }

    /// <summary>The stimulus' name, such as <c>Elsa.Event</c>.</summary>
    public required string Name { get; set; }

    /// <summary>See <see cref="StimulusHash"/>.</summary>
    public required string Hash { get; set; }

    /// <summary>What the hash was made from, as JSON text.</summary>
    public string? Payload { get; set; }

    /// <summary>When the clock fires it next, or <see langword="null"/> when only a stimulus does.</summary>
    public DateTimeOffset? DueAt { get; set; }

    /// <summary>How often the clock tried to fire it and failed.</summary>
    public int FailedAttempts { get; set; }
}

/// <summary>A stimulus that nothing waited for yet: it may come before its bookmark.</summary>
public sealed class WaitingStimulusRow
{
    /// <summary>Rises; the order of arrival.</summary>
    public long Id { get; set; }

    /// <summary>What it answers to; <see langword="null"/> when it names a bookmark.</summary>
    public string? Hash { get; set; }

    /// <summary>Only bookmarks with this correlation id, or <see langword="null"/>.</summary>
    public string? CorrelationId { get; set; }

    /// <summary>Only bookmarks of this instance, or <see langword="null"/>.</summary>
    public string? InstanceId { get; set; }

    /// <summary>Only this bookmark, or <see langword="null"/>.</summary>
    public string? BookmarkId { get; set; }

    /// <summary>What it brings, UTF-8 JSON.</summary>
    public required byte[] Input { get; set; }

    /// <summary>When it came.</summary>
    public required DateTimeOffset CreatedAt { get; set; }

    /// <summary>When it is given up as a dead letter.</summary>
    public required DateTimeOffset ExpiresAt { get; set; }

    /// <summary>When it was given up, or <see langword="null"/> while it waits.</summary>
    public DateTimeOffset? DeadAt { get; set; }
}

/// <summary>A change to running instances that somebody planned.</summary>
public sealed class AlterationPlanRow
{
    /// <summary>The plan's id.</summary>
    public required string Id { get; set; }

    /// <summary>Where it stands, in Elsa's words, such as <c>Pending</c> or <c>Completed</c>.</summary>
    public required string Status { get; set; }

    /// <summary>Alterations and filter, UTF-8 JSON as submitted.</summary>
    public required byte[] Plan { get; set; }

    /// <summary>When it was submitted.</summary>
    public required DateTimeOffset CreatedAt { get; set; }

    /// <summary>When its jobs began.</summary>
    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>When the last of its jobs ended.</summary>
    public DateTimeOffset? CompletedAt { get; set; }
}

/// <summary>One instance's part in a plan.</summary>
public sealed class AlterationJobRow
{
    /// <summary>The job's id.</summary>
    public required string Id { get; set; }

    /// <summary>Its plan.</summary>
    public required string PlanId { get; set; }

    /// <summary>The instance to change.</summary>
    public required string InstanceId { get; set; }

    /// <summary>Where it stands: <c>Pending, Running, Completed</c> or <c>Failed</c>.</summary>
    public required string Status { get; set; }

    /// <summary>What happened, UTF-8 JSON; empty before it ran.</summary>
    public required byte[] Log { get; set; }

    /// <summary>When the job was made.</summary>
    public required DateTimeOffset CreatedAt { get; set; }

    /// <summary>When it began.</summary>
    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? CompletedAt { get; set; }
}
