namespace StrongCities.Hub.People;

/// <summary>The languages that every page and mail speaks.</summary>
public static class Languages
{
    /// <summary>The language everything falls back to.</summary>
    public const string Default = "en";

    /// <summary>English, Albanian, Bosnian, Serbian in both scripts, Macedonian. BCP 47 tags.</summary>
    public static IReadOnlyList<string> All { get; } = [Default, "sq", "bs", "sr-Latn", "sr-Cyrl", "mk"];

    /// <summary>The language as a culture for texts, dates and numbers.</summary>
    /// <param name="tag">Any text.</param>
    /// <returns>One of <see cref="All"/>.</returns>
    public static string Known(string? tag) => All.Contains(tag) ? tag! : Default;
}
