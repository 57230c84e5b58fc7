using MediatR;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Mail;
using StrongCities.Hub.People;

namespace StrongCities.Hub.Tasks;

/// <summary>Shows a task. Changes nothing.</summary>
/// <param name="Access">By which way.</param>
public sealed record OpenTask(TaskAccess Access) : IRequest<OpenTaskResult>;

/// <summary>What there is to see.</summary>
public abstract record OpenTaskResult;

/// <summary>The task's page, whatever its state.</summary>
/// <param name="Task">The task, seats included.</param>
/// <param name="Actor">As whom the page is shown.</param>
/// <param name="Case">The case; once the task ended, without what it is about.</param>
/// <param name="CityName">The city; <see langword="null"/> in a case of the hub's own.</param>
/// <param name="TimeZone">The actor's, for every time on the page.</param>
/// <param name="AskedBy">Who opened the case.</param>
/// <param name="Gaps">For completions: what is missing, keys of the hub's words.</param>
/// <param name="Attachments">Oldest first; none once the task ended.</param>
/// <param name="Decision">When decided.</param>
/// <param name="DeciderName">When decided.</param>
/// <param name="Staff">Choices for staff fields.</param>
/// <param name="Digest">SHA-256 of what is shown, to be sent back with the decision.</param>
public sealed record TaskPage(
    HumanTask Task,
    Person Actor,
    Case Case,
    string? CityName,
    string TimeZone,
    string AskedBy,
    IReadOnlyList<string> Gaps,
    IReadOnlyList<Attachment> Attachments,
    TaskDecision? Decision,
    string? DeciderName,
    IReadOnlyList<Person> Staff,
    string Digest) : OpenTaskResult
{
    /// <summary>The actor's own seat.</summary>
    public required TaskSeat Seat { get; init; }

    /// <summary>For whom the actor stands in.</summary>
    public string? ForName { get; init; }

    /// <summary>Everything answered so far, oldest first.</summary>
    public IReadOnlyList<TaskVote> Votes { get; init; } = [];

    /// <summary>How many must agree.</summary>
    public int Needed { get; init; } = 1;

    /// <summary>What the actor answered.</summary>
    public TaskVote? Mine { get; init; }

    /// <summary>Whether the actor must first say that they have no personal interest; until then the case is not shown.</summary>
    public bool HidesCase { get; init; }

    /// <summary>What the page tells of the case where its kind has facts to tell: to somebody outside, no more than concerns them.</summary>
    public MailTopic? Topic { get; init; }

    /// <summary>Whether the actor's answer needs a code that is mailed to them.</summary>
    public bool NeedsCode => Task.Stakes == Stakes.Signature;
}

/// <summary>One answer to a task.</summary>
/// <param name="Decision">As kept.</param>
/// <param name="Name">Who gave it.</param>
/// <param name="ForName">For whom, as a substitute.</param>
public sealed record TaskVote(TaskDecision Decision, string Name, string? ForName);

/// <summary>They stepped aside from the case: it is hidden from them.</summary>
/// <param name="At">When.</param>
/// <param name="Actor">Who, for the page's language.</param>
public sealed record TaskSteppedAside(DateTimeOffset At, Person Actor) : OpenTaskResult;

/// <summary>The link's time is over.</summary>
public sealed record TaskLinkExpired : OpenTaskResult;

/// <summary>No such task for this viewer.</summary>
public sealed record TaskNotFound : OpenTaskResult;

/// <summary>A task in a list.</summary>
/// <param name="Task">The task, seats included.</param>
/// <param name="CaseNumber">The case.</param>
/// <param name="CaseTitle">Its title.</param>
/// <param name="CityName">Its city; <see langword="null"/> in a case of the hub's own.</param>
/// <param name="Assignees">The seats' names; a substitute's with the name of whom they stand in for in brackets.</param>
/// <param name="Decision">When decided.</param>
/// <param name="DeciderName">When decided.</param>
/// <param name="IsMine">Whether the viewer may answer it.</param>
public sealed record TaskLine(
    HumanTask Task,
    string CaseNumber,
    string CaseTitle,
    string? CityName,
    IReadOnlyList<string> Assignees,
    TaskDecision? Decision,
    string? DeciderName,
    bool IsMine)
{
    /// <summary>Everything answered so far, oldest first.</summary>
    public IReadOnlyList<TaskVote> Votes { get; init; } = [];
}

internal sealed class OpenTaskHandler(TaskDoor door) : IRequestHandler<OpenTask, OpenTaskResult>
{
    public async Task<OpenTaskResult> Handle(OpenTask request, CancellationToken cancellationToken) =>
        await door.OpenAsync(request.Access, cancellationToken) switch
        {
            TaskDoorOpen open => open.Page,
            TaskDoorExpired => new TaskLinkExpired(),
            TaskDoorAside aside => new TaskSteppedAside(aside.At, aside.Actor),
            _ => new TaskNotFound(),
        };
}
