using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Tasks;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Risks;

/// <summary>How a department rates one risk.</summary>
/// <param name="RiskId">The risk.</param>
/// <param name="Likelihood">1 to 5.</param>
/// <param name="Impact">1 to 5.</param>
/// <param name="ControlStrength">0 to 3.</param>
/// <param name="Comment">In their words, or <see langword="null"/>; at most 1,000 characters.</param>
public sealed record RatedRisk(Guid RiskId, int Likelihood, int Impact, int ControlStrength, string? Comment);

/// <summary>A department rates the risks, on the page behind its mail or signed in. That answers its task; saying "no change" there needs no ratings.</summary>
/// <param name="Access">By which way.</param>
/// <param name="Ratings">What it rates anew; what it leaves out stays as it is.</param>
/// <param name="SeenVersion">The task's version that the page showed.</param>
public sealed record RateRisks(TaskAccess Access, IReadOnlyList<RatedRisk> Ratings, int SeenVersion) : IRequest<RateResult>;

/// <summary>How rating ended.</summary>
public abstract record RateResult;

/// <summary>The ratings are kept and the task is answered.</summary>
public sealed record RisksRated : RateResult;

/// <summary>They can't be taken as they are; nothing was kept.</summary>
/// <param name="Problems">Field by field: <c>RISK-ID.Likelihood</c>.</param>
public sealed record RateInvalid(IReadOnlyList<FieldProblem> Problems) : RateResult;

/// <summary>The task is over, or was changed since, or there is none for this viewer: its page says which.</summary>
public sealed record RateRefused : RateResult;

/// <summary>What a department rates.</summary>
/// <param name="Access">By which way.</param>
public sealed record ListToRate(TaskAccess Access) : IRequest<RatingPage?>;

/// <summary>The form of a department. <see langword="null"/> in its place means: no such open task for them.</summary>
/// <param name="Task">The task's page.</param>
/// <param name="Risks">The open risks, by number.</param>
public sealed record RatingPage(TaskPage Task, IReadOnlyList<Risk> Risks);

internal sealed class RateRisksHandler(HubDbFactory databases, TaskDoor door, TaskDecider decider, CommitQueue commits, TimeProvider clock)
    : IRequestHandler<RateRisks, RateResult>, IRequestHandler<ListToRate, RatingPage?>
{
    public async Task<RatingPage?> Handle(ListToRate request, CancellationToken cancellationToken)
    {
        if (await EnterAsync(request.Access, cancellationToken) is not { } open)
        {
            return null;
        }

        await using var db = databases.Create(null);
        return new RatingPage(open.Page, await RisksOf(db, open).AsNoTracking().OrderBy(risk => risk.Number).ToListAsync(cancellationToken));
    }

    public async Task<RateResult> Handle(RateRisks request, CancellationToken cancellationToken)
    {
        if (await EnterAsync(request.Access, cancellationToken) is not { } open)
        {
            return new RateRefused();
        }

        await using (var db = databases.Create(null))
        {
            var known = await RisksOf(db, open).Select(risk => risk.Id).ToListAsync(cancellationToken);
            List<FieldProblem> problems = [.. request.Ratings.SelectMany(rating => ProblemsOf(rating, known))];
            if (request.Ratings.Count == 0)
            {
                problems.Add(new FieldProblem("", "Risk.Problem.NothingRated"));
            }

            if (problems.Count > 0)
            {
                return new RateInvalid(problems);
            }
        }

        // First the ratings: once the last department has answered, nobody may add any. Sent twice, they are the same.
        var kept = await commits.CommitAsync((runtime, token) => KeepAsync(runtime.Hub(), open, request, token), cancellationToken);
        if (!kept)
        {
            return new RateRefused();
        }

        var answer = TaskAnswer.Of(Process.AskDepartments.Rated, null, new Dictionary<string, string>());
        return await decider.DecideAsync(open, answer, request.SeenVersion, null, null, cancellationToken) is TaskDecided or TaskVoted ? new RisksRated() : new RateRefused();
    }

    private async Task<TaskDoorOpen?> EnterAsync(TaskAccess access, CancellationToken cancellation) =>
        await door.OpenAsync(access, cancellation) is TaskDoorOpen
        {
            Page: { Case: RiskRegister, Task: { State: TaskState.Open, MailKind: Mail.MailKind.RateRisks }, Seat.State: SeatState.Open },
        } open ? open : null;

    private static IQueryable<Risk> RisksOf(HubDb db, TaskDoorOpen open) =>
        db.Risks.Where(risk => risk.CaseId == open.Page.Task.CaseId && risk.ArchivedAt == null);

    private async Task<UnitResult<bool>> KeepAsync(HubDb db, TaskDoorOpen open, RateRisks request, CancellationToken cancellation)
    {
        var (task, actor) = (open.Page.Task, open.Page.Actor);
        if (!await db.Tasks.AnyAsync(one => one.Id == task.Id && one.State == TaskState.Open && one.Version == request.SeenVersion, cancellation))
        {
            return UnitResult.Refuse(false);
        }

        var before = await db.RiskRatings.Where(rating => rating.TaskId == task.Id && rating.PersonId == actor.Id).ToDictionaryAsync(rating => rating.RiskId, cancellation);
        foreach (var rated in request.Ratings)
        {
            if (!before.TryGetValue(rated.RiskId, out var rating))
            {
                rating = new RiskRating
                {
                    Id = Guid.CreateVersion7(clock.GetUtcNow()), HubId = task.HubId, CityId = task.CityId!.Value, RiskId = rated.RiskId, TaskId = task.Id,
                    PersonId = actor.Id, PersonName = actor.Name, Likelihood = 1, Impact = 1, ControlStrength = 0, At = clock.GetUtcNow(),
                };
                db.Add(rating);
            }

            (rating.Likelihood, rating.Impact, rating.ControlStrength, rating.At) = (rated.Likelihood, rated.Impact, rated.ControlStrength, clock.GetUtcNow());
            rating.Comment = string.IsNullOrWhiteSpace(rated.Comment) ? null : rated.Comment.Trim();
        }

        return UnitResult.Keep(true);
    }

    private static IEnumerable<FieldProblem> ProblemsOf(RatedRisk rating, List<Guid> known)
    {
        if (!known.Contains(rating.RiskId))
        {
            yield return new FieldProblem("", "Risk.Problem.Unknown");
        }

        (string Name, int Value, int Least, int Most)[] numbers =
        [
            (nameof(rating.Likelihood), rating.Likelihood, 1, RiskCell.Side), (nameof(rating.Impact), rating.Impact, 1, RiskCell.Side),
            (nameof(rating.ControlStrength), rating.ControlStrength, 0, RiskScore.MostControl),
        ];
        foreach (var (name, _, least, most) in numbers.Where(number => number.Value < number.Least || number.Value > number.Most))
        {
            yield return new FieldProblem($"{rating.RiskId}.{name}", "Problem.Between", least, most);
        }

        if (rating.Comment?.Length > RiskRules.MaxComment)
        {
            yield return new FieldProblem($"{rating.RiskId}.{nameof(rating.Comment)}", "Problem.TooLong", RiskRules.MaxComment);
        }
    }
}
