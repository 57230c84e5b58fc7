using StrongCities.Hub.Assistance;
using StrongCities.Hub.People;

namespace StrongCities.Hub.Tasks;

/// <summary>One decision or contribution asked of people, with deadline and mail. Its activity waits for it.</summary>
public sealed class HumanTask
{
    /// <summary>The waiting execution's id, so a burst that is committed once opens one task.</summary>
    public required string Id { get; init; }

    /// <summary>The hub.</summary>
    public required Guid HubId { get; init; }

    /// <summary>The city, where it applies.</summary>
    public required Guid CityId { get; init; }

    /// <summary>The case.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>The workflow instance.</summary>
    public required string InstanceId { get; init; }

    /// <summary>The bookmark that deciding resumes.</summary>
    public required string BookmarkId { get; init; }

    /// <summary>What it asks for.</summary>
    public required TaskKind Kind { get; init; }

    /// <summary>Whose turn it is: the city's or the hub's.</summary>
    public required CaseParty Asks { get; init; }

    /// <summary>The role that is asked. Who has lost it no longer decides, seat or not.</summary>
    public required CaseRole Assignee { get; init; }

    /// <summary>The kind of mail that asks.</summary>
    public required string MailKind { get; init; }

    /// <summary>One line: a key of the hub's words, or the designer's own text.</summary>
    public required string Title { get; init; }

    /// <summary>What to consider; the designer's own text, or empty.</summary>
    public string Text { get; init; } = "";

    /// <summary>Somebody's words that led to this task, such as why a request came back.</summary>
    public string? Note { get; init; }

    /// <summary>What can be decided, in order.</summary>
    public IReadOnlyList<TaskOption> Options { get; init; } = [];

    /// <summary>What can be filled in.</summary>
    public IReadOnlyList<TaskField> Fields { get; init; } = [];

    /// <summary>When it was opened.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>When it should be done.</summary>
    public DateTimeOffset? DueAt { get; set; }

    /// <summary>When silence ends it, by the policy.</summary>
    public DateTimeOffset? SilenceAt { get; init; }

    /// <summary>What happens then, told in the mail: a key of the hub's words, or <see langword="null"/>.</summary>
    public string? SilenceText { get; init; }

    /// <summary>Whether its mails may arrive at night.</summary>
    public bool IsUrgent { get; init; }

    /// <summary>Whether a clear word in a reply decides it.</summary>
    public bool RepliesDecide { get; init; }

    /// <summary>Where it stands.</summary>
    public TaskState State { get; set; }

    /// <summary>The option decided, when decided.</summary>
    public string? Outcome { get; set; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Rises with each change; a page that saw another is stale.</summary>
    public int Version { get; set; } = 1;

    /// <summary>Who is asked.</summary>
    public List<TaskSeat> Seats { get; init; } = [];
}

/// <summary>What a task asks for.</summary>
public enum TaskKind
{
    /// <summary>Choose one option.</summary>
    Decision,

    /// <summary>Complete the request.</summary>
    Completion,

    /// <summary>Fill in a small form.</summary>
    Form,
}

/// <summary>Where a task stands.</summary>
public enum TaskState
{
    /// <summary>Waits.</summary>
    Open,

    /// <summary>Somebody decided.</summary>
    Decided,

    /// <summary>Ended by silence.</summary>
    Silent,

    /// <summary>Taken back by the process.</summary>
    Withdrawn,
}

/// <summary>One thing that can be decided.</summary>
/// <param name="Key">The outcome port, such as <c>Approve</c>. Words know it as <c>Option.Approve</c>; otherwise it is shown as it is.</param>
/// <param name="NeedsComment">Whether a reason must be given.</param>
public sealed record TaskOption(string Key, bool NeedsComment = false);

/// <summary>One thing to fill in.</summary>
/// <param name="Key">Its name in the outcome's data. Words know it as <c>Field.Usefulness</c>.</param>
/// <param name="Kind">How it is filled in.</param>
/// <param name="Required">Whether it must be.</param>
public sealed record TaskField(string Key, TaskFieldKind Kind, bool Required = false);

/// <summary>How a field is filled in.</summary>
public enum TaskFieldKind
{
    /// <summary>Up to 4,000 characters.</summary>
    Text,

    /// <summary>1 to 5.</summary>
    Rating,

    /// <summary>A day.</summary>
    Date,

    /// <summary>A member of the hub's staff.</summary>
    Staff,
}

/// <summary>One person who is asked.</summary>
public sealed class TaskSeat
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The task.</summary>
    public required string TaskId { get; init; }

    /// <summary>The person.</summary>
    public required Guid PersonId { get; init; }

    /// <summary>Whether this is the one who decided.</summary>
    public bool Decided { get; set; }
}

/// <summary>What was decided: append-only, kept for ever.</summary>
public sealed class TaskDecision
{
    /// <summary>Rises.</summary>
    public long Id { get; init; }

    /// <summary>The task. Unique: a task is decided once.</summary>
    public required string TaskId { get; init; }

    /// <summary>Who decided.</summary>
    public required Guid PersonId { get; init; }

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

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>A capability: who holds the link may act on one task as one person. Each mail mints its own.</summary>
public sealed class TaskGrant
{
    /// <summary>72 random bits, base64url: names the grant, opens nothing.</summary>
    public required string PublicId { get; init; }

    /// <summary>SHA-256 of the 160-bit secret.</summary>
    public required byte[] SecretHash { get; init; }

    /// <summary>The task.</summary>
    public required string TaskId { get; init; }

    /// <summary>As whom.</summary>
    public required Guid PersonId { get; init; }

    /// <summary>When it was minted.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>After this it only says so.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}
