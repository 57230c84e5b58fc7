using MediatR;

namespace StrongCities.Hub.People;

/// <summary>Looks at a sign-in link. Changes nothing.</summary>
/// <param name="Token">As in the mail.</param>
public sealed record OpenSignInLink(string Token) : IRequest<SignInLinkResult>;

/// <summary>Signs in by a link, once.</summary>
/// <param name="Token">As in the mail.</param>
public sealed record RedeemSignInLink(string Token) : IRequest<SignInLinkResult>;

/// <summary>What a sign-in link is worth.</summary>
public abstract record SignInLinkResult;

/// <summary>It is good (opened), or was good and is used up now (redeemed).</summary>
/// <param name="Person">Who signs in.</param>
/// <param name="ReturnPath">Where to go, or <see langword="null"/>.</param>
public sealed record SignInLinkGood(Person Person, string? ReturnPath) : SignInLinkResult;

/// <summary>Used, too old, or never was.</summary>
public sealed record SignInLinkBad : SignInLinkResult;
