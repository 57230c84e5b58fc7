using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using StrongCities.Hub.Tasks;

namespace StrongCities.Host.Tasks;

/// <summary>
/// Remembers for a quarter of an hour, on one path of one browser, that a link's secret was shown. So the secret is gone from the address bar,
/// the history and every later request.
/// </summary>
/// <param name="protection">Seals the cookie.</param>
/// <param name="environment">Outside Development the cookie travels by https only.</param>
internal sealed class GrantCookie(IDataProtectionProvider protection, IHostEnvironment environment)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);
    private readonly ITimeLimitedDataProtector protector = protection.CreateProtector("StrongCities.Host.Tasks.Grant").ToTimeLimitedDataProtector();

    /// <summary>Where the task's page is.</summary>
    public static string PathOf(string publicId) => $"/task/{publicId}";

    public void Write(HttpContext http, string publicId) => http.Response.Cookies.Append(Name, protector.Protect(publicId, Lifetime), new CookieOptions
    {
        HttpOnly = true,
        IsEssential = true,
        MaxAge = Lifetime,
        Path = http.Request.PathBase + PathOf(publicId),
        SameSite = SameSiteMode.Lax,
        Secure = !environment.IsDevelopment() || http.Request.IsHttps,
    });

    /// <summary>The way to the task, or <see langword="null"/> when the link was not opened in this browser or too long ago.</summary>
    public ByGrant? Read(HttpContext http, string publicId)
    {
        try
        {
            return http.Request.Cookies[Name] is { } sealedId && protector.Unprotect(sealedId) == publicId ? new ByGrant(publicId) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private const string Name = "sc.task";
}
