using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;
using StrongCities.Hub.Tasks;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.People;

/// <summary>A hub lead changes a person's roles, name, language or whether they are active. Open tasks go to whoever then holds their roles.</summary>
/// <param name="Viewer">A hub lead.</param>
/// <param name="PersonId">Whom.</param>
/// <param name="Name">As it shall be.</param>
/// <param name="Language">As it shall be.</param>
/// <param name="Roles">As they shall be.</param>
/// <param name="IsActive">As it shall be.</param>
public sealed record ChangePerson(Viewer Viewer, Guid PersonId, string Name, string Language, Roles Roles, bool IsActive)
    : IAsViewer<PersonResult>, IValidated<PersonResult>
{
    /// <inheritdoc/>
    public static Roles Allowed => Roles.HubLead;

    /// <inheritdoc/>
    public static PersonResult NotFound => new PersonNotFound();

    /// <inheritdoc/>
    public static PersonResult Invalid(IReadOnlyList<FieldProblem> problems) => new PersonInvalid(problems);

    /// <inheritdoc/>
    public IEnumerable<FieldProblem> Problems(DateTimeOffset now) => PersonRules.Common(Name, Language);
}

internal sealed class ChangePersonHandler(HubDbFactory databases, CommitQueue commits, SeatTasks seats) : IRequestHandler<ChangePerson, PersonResult>
{
    public async Task<PersonResult> Handle(ChangePerson request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        var seen = await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == request.PersonId, cancellationToken);
        if (seen is null)
        {
            return new PersonNotFound();
        }

        IReadOnlyList<FieldProblem> problems = [.. PersonRules.Roles(request.Roles, seen.CityId)];
        return problems.Count > 0
            ? new PersonInvalid(problems)
            : await commits.CommitAsync((runtime, token) => ApplyAsync(runtime.Hub(), request, token), cancellationToken);
    }

    private async Task<UnitResult<PersonResult>> ApplyAsync(HubDb db, ChangePerson request, CancellationToken cancellation)
    {
        var person = await db.People.SingleAsync(p => p.Id == request.PersonId, cancellation);
        var leads = request.IsActive && request.Roles.HasFlag(Roles.HubLead);
        if (person.IsActive && person.Roles.HasFlag(Roles.HubLead) && !leads
            && !await db.People.AnyAsync(p => p.HubId == person.HubId && p.Id != person.Id && p.IsActive && (p.Roles & Roles.HubLead) != 0, cancellation))
        {
            return UnitResult.Refuse<PersonResult>(new PersonInvalid([new FieldProblem(nameof(ChangePerson.Roles), "Problem.LastLead")]));
        }

        var same = (person.Roles, person.IsActive) == (request.Roles, request.IsActive);
        person.Name = request.Name.Trim();
        person.Language = request.Language;
        person.Roles = request.Roles;
        person.IsActive = request.IsActive;
        if (!same)
        {
            await seats.AgainAsync(db, person, cancellation);
        }

        return UnitResult.Keep<PersonResult>(new PersonKept(person));
    }
}
