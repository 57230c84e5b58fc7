using StrongCities.Hub.People;

namespace StrongCities.Host.Identity;

/// <summary>Who is signed in, read anew for each request.</summary>
/// <param name="http">The request.</param>
public sealed class CurrentViewer(IHttpContextAccessor http)
{
    /// <summary>Who, or <see langword="null"/> for nobody.</summary>
    public ViewerFound? Found => http.HttpContext?.Features.Get<ViewerFound>();

    /// <summary>On whose behalf use cases run. Only on pages that ask for a sign-in.</summary>
    public Viewer Viewer => Found?.Viewer ?? throw new InvalidOperationException("This page must ask for a sign-in before it asks who is signed in.");

    /// <summary>Their IANA time zone.</summary>
    public string TimeZone => Found?.TimeZone ?? "UTC";
}
