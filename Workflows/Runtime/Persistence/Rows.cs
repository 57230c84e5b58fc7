using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;

namespace StrongCities.Runtime.Persistence;

/// <summary>One version of a definition.</summary>
public sealed class DefinitionRow
{
    /// <summary>The version's id.</summary>
    public required string Id { get; set; }

    /// <summary>The id shared by all versions.</summary>
    public required string DefinitionId { get; set; }

    /// <summary>From 1; unique within a definition.</summary>
    public required int Version { get; set; }

    /// <summary>The name people see.</summary>
    public string? Name { get; set; }

    /// <summary>Whether it is the newest.</summary>
    public required bool IsLatest { get; set; }

    /// <summary>Whether new instances start on it. At most one version of a definition.</summary>
    public required bool IsPublished { get; set; }

    /// <summary>The JSON, UTF-8.</summary>
    public required byte[] Json { get; set; }

    /// <summary>SHA-256 of the JSON by meaning (members sorted), so that an unchanged file makes no new version.</summary>
    public required string ContentHash { get; set; }

    /// <summary>The file it was read from, or <see langword="null"/> when it was saved in the designer.</summary>
    public string? FileName { get; set; }

    /// <summary>
    /// How its flowcharts run; <see langword="null"/> for the host's setting. Elsa's JSON has no place for it, so it is chosen at import and
    /// lies beside it.
    /// </summary>
    public FlowchartMode? FlowchartMode { get; set; }

    /// <summary>Whether the designer refuses to change it.</summary>
    public bool IsReadonly { get; set; }

    /// <summary>Whether other definitions may use it as an activity.</summary>
    public bool UsableAsActivity { get; set; }

    /// <summary>When it was stored.</summary>
    public required DateTimeOffset CreatedAt { get; set; }
}

/// <summary>An instance.</summary>
public sealed class InstanceRow
{
    /// <summary>The instance's id.</summary>
    public required string Id { get; set; }

    /// <summary>The definition's id.</summary>
    public required string DefinitionId { get; set; }

    /// <summary>The version it runs on, for ever.</summary>
    public required string DefinitionVersionId { get; set; }

    /// <summary>That version's number.</summary>
    public required int DefinitionVersion { get; set; }

    /// <summary>The instance that started it as its child, or <see langword="null"/>.</summary>
    public string? ParentInstanceId { get; set; }

    /// <summary>Ties it to a case.</summary>
    public string? CorrelationId { get; set; }

    /// <summary>The name people see.</summary>
    public string? Name { get; set; }

    /// <summary>Running or Finished.</summary>
    public required WorkflowStatus Status { get; set; }

    /// <summary>How it runs or ended.</summary>
    public required WorkflowSubStatus SubStatus { get; set; }

    /// <summary>How many incidents it has.</summary>
    public required int IncidentCount { get; set; }

    /// <summary>Whether a question to the outside is open; such instances are asked again at start.</summary>
    public required bool HasQuestions { get; set; }

    /// <summary>The engine's state, compact UTF-8 JSON; packed in the database.</summary>
    public required byte[] State { get; set; }

    /// <summary>Rises with each commit; a commit that finds another number is refused.</summary>
    public required long Revision { get; set; }

    /// <summary>When it was started.</summary>
    public required DateTimeOffset CreatedAt { get; set; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; set; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? FinishedAt { get; set; }
}

/// <summary>A bookmark, found by hash, by instance, or by due time.</summary>
public sealed class BookmarkRow
{
    /// <summary>The bookmark's id.</summary>
    public required string Id { get; set; }

    /// <summary>The instance that waits.</summary>
    public required string InstanceId { get; set; }

    /// <summary>What it waits for.</summary>
    public required string Name { get; set; }

    /// <summary>See <see cref="StimulusHash"/>.</summary>
    public required string Hash { get; set; }

    /// <summary>The instance's correlation id when it was made.</summary>
    public string? CorrelationId { get; set; }

    /// <summary>The waiting activity's id in the definition.</summary>
    public required string ActivityId { get; set; }

    /// <summary>The waiting execution.</summary>
    public required string ActivityInstanceId { get; set; }

    /// <summary>
    /// When the clock resumes it, or <see langword="null"/>. Later than the bookmark's own due time after failed tries.
    /// </summary>
    public DateTimeOffset? DueAt { get; set; }

    /// <summary>How often the clock tried to resume it and failed.</summary>
    public int FailedAttempts { get; set; }

    /// <summary>
    /// Rises with the bookmarks' creation: what one stimulus resumes, it resumes in this order. UTC ticks of the burst, and one more for each
    /// earlier bookmark of the same burst; 0 for what is older than the column.
    /// </summary>
    public long Sequence { get; set; }

    /// <summary>The path template of an HTTP endpoint in mid-flow that has placeholders, such as <c>/grants/{id}</c>; else <see langword="null"/>.</summary>
    public string? Route { get; set; }
}

/// <summary>
/// What one burst added to an instance's history. One row, because the price of a start is its rows; the history of an instance is read as a
/// whole, oldest first.
/// </summary>
public sealed class HistoryRow
{
    /// <summary>The instance.</summary>
    public required string InstanceId { get; set; }

    /// <summary>The instance's revision that the burst made; 0 for what an older release stored in other tables.</summary>
    public required long Revision { get; set; }

    /// <summary>Its <see cref="JournalEntry"/> rows, UTF-8 JSON list; packed in the database.</summary>
    public required byte[] Journal { get; set; }

    /// <summary>Its <see cref="ActivityRecord"/> rows, UTF-8 JSON list; packed in the database. The record of an execution replaces those in earlier rows.</summary>
    public required byte[] Records { get; set; }
}

/// <summary>Something to hand to the outside, exactly as often as it takes.</summary>
public sealed class OutboxRow
{
    /// <summary>Rises; the order of sending.</summary>
    public long Id { get; set; }

    /// <summary>Which <c>IOutboxSender</c> takes it.</summary>
    public required string Kind { get; set; }

    /// <summary>Unique: the same deed is never queued twice.</summary>
    public required string Key { get; set; }

    /// <summary>What the sender needs. Emptied once delivered.</summary>
    public required byte[] Body { get; set; }

    /// <summary>Where it stands.</summary>
    public OutboxState State { get; set; }

    /// <summary>Tries so far.</summary>
    public int Attempts { get; set; }

    /// <summary>Not before.</summary>
    public required DateTimeOffset DueAt { get; set; }

    /// <summary>When it was queued.</summary>
    public required DateTimeOffset CreatedAt { get; set; }

    /// <summary>When it was delivered or given up.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Why the last try failed; no personal data.</summary>
    public string? LastError { get; set; }
}

/// <summary>Where an outbox row stands.</summary>
public enum OutboxState
{
    /// <summary>Waits for its turn.</summary>
    Queued,

    /// <summary>Handed to the sender; after a crash it is sent again.</summary>
    Sending,

    /// <summary>Delivered.</summary>
    Sent,

    /// <summary>Given up.</summary>
    Dead,
}
