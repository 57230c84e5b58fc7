using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Matching;

/// <summary>An advisor knows better than the rules, and says why; or lets the rules decide again.</summary>
/// <param name="Viewer">An advisor or lead.</param>
/// <param name="OpportunityId">The opportunity.</param>
/// <param name="CityId">The city.</param>
/// <param name="Overall">Their verdict; <see langword="null"/> for the rules'.</param>
/// <param name="Reason">Why; 1 to 500 characters with a verdict.</param>
public sealed record OverrideMatch(Viewer Viewer, Guid OpportunityId, Guid CityId, Overall? Overall, string? Reason) : IAsViewer<OverrideResult>, IValidated<OverrideResult>
{
    /// <summary>The longest reason.</summary>
    public const int MaxReason = 500;

    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static OverrideResult NotFound => new OverrideNotFound();

    /// <inheritdoc/>
    public static OverrideResult Invalid(IReadOnlyList<FieldProblem> problems) => new OverrideInvalid(problems);

    /// <inheritdoc/>
    public IEnumerable<FieldProblem> Problems(DateTimeOffset now)
    {
        if (Overall is not null && string.IsNullOrWhiteSpace(Reason))
        {
            yield return new FieldProblem(nameof(Reason), "Problem.Reason");
        }
        else if (Reason?.Length > MaxReason)
        {
            yield return new FieldProblem(nameof(Reason), "Problem.TooLong", MaxReason);
        }

        if (Overall is { } overall && !Enum.IsDefined(overall))
        {
            yield return new FieldProblem(nameof(Overall), "Problem.Choice");
        }
    }
}

/// <summary>What came of it.</summary>
public abstract record OverrideResult;

/// <summary>It counts.</summary>
public sealed record Overridden : OverrideResult;

/// <summary>Nothing was changed.</summary>
/// <param name="Problems">Why, field by field.</param>
public sealed record OverrideInvalid(IReadOnlyList<FieldProblem> Problems) : OverrideResult;

/// <summary>There is no such city or opportunity.</summary>
public sealed record OverrideNotFound : OverrideResult;

internal sealed class OverrideMatchHandler(HubDbFactory databases, CommitQueue commits, IMatchSubjects subjects, TimeProvider clock) : IRequestHandler<OverrideMatch, OverrideResult>
{
    public async Task<OverrideResult> Handle(OverrideMatch request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        return await db.Cities.AnyAsync(city => city.Id == request.CityId, cancellationToken)
            && await subjects.FindAsync(db, request.Viewer.HubId, request.OpportunityId, cancellationToken) is not null
                ? await commits.CommitAsync((runtime, token) => ApplyAsync(runtime.Hub(), request, token), cancellationToken)
                : new OverrideNotFound();
    }

    private async Task<UnitResult<OverrideResult>> ApplyAsync(HubDb db, OverrideMatch request, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var by = await db.People.SingleAsync(person => person.Id == request.Viewer.PersonId, cancellation);
        var row = await db.Matches.SingleOrDefaultAsync(match => match.OpportunityId == request.OpportunityId && match.CityId == request.CityId, cancellation);
        if (row is null)
        {
            row = new Match { OpportunityId = request.OpportunityId, CityId = request.CityId, HubId = request.Viewer.HubId };
            row.Take(Outcome.No, now);
            db.Add(row);
        }

        row.SetOverride(request.Overall, request.Reason?.Trim(), by.Id, by.Name, now);
        if (row.IsPlainNo)
        {
            db.Remove(row);
        }

        return UnitResult.Keep<OverrideResult>(new Overridden());
    }
}
