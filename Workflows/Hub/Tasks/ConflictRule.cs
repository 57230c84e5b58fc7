namespace StrongCities.Hub.Tasks;

/// <summary>Whether a task asks about a personal interest in the case. Whoever has one steps aside and no longer sees the case.</summary>
public enum ConflictRule
{
    /// <summary>It does not ask.</summary>
    NotAsked,

    /// <summary>Whoever is asked may say so and step aside.</summary>
    MayDeclare,

    /// <summary>Everybody must say whether they have one before they see the case.</summary>
    MustDeclare,
}
