using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Matching;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Experts;

/// <summary>Hub staff add an entry to the pool, or change one. An expert or contact from outside gets an entry in the directory without any role: they can't sign in.</summary>
/// <param name="Viewer">An advisor or lead.</param>
/// <param name="Id">Which entry, or <see langword="null"/> for a new one; its kind and person stay.</param>
/// <param name="Form">As it shall be.</param>
public sealed record SaveExpert(Viewer Viewer, Guid? Id, ExpertForm Form) : IAsViewer<SaveExpertResult>, IValidated<SaveExpertResult>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static SaveExpertResult NotFound => new ExpertNotFound();

    /// <inheritdoc/>
    public static SaveExpertResult Invalid(IReadOnlyList<FieldProblem> problems) => new ExpertInvalid(problems);

    /// <inheritdoc/>
    public IEnumerable<FieldProblem> Problems(DateTimeOffset now) => Form.Problems(Id is null);
}

/// <summary>An entry of the pool as it is typed.</summary>
public sealed record ExpertForm
{
    private const int MaxText = 200;
    private const int MaxCases = 20;

    /// <summary>What they are to the hub.</summary>
    public HelperKind? Kind { get; init; }

    /// <summary>The name of an expert or contact.</summary>
    public string Name { get; init; } = "";

    /// <summary>The address: of somebody new for experts and contacts, of somebody in the directory for peer cities and staff.</summary>
    public string Email { get; init; } = "";

    /// <summary>The language of their mails.</summary>
    public string MailLanguage { get; init; } = People.Languages.Default;

    /// <inheritdoc cref="Expert.Organisation"/>
    public string? Organisation { get; init; }

    /// <inheritdoc cref="Expert.Languages"/>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <inheritdoc cref="Expert.Themes"/>
    public IReadOnlyList<string> Themes { get; init; } = [];

    /// <inheritdoc cref="Expert.Countries"/>
    public IReadOnlyList<string> Countries { get; init; } = [];

    /// <inheritdoc cref="Expert.Seat"/>
    public Seat Seat { get; init; } = new("", "");

    /// <inheritdoc cref="Expert.MostCases"/>
    public int MostCases { get; init; } = 2;

    /// <inheritdoc cref="Expert.IsActive"/>
    public bool IsActive { get; init; } = true;

    /// <summary>Whether they come from outside the directory.</summary>
    internal bool IsOutsider => Kind is HelperKind.Expert or HelperKind.Contact;

    internal IEnumerable<FieldProblem> Problems(bool isNew)
    {
        if (isNew && (Kind is null || !Enum.IsDefined(Kind.Value)))
        {
            yield return new FieldProblem(nameof(Kind), "Problem.Choice");
        }

        foreach (var problem in isNew ? PersonRules.Email(Email) : [])
        {
            yield return problem;
        }

        foreach (var problem in isNew && IsOutsider ? PersonRules.Common(Name, MailLanguage) : [])
        {
            yield return problem;
        }

        if (Organisation?.Length > MaxText)
        {
            yield return new FieldProblem(nameof(Organisation), "Problem.TooLong", MaxText);
        }

        if (string.IsNullOrWhiteSpace(Seat.Place))
        {
            yield return new FieldProblem("Place", "Problem.Required");
        }
        else if (Seat.Place.Length > MaxText)
        {
            yield return new FieldProblem("Place", "Problem.TooLong", MaxText);
        }

        if (!IsCountry(Seat.Country))
        {
            yield return new FieldProblem("Country", "Problem.HelperCountry");
        }

        if (Seat is { Latitude: < -90 or > 90 } or { Longitude: < -180 or > 180 } || Seat.Latitude is null != Seat.Longitude is null)
        {
            yield return new FieldProblem("Latitude", "Problem.Coordinates");
        }

        if (Countries.Any(country => !IsCountry(country)))
        {
            yield return new FieldProblem(nameof(Countries), "Problem.HelperCountry");
        }

        if (Languages.Count == 0 || Languages.Any(language => language.Length is < 2 or > 3 || !language.All(char.IsAsciiLetterLower)))
        {
            yield return new FieldProblem(nameof(Languages), "Problem.LanguageCodes");
        }

        if (Themes.Except(HubThemes.All).Any())
        {
            yield return new FieldProblem(nameof(Themes), "Problem.Choice");
        }

        if (MostCases is < 1 or > MaxCases)
        {
            yield return new FieldProblem(nameof(MostCases), "Problem.NumberBetween", 1, MaxCases);
        }
    }

    private static bool IsCountry(string code) => code.Length == 2 && code.All(char.IsAsciiLetterUpper);
}

/// <summary>How saving ended.</summary>
public abstract record SaveExpertResult;

/// <summary>It is in.</summary>
/// <param name="Id">The entry.</param>
public sealed record ExpertSaved(Guid Id) : SaveExpertResult;

/// <summary>Not as it is; nothing changed.</summary>
/// <param name="Problems">Field by field.</param>
public sealed record ExpertInvalid(IReadOnlyList<FieldProblem> Problems) : SaveExpertResult;

/// <summary>No such entry for this viewer.</summary>
public sealed record ExpertNotFound : SaveExpertResult;

internal sealed class SaveExpertHandler(CommitQueue commits, TimeProvider clock) : IRequestHandler<SaveExpert, SaveExpertResult>
{
    public Task<SaveExpertResult> Handle(SaveExpert request, CancellationToken cancellationToken) => commits.CommitAsync(
        async (runtime, token) =>
        {
            var (db, form, now) = (runtime.Hub(), request.Form, clock.GetUtcNow());
            var result = await FindAsync(db, request, now, token);
            if (result.Expert is not { } expert)
            {
                return UnitResult.Refuse(result.Problem);
            }

            (expert.Organisation, expert.Seat, expert.ChangedAt) = (string.IsNullOrWhiteSpace(form.Organisation) ? null : form.Organisation.Trim(), form.Seat, now);
            (expert.Languages, expert.Themes, expert.Countries) = ([.. form.Languages.Distinct()], [.. form.Themes.Distinct()], [.. form.Countries.Distinct()]);
            (expert.MostCases, expert.IsActive) = (form.MostCases, form.IsActive);
            return UnitResult.Keep<SaveExpertResult>(new ExpertSaved(expert.Id));
        },
        cancellationToken);

    private static async Task<(Expert? Expert, SaveExpertResult Problem)> FindAsync(HubDb db, SaveExpert request, DateTimeOffset now, CancellationToken cancellation)
    {
        var (form, hubId) = (request.Form, request.Viewer.HubId);
        if (request.Id is { } id)
        {
            return (await db.Experts.SingleOrDefaultAsync(e => e.Id == id && e.HubId == hubId, cancellation), new ExpertNotFound());
        }

        var email = PersonRules.Normal(form.Email);
        var person = await db.People.SingleOrDefaultAsync(p => p.Email == email, cancellation);
        var problem = form.IsOutsider ? person is null ? null : "Problem.EmailTaken"
            : person is { IsActive: true } && person.HubId == hubId && IsOf(form.Kind!.Value, person)
                ? await db.Experts.AnyAsync(e => e.PersonId == person.Id, cancellation) ? "Problem.EmailTaken" : null
                : "Problem.NotInDirectory";
        if (problem is not null)
        {
            return (null, new ExpertInvalid([new FieldProblem(nameof(ExpertForm.Email), problem)]));
        }

        if (person is null)
        {
            person = new Person
            {
                Id = Guid.CreateVersion7(now), HubId = hubId, Email = email, Name = form.Name.Trim(), Language = form.MailLanguage, Roles = Roles.None, CreatedAt = now,
            };
            db.Add(person);
        }

        var expert = new Expert { Id = Guid.CreateVersion7(now), HubId = hubId, PersonId = person.Id, Kind = form.Kind!.Value, Seat = form.Seat, ChangedAt = now };
        db.Add(expert);
        return (expert, new ExpertNotFound());
    }

    private static bool IsOf(HelperKind kind, Person person) => kind == HelperKind.PeerCity
        ? person.CityId is not null && (person.Roles & RoleSets.CityVoice) != 0
        : person.CityId is null && (person.Roles & RoleSets.CaseStaff) != 0;
}
