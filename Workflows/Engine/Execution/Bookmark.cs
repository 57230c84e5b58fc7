using System.Text.Json.Nodes;

namespace StrongCities.Engine.Execution;

/// <summary>
/// A place where an instance waits. A bookmark with <see cref="DueAt"/> is a timer: when the moment comes,
/// firing it is resuming it.
/// </summary>
public sealed record Bookmark
{
    /// <summary>Unique across all instances.</summary>
    public required string Id { get; init; }

    /// <summary>What it waits for, by default the activity's type, such as <c>Elsa.Event</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Equal for a stimulus and the bookmarks it resumes; see <see cref="StimulusHash"/>.</summary>
    public required string Hash { get; init; }

    /// <summary>What the hash was made from, as shown to people.</summary>
    public JsonNode? Payload { get; init; }

    /// <summary>The activity's id within the definition.</summary>
    public required string ActivityId { get; init; }

    /// <summary>The colon-joined path of ids from the root to the activity.</summary>
    public required string ActivityNodeId { get; init; }

    /// <summary>The execution that waits.</summary>
    public required string ActivityInstanceId { get; init; }

    /// <summary>The burst's time.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When to resume by the clock, or <see langword="null"/> when only a stimulus resumes it.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Tells an activity with several bookmarks which of them came back.</summary>
    public string? Tag { get; init; }

    /// <summary>Removed when resumed. A bookmark that stays can be resumed again.</summary>
    public bool AutoBurn { get; init; } = true;
}

/// <summary>What an activity says of a bookmark it wants; the engine adds ids, hash and time.</summary>
/// <param name="Name">See <see cref="Bookmark.Name"/>; <see langword="null"/> takes the activity's type.</param>
/// <param name="Payload">What a stimulus must equal, or <see langword="null"/>.</param>
public sealed record BookmarkRequest(string? Name = null, JsonNode? Payload = null)
{
    /// <inheritdoc cref="Bookmark.DueAt"/>
    public DateTimeOffset? DueAt { get; init; }

    /// <inheritdoc cref="Bookmark.Tag"/>
    public string? Tag { get; init; }

    /// <inheritdoc cref="Bookmark.AutoBurn"/>
    public bool AutoBurn { get; init; } = true;

    /// <summary>What the hash is made from when that is less than the payload.</summary>
    public JsonNode? HashedPayload { get; init; }

    /// <summary>The name that the hash is made from when several activity types wait for the same.</summary>
    public string? HashedName { get; init; }

    /// <summary>
    /// Whether the execution's id is part of the hash: then only a stimulus that names this very execution matches.
    /// Off for what anybody may send (events, tasks), on for timers.
    /// </summary>
    public bool OnlyThisExecution { get; init; }
}
