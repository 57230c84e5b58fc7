using Microsoft.AspNetCore.Authentication;

namespace StrongCities.Host.Identity;

/// <summary>Signs out of this browser.</summary>
internal static class SignOutRoute
{
    public static void MapSignOut(this WebApplication app) => app.MapPost("/sign-out", async (HttpContext http, [AsParameters] Nothing _) =>
    {
        await http.SignOutAsync(SignedIn.Scheme);
        return Results.Redirect("/");
    }).AllowAnonymous();

    /// <summary>Reading a form is what makes the framework check the antiforgery token.</summary>
    private sealed record Nothing([property: Microsoft.AspNetCore.Mvc.FromForm] string? Unused);
}
