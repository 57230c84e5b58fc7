using MediatR;

namespace StrongCities.Hub.People;

/// <summary>
/// Somebody of a city asks for a sign-in link. Answers nothing, known address or not: the mail tells only its reader.
/// </summary>
/// <param name="Email">As typed.</param>
/// <param name="ReturnPath">Where to go after signing in: a path of this site, or <see langword="null"/>.</param>
public sealed record RequestSignInLink(string Email, string? ReturnPath) : IRequest;
