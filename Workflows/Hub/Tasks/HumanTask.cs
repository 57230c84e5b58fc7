using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cases;
using StrongCities.Hub.People;

namespace StrongCities.Hub.Tasks;

/// <summary>One decision or contribution asked of people, with deadline and mail. Its activity waits for it.</summary>
public sealed class HumanTask
{
    /// <summary>The waiting execution's id, so a burst that is committed once opens one task.</summary>
    public required string Id { get; init; }

    /// <summary>The hub.</summary>
    public required Guid HubId { get; init; }

    /// <summary>The city; <see langword="null"/> in a case of the hub's own.</summary>
    public Guid? CityId { get; init; }

    /// <summary>The case.</summary>
    public required Guid CaseId { get; init; }

    /// <summary>The workflow instance.</summary>
    public required string InstanceId { get; init; }

    /// <summary>The bookmark that deciding resumes.</summary>
    public required string BookmarkId { get; set; }

    /// <summary>Its activity in the definition; empty for tasks of earlier days.</summary>
    public string ActivityId { get; init; } = "";

    /// <summary>What it asks for.</summary>
    public required TaskKind Kind { get; init; }

    /// <summary>Whose turn it is: the city's or the hub's.</summary>
    public required CaseParty Asks { get; init; }

    /// <summary>The role that is asked. Who has lost it no longer decides, seat or not.</summary>
    public required CaseRole Assignee { get; init; }

    /// <summary>Further roles that are asked, after the first where it goes in sequence.</summary>
    public IReadOnlyList<CaseRole> AlsoAsked { get; init; } = [];

    /// <summary>One person who is asked instead of a role.</summary>
    public Guid? AssigneePersonId { get; set; }

    /// <summary>What hangs on it.</summary>
    public Stakes Stakes { get; init; }

    /// <summary>How many must answer.</summary>
    public Quorum Quorum { get; init; } = Quorum.First;

    /// <summary>Who may not decide it, because they asked for it or wrote what it is about.</summary>
    public IReadOnlyList<Guid> Barred { get; init; } = [];

    /// <summary>Whether it asks about personal interests.</summary>
    public ConflictRule Conflicts { get; init; }

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
    public DateTimeOffset? SilenceAt { get; set; }

    /// <summary>What happens then, told in the mail: a key of the hub's words, or <see langword="null"/>.</summary>
    public string? SilenceText { get; set; }

    /// <summary>What follows while nobody answers.</summary>
    public TaskLadder Ladder { get; set; } = TaskLadder.None;

    /// <summary>Since when it is put aside: nobody is reminded any more, but it can still be done.</summary>
    public DateTimeOffset? ParkedAt { get; set; }

    /// <summary>Whether its mails may arrive at night.</summary>
    public bool IsUrgent { get; init; }

    /// <summary>Whether a clear word in a reply decides it.</summary>
    public bool RepliesDecide { get; init; }

    /// <summary>Whether something is drawn for the case that the hub takes it back.</summary>
    public bool CanWithdraw { get; init; }

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

    /// <summary>Say that it was read.</summary>
    Acknowledgement,

    /// <summary>Send files.</summary>
    Upload,

    /// <summary>Say whether one comes.</summary>
    Attendance,
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

    /// <summary>0 to 10.</summary>
    Points,

    /// <summary>Why an opportunity is not for a city: one of <see cref="Matching.RefusalKind"/>.</summary>
    Refusal,

    /// <summary>A whole number, 0 to 1,000,000.</summary>
    Number,

    /// <summary>Whether a date suits: one of <see cref="Events.DateFit"/>. Its key is the date.</summary>
    DateFit,

    /// <summary>One of the dates that an event offers.</summary>
    EventDate,

    /// <summary>Yes or no. What is not said is no.</summary>
    YesNo,
}
