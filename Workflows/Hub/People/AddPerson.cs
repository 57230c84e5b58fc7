using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;
using StrongCities.Hub.Tasks;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.People;

/// <summary>A hub lead adds a person. Staff get a mail with a link to choose their password; people of cities sign in by mail as it is.</summary>
/// <param name="Viewer">A hub lead.</param>
/// <param name="CityId">Their city, or <see langword="null"/> for staff.</param>
/// <param name="Email">Their address.</param>
/// <param name="Name">Their name.</param>
/// <param name="Language">Their language.</param>
/// <param name="Roles">Fitting city or staff.</param>
public sealed record AddPerson(Viewer Viewer, Guid? CityId, string Email, string Name, string Language, Roles Roles)
    : IAsViewer<PersonResult>, IValidated<PersonResult>
{
    /// <inheritdoc/>
    public static Roles Allowed => Roles.HubLead;

    /// <inheritdoc/>
    public static PersonResult NotFound => new PersonNotFound();

    /// <inheritdoc/>
    public static PersonResult Invalid(IReadOnlyList<FieldProblem> problems) => new PersonInvalid(problems);

    /// <inheritdoc/>
    public IEnumerable<FieldProblem> Problems(DateTimeOffset now) => [.. PersonRules.Email(Email), .. PersonRules.Common(Name, Language, Roles, CityId)];
}

/// <summary>How adding or changing a person ended.</summary>
public abstract record PersonResult;

/// <summary>Done.</summary>
/// <param name="Person">As they are now.</param>
public sealed record PersonKept(Person Person) : PersonResult;

/// <summary>Not as it is; nothing changed.</summary>
/// <param name="Problems">Field by field.</param>
public sealed record PersonInvalid(IReadOnlyList<FieldProblem> Problems) : PersonResult;

/// <summary>No such person or city for this viewer, or not a hub lead.</summary>
public sealed record PersonNotFound : PersonResult;

internal sealed class AddPersonHandler(HubDbFactory databases, CommitQueue commits, PasswordLinks links, SeatTasks seats, TimeProvider clock)
    : IRequestHandler<AddPerson, PersonResult>
{
    public async Task<PersonResult> Handle(AddPerson request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        if (request.CityId is { } cityId && !await db.Cities.AnyAsync(c => c.Id == cityId, cancellationToken))
        {
            return new PersonNotFound();
        }

        var now = clock.GetUtcNow();
        var person = new Person
        {
            Id = Guid.CreateVersion7(now),
            HubId = request.Viewer.HubId,
            CityId = request.CityId,
            Email = PersonRules.Normal(request.Email),
            Name = request.Name.Trim(),
            Language = request.Language,
            Roles = request.Roles,
            CreatedAt = now,
        };
        return await commits.CommitAsync<PersonResult>(
            async (runtime, token) =>
            {
                if (await runtime.Hub().People.AnyAsync(p => p.Email == person.Email, token))
                {
                    return UnitResult.Refuse<PersonResult>(new PersonInvalid([new FieldProblem(nameof(AddPerson.Email), "Problem.EmailTaken")]));
                }

                runtime.Add(person);
                if (person.CityId is null)
                {
                    await links.WelcomeAsync(runtime.Hub(), person, token);
                }

                await seats.AgainAsync(runtime.Hub(), person, token);
                return UnitResult.Keep<PersonResult>(new PersonKept(person));
            },
            cancellationToken);
    }
}
