using MediatR;

namespace StrongCities.Hub.Tasks;

/// <summary>Decides a task, once. Decision, audit and the workflow's next burst are one transaction.</summary>
/// <param name="Access">By which way.</param>
/// <param name="Option">A key of the task's options.</param>
/// <param name="Comment">Their words, at most 4,000 characters.</param>
/// <param name="Fields">What they filled in, by field key.</param>
/// <param name="SeenVersion">The version that the page showed.</param>
/// <param name="SeenDigest">The digest that the page showed.</param>
/// <param name="Code">For signatures: the code that was mailed, as typed. Without it, one is mailed.</param>
public sealed record DecideTask(
    TaskAccess Access,
    string Option,
    string? Comment,
    IReadOnlyDictionary<string, string> Fields,
    int SeenVersion,
    string SeenDigest,
    string? Code = null) : IRequest<DecideResult>;

/// <summary>How a decision ended.</summary>
public abstract record DecideResult;

/// <summary>It counts.</summary>
/// <param name="Page">As it is now.</param>
public sealed record TaskDecided(TaskPage Page) : DecideResult;

/// <summary>It counts, and others must still answer.</summary>
/// <param name="Page">As it is now.</param>
public sealed record TaskVoted(TaskPage Page) : DecideResult;

/// <summary>A signature lacks its code. Nothing was decided.</summary>
/// <param name="Page">As it is.</param>
/// <param name="State">What became of the code.</param>
public sealed record TaskCodeNeeded(TaskPage Page, StepUpState State) : DecideResult;

/// <summary>Somebody decided before, or the task ended; the page says by whom and when.</summary>
/// <param name="Page">As it is.</param>
public sealed record TaskEndedBefore(TaskPage Page) : DecideResult;

/// <summary>What was shown has changed since; nothing was decided.</summary>
/// <param name="Page">As it is now.</param>
public sealed record TaskPageStale(TaskPage Page) : DecideResult;

/// <summary>The form can't be taken as it is; nothing was decided.</summary>
/// <param name="Problems">Field by field.</param>
/// <param name="Page">As it is.</param>
public sealed record DecideInvalid(IReadOnlyList<FieldProblem> Problems, TaskPage Page) : DecideResult;

/// <summary>The link's time is over.</summary>
public sealed record DecideExpired : DecideResult;

/// <summary>No such task for this viewer.</summary>
public sealed record DecideNotFound : DecideResult;

internal sealed class DecideTaskHandler(TaskDoor door, TaskDecider decider, StepUp stepUp) : IRequestHandler<DecideTask, DecideResult>
{
    public async Task<DecideResult> Handle(DecideTask request, CancellationToken cancellationToken)
    {
        var entry = await door.OpenAsync(request.Access, cancellationToken);
        if (entry is not TaskDoorOpen open)
        {
            return entry is TaskDoorExpired ? new DecideExpired() : new DecideNotFound();
        }

        // Whoever calls: a reply never decides what its task does not leave to replies, and nothing that can't be taken back.
        if (open.Channel == TaskChannels.Reply && (!open.Page.Task.RepliesDecide || open.Page.Task.Stakes != Stakes.Ordinary))
        {
            return new DecideNotFound();
        }

        var answer = TaskAnswer.Of(request.Option, request.Comment, request.Fields);
        var isOpen = open.Page.Task.State == TaskState.Open && open.Page.Seat.State == SeatState.Open;
        var problems = isOpen ? answer.Problems(open.Page) : [];
        if (problems.Count > 0)
        {
            return new DecideInvalid(problems, open.Page);
        }

        if (!isOpen || !open.Page.NeedsCode || TaskDecider.Refusal(open.Page, request.SeenVersion, request.SeenDigest) is not null)
        {
            return await decider.DecideAsync(open, answer, request.SeenVersion, request.SeenDigest, null, cancellationToken);
        }

        var check = await stepUp.CheckAsync(open.Page, request.Code, cancellationToken);
        return check.State == StepUpState.Right
            ? await decider.DecideAsync(open with { CodeId = check.CodeId }, answer, request.SeenVersion, request.SeenDigest, null, cancellationToken)
            : new TaskCodeNeeded(open.Page, check.State);
    }
}
