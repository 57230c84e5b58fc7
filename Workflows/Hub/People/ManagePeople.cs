using MediatR;

namespace StrongCities.Hub.People;

/// <summary>A hub lead lists the people of hub and cities.</summary>
/// <param name="Viewer">A hub lead.</param>
public sealed record ListPeople(Viewer Viewer) : IRequest<IReadOnlyList<PersonLine>?>;

/// <summary>A person in the list.</summary>
/// <param name="Person">Who.</param>
/// <param name="CityName">Their city, or <see langword="null"/> for staff.</param>
public sealed record PersonLine(Person Person, string? CityName);

/// <summary>A hub lead adds a person.</summary>
/// <param name="Viewer">A hub lead.</param>
/// <param name="CityId">Their city, or <see langword="null"/> for staff.</param>
/// <param name="Email">Their address.</param>
/// <param name="Name">Their name.</param>
/// <param name="Language">Their language.</param>
/// <param name="Roles">Fitting city or staff.</param>
public sealed record AddPerson(Viewer Viewer, Guid? CityId, string Email, string Name, string Language, Roles Roles) : IRequest<PersonResult>;

/// <summary>A hub lead changes a person's roles, name, language or whether they are active.</summary>
/// <param name="Viewer">A hub lead.</param>
/// <param name="PersonId">Whom.</param>
/// <param name="Name">As it shall be.</param>
/// <param name="Language">As it shall be.</param>
/// <param name="Roles">As they shall be.</param>
/// <param name="IsActive">As it shall be.</param>
public sealed record ChangePerson(Viewer Viewer, Guid PersonId, string Name, string Language, Roles Roles, bool IsActive) : IRequest<PersonResult>;

/// <summary>Anybody changes the language they read.</summary>
/// <param name="Viewer">Themselves.</param>
/// <param name="Language">One of <see cref="Languages.All"/>.</param>
public sealed record ChangeMyLanguage(Viewer Viewer, string Language) : IRequest;

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
