using System.Diagnostics.CodeAnalysis;

namespace StrongCities.Hub;

/// <summary>Paths that come from outside and are gone to afterwards. An address elsewhere would make the hub a signpost for others.</summary>
public static class LocalPath
{
    /// <summary>Whether a path stays on this site: it begins with one slash and holds no control character.</summary>
    /// <param name="path">As it came.</param>
    /// <returns>True if so.</returns>
    public static bool Is([NotNullWhen(true)] string? path) =>
        path is ['/', ..] and not ['/', '/' or '\\', ..] && !path.Any(char.IsControl);

    /// <summary>The path when it stays on this site, else another.</summary>
    /// <param name="path">As it came.</param>
    /// <param name="otherwise">A path of this site.</param>
    /// <returns>One of the two.</returns>
    public static string Or(string? path, string otherwise) => Is(path) ? path : otherwise;
}
