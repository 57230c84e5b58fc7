namespace StrongCities.Hub.Matching;

/// <summary>The themes that advisors file opportunities under, and that cities choose their priorities from. Their words are <c>Theme.KEY</c>.</summary>
public static class HubThemes
{
    /// <summary>The keys, as they are listed.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "prevention", "cohesion", "democracy", "rights", "youth", "education", "culture", "gender", "migration", "civil-society", "local-government", "digital", "climate",
        "energy", "disaster", "economy", "health", "mobility",
    ];
}
