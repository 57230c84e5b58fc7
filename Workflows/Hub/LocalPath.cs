namespace StrongCities.Host.Identity;

/// <summary>Paths that come from outside and are gone to afterwards.</summary>
internal static class LocalPath
{
    /// <summary>The path when it stays on this site, else another.</summary>
    public static string Or(string? path, string otherwise) =>
        path is ['/', ..] and not ['/', '/' or '\\', ..] && !path.Any(char.IsControl) ? path : otherwise;
}
