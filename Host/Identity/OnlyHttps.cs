using Microsoft.AspNetCore.HttpsPolicy;

namespace StrongCities.Host.Identity;

/// <summary>
/// Outside development, pages are spoken by https only, because their cookies are. Behind a proxy that ends TLS, name it
/// in <see cref="ProxyOptions.Known"/>. Health probes may come in plain.
/// </summary>
internal static class OnlyHttps
{
    private const int Port = 443;

    public static void AddOnlyHttps(this IServiceCollection services) =>
        services.Configure<HttpsRedirectionOptions>(options => options.HttpsPort ??= Port);

    public static void UseOnlyHttps(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment())
        {
            app.UseHsts();
            app.UseWhen(http => !http.Request.Path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase), plain => plain.UseHttpsRedirection());
        }
    }
}
