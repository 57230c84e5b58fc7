using System.Net;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using StrongCities.Host.Identity;
using StrongCities.Hub.People;

namespace StrongCities.Host.ElsaApi;

/// <summary>
/// Whom the API takes for whom: a program by its key, hub staff by the cookie of their sign-in, or, when opened in development, anybody on this
/// machine. A browser sends its cookie with requests of other sites too, so that one counts only for requests that our own pages made.
/// </summary>
internal sealed class ElsaAccess(
    IOptionsMonitor<AuthenticationSchemeOptions> scheme, ILoggerFactory logs, UrlEncoder encoder, IOptions<ElsaApiOptions> options)
    : AuthenticationHandler<AuthenticationSchemeOptions>(scheme, logs, encoder)
{
    /// <summary>Name of the scheme, and of the policy that every route of the API and its hub asks for.</summary>
    public const string Name = "elsa-api";

    private const string KeyPrefix = "ApiKey ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers.Authorization.ToString() is { Length: > 0 } sent)
        {
            return sent.StartsWith(KeyPrefix, StringComparison.OrdinalIgnoreCase) && NameOf(sent[KeyPrefix.Length..].Trim()) is { } program
                ? Program(program)
                : AuthenticateResult.Fail("No such key.");
        }

        var bySignIn = await Context.AuthenticateAsync(SignedIn.Scheme);
        if (bySignIn.Succeeded)
        {
            return NeedsOrigin() && !IsOwnPage() ? AuthenticateResult.Fail("The request came from another site.") : bySignIn;
        }

        return options.Value.Open && Context.Connection.RemoteIpAddress is { } caller && IPAddress.IsLoopback(caller) && (!FromBrowser() || IsOwnPage())
            ? Program("this machine")
            : AuthenticateResult.NoResult();
    }

    private string? NameOf(string key)
    {
        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        return options.Value.Keys.FirstOrDefault(known => string.Equals(known.Value, hash, StringComparison.OrdinalIgnoreCase)).Key;
    }

    private static AuthenticateResult Program(string name)
    {
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, name), new Claim(ClaimTypes.Role, nameof(Roles.Designer))], Name);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Name));
    }

    private bool NeedsOrigin() => Context.WebSockets.IsWebSocketRequest
        || !(HttpMethods.IsGet(Request.Method) || HttpMethods.IsHead(Request.Method) || HttpMethods.IsOptions(Request.Method));

    private bool FromBrowser() => Request.Headers.Origin.Count > 0 || Request.Headers.ContainsKey("Sec-Fetch-Site");

    private bool IsOwnPage() => Request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site
        ? site == "same-origin"
        : string.Equals(Request.Headers[HeaderNames.Origin], $"{Request.Scheme}://{Request.Host}", StringComparison.OrdinalIgnoreCase);
}
