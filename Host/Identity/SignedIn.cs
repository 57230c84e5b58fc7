using System.Security.Claims;
using MediatR;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using StrongCities.Hub.People;

namespace StrongCities.Host.Identity;

/// <summary>
/// The one cookie of city people and hub staff. It holds a person's id and nothing else; their rights are read at every request, so that a
/// lost role or account counts at once.
/// </summary>
internal static class SignedIn
{
    public const string Scheme = "signed-in";

    /// <summary>Policies.</summary>
    public const string City = "city";
    public const string Staff = "staff";
    public const string Lead = "lead";
    public const string Designer = "designer";

    /// <summary>Who may change workflows.</summary>
    public const Roles Designers = Roles.Advisor | Roles.HubLead | Roles.Designer;

    /// <summary>Who may look at workflows and their runs.</summary>
    public const Roles Viewers = Designers | Roles.Operator;

    private const string Side = "side";

    /// <summary>Where staff works, who sign in at a page of their own.</summary>
    private static readonly string[] OfStaff = ["/desk", "/designer"];

    public static void AddSignedIn(this WebApplicationBuilder builder)
    {
        var secure = builder.Environment.IsDevelopment() ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
        builder.Services.AddOptions<SignInSessions>().BindConfiguration("Sessions").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddHttpContextAccessor().AddSingleton<CurrentViewer>();
        builder.Services.AddAuthentication(Scheme).AddCookie(Scheme, options =>
        {
            options.Cookie.Name = "sc.signed-in";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = secure;
            // Browsers live in real time, also when the processes' clock is driven.
            options.TimeProvider = TimeProvider.System;
            options.SlidingExpiration = false;
            options.Events.OnValidatePrincipal = ReadRightsAsync;
            options.Events.OnRedirectToLogin = AskToSignIn;
            options.Events.OnRedirectToAccessDenied = PretendNothingIsThere;
        });
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy(City, policy => policy.RequireClaim(Side, City))
            .AddPolicy(Staff, policy => policy.RequireClaim(Side, Staff))
            .AddPolicy(Lead, policy => policy.RequireClaim(Side, Staff).RequireRole(nameof(Roles.HubLead)))
            .AddPolicy(Designer, policy => policy.RequireClaim(Side, Staff).RequireOneOf(Viewers));
        builder.Services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "sc.form";
            options.Cookie.SecurePolicy = secure;
        });
    }

    /// <summary>Asks for one of some roles.</summary>
    public static AuthorizationPolicyBuilder RequireOneOf(this AuthorizationPolicyBuilder policy, Roles any) =>
        policy.RequireRole(Words.PageWords.EachRole.Where(role => any.HasFlag(role)).Select(role => role.ToString()));

    /// <summary>Signs a person in, in this browser.</summary>
    public static Task SignInAsync(this HttpContext http, Person person, TimeSpan lifetime) =>
        http.SignInAsync(Scheme, new ClaimsPrincipal(Identity(person.Id)), new AuthenticationProperties
        {
            IsPersistent = true,
            ExpiresUtc = TimeProvider.System.GetUtcNow() + lifetime,
        });

    private static ClaimsIdentity Identity(Guid person) => new([new Claim(ClaimTypes.NameIdentifier, person.ToString())], Scheme);

    private static async Task ReadRightsAsync(CookieValidatePrincipalContext context)
    {
        var http = context.HttpContext;
        var found = Guid.TryParse(context.Principal?.FindFirstValue(ClaimTypes.NameIdentifier), out var person)
            ? await http.RequestServices.GetRequiredService<IMediator>().Send(new FindViewer(person), http.RequestAborted)
            : null;
        if (found is null)
        {
            context.RejectPrincipal();
            await http.SignOutAsync(Scheme);
            return;
        }

        http.Features.Set(found);
        var identity = Identity(person);
        identity.AddClaim(new Claim(Side, found.Viewer.IsStaff ? Staff : City));
        identity.AddClaims(Words.PageWords.EachRole.Where(role => found.Viewer.Is(role)).Select(role => new Claim(identity.RoleClaimType, role.ToString())));
        context.ReplacePrincipal(new ClaimsPrincipal(identity));
    }

    private static Task AskToSignIn(RedirectContext<CookieAuthenticationOptions> context)
    {
        var request = context.Request;
        var page = OfStaff.Any(part => request.Path.StartsWithSegments(part, StringComparison.OrdinalIgnoreCase)) ? "/desk/sign-in" : "/sign-in";
        var back = HttpMethods.IsGet(request.Method) ? request.Path + request.QueryString : "/";
        context.Response.Redirect($"{request.PathBase}{page}{QueryString.Create("back", back)}");
        return Task.CompletedTask;
    }

    private static Task PretendNothingIsThere(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
