using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Cases;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;
using StrongCities.Hub.Tasks;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Experts;

/// <summary>
/// Hub staff record that somebody has a personal interest in a case who did not say so themselves. From then on it is hidden from them. It can't
/// be taken back, and nobody does it to themselves here: they step aside at their task.
/// </summary>
/// <param name="Viewer">Staff who see the case.</param>
/// <param name="CaseId">The case.</param>
/// <param name="PersonId">Who: a candidate or a member of the staff.</param>
/// <param name="Reason">What interest; only hub staff read it.</param>
public sealed record Recuse(Viewer Viewer, Guid CaseId, Guid PersonId, string Reason) : IAsViewer<RecuseResult>, IValidated<RecuseResult>
{
    private const int MaxReason = 4_000;

    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static RecuseResult NotFound => new RecuseNotFound();

    /// <inheritdoc/>
    public static RecuseResult Invalid(IReadOnlyList<FieldProblem> problems) => new RecuseInvalid(problems);

    /// <inheritdoc/>
    public IEnumerable<FieldProblem> Problems(DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(Reason))
        {
            yield return new FieldProblem(nameof(Reason), "Problem.Reason");
        }
        else if (Reason.Length > MaxReason)
        {
            yield return new FieldProblem(nameof(Reason), "Problem.TooLong", MaxReason);
        }
    }
}

/// <summary>How it ended.</summary>
public abstract record RecuseResult;

/// <summary>The case is hidden from them.</summary>
public sealed record Recused : RecuseResult;

/// <summary>Not as it is; nothing changed.</summary>
/// <param name="Problems">Field by field.</param>
public sealed record RecuseInvalid(IReadOnlyList<FieldProblem> Problems) : RecuseResult;

/// <summary>No such case or person for this viewer, or hidden before.</summary>
public sealed record RecuseNotFound : RecuseResult;

internal sealed class RecuseHandler(HubDbFactory databases, CommitQueue commits, HideCase hide, TaskDecider decider, TimeProvider clock)
    : IRequestHandler<Recuse, RecuseResult>
{
    public async Task<RecuseResult> Handle(Recuse request, CancellationToken cancellationToken)
    {
        await using var seen = databases.Create(request.Viewer);
        if (request.PersonId == request.Viewer.PersonId || !await seen.Cases.AnyAsync(c => c.Id == request.CaseId, cancellationToken))
        {
            return new RecuseNotFound();
        }

        var tasks = await commits.CommitAsync(
            async (runtime, token) =>
            {
                var (db, now) = (runtime.Hub(), clock.GetUtcNow());
                var about = await db.Cases.SingleAsync(c => c.Id == request.CaseId, token);
                // The city's own people are the ones who ask: their interest is the case.
                var person = await db.People.SingleOrDefaultAsync(p => p.Id == request.PersonId && p.HubId == about.HubId && (p.CityId == null || p.CityId != about.CityId), token);
                var line = about.Line(now, "Event.Recused", request.Viewer.PersonId, citySees: false, person?.Name ?? "", request.Reason.Trim());
                return person is not null && await hide.RunAsync(db, about, person, "", line, now, token) is { } open
                    ? UnitResult.Keep<IReadOnlyList<HumanTask>?>(open)
                    : UnitResult.Refuse<IReadOnlyList<HumanTask>?>(null);
            },
            cancellationToken);
        foreach (var task in tasks ?? [])
        {
            await decider.SettleAsync(task.Id, cancellationToken);
        }

        return tasks is null ? new RecuseNotFound() : new Recused();
    }
}
