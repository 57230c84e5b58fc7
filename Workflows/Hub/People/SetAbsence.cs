using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;
using StrongCities.Hub.Tasks;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.People;

/// <summary>Somebody will be away: in these days their tasks are addressed to a substitute, who acts in their name. Open tasks are, too.</summary>
/// <param name="Viewer">Who goes away; a hub lead may say so for anybody of the hub or its cities.</param>
/// <param name="PersonId">Who is away.</param>
/// <param name="SubstituteId">Who stands in.</param>
/// <param name="From">The first day.</param>
/// <param name="Until">The last day.</param>
public sealed record SetAbsence(Viewer Viewer, Guid PersonId, Guid? SubstituteId, DateOnly? From, DateOnly? Until) : IAsViewer<AbsenceResult>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.City | RoleSets.Staff;

    /// <inheritdoc/>
    public static AbsenceResult NotFound => new AbsenceNotFound();
}

/// <summary>How setting an absence ended.</summary>
public abstract record AbsenceResult;

/// <summary>It is known.</summary>
public sealed record AbsenceKept : AbsenceResult;

/// <summary>It can't be as typed.</summary>
/// <param name="Problems">Field by field.</param>
public sealed record AbsenceInvalid(IReadOnlyList<FieldProblem> Problems) : AbsenceResult;

/// <summary>No such person for this viewer.</summary>
public sealed record AbsenceNotFound : AbsenceResult;

internal sealed class SetAbsenceHandler(HubDbFactory databases, CommitQueue commits, SeatTasks seats, TimeProvider clock)
    : IRequestHandler<SetAbsence, AbsenceResult>
{
    private const int MostDays = 366;

    public async Task<AbsenceResult> Handle(SetAbsence request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        var person = await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == request.PersonId && p.IsActive, cancellationToken);
        if (person is null || (person.Id != request.Viewer.PersonId && !request.Viewer.Is(Roles.HubLead)))
        {
            return new AbsenceNotFound();
        }

        var today = await Substitutes.TodayAsync(db, person, clock.GetUtcNow(), cancellationToken);
        var problems = Problems(request, today).ToList();
        if (request.SubstituteId is null || !await ListAbsencesHandler.Colleagues(db, person).AnyAsync(p => p.Id == request.SubstituteId, cancellationToken))
        {
            problems.Add(new FieldProblem("SubstituteId", "Problem.Choice"));
        }

        return problems.Count > 0
            ? new AbsenceInvalid(problems)
            : await commits.CommitAsync((runtime, token) => ApplyAsync(runtime.Hub(), request, token), cancellationToken);
    }

    private static IEnumerable<FieldProblem> Problems(SetAbsence request, DateOnly today)
    {
        if (request.From is null)
        {
            yield return new FieldProblem("From", "Problem.Date");
        }

        if (request.Until is null)
        {
            yield return new FieldProblem("Until", "Problem.Date");
        }
        else if (request.Until < today)
        {
            yield return new FieldProblem("Until", "Problem.PastDate");
        }
        else if (request.Until < request.From || request.Until.Value.DayNumber - request.From?.DayNumber > MostDays)
        {
            yield return new FieldProblem("Until", "Problem.Period", MostDays);
        }
    }

    private async Task<UnitResult<AbsenceResult>> ApplyAsync(HubDb db, SetAbsence request, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        db.Add(new Absence
        {
            Id = Guid.CreateVersion7(now),
            PersonId = request.PersonId,
            SubstituteId = request.SubstituteId!.Value,
            From = request.From!.Value,
            Until = request.Until!.Value,
            SetById = request.Viewer.PersonId,
            SetAt = now,
        });
        await seats.AgainAsync(db, await db.People.SingleAsync(p => p.Id == request.PersonId, cancellation), cancellation);
        return UnitResult.Keep<AbsenceResult>(new AbsenceKept());
    }
}
