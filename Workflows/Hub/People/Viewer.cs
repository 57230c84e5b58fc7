namespace StrongCities.Hub.People;

/// <summary>On whose behalf a use case runs. Every command carries one; reads see only what belongs to it.</summary>
/// <param name="PersonId">The person.</param>
/// <param name="HubId">Their hub.</param>
/// <param name="CityId">Their city, or <see langword="null"/> for hub staff, who see every city of their hub.</param>
/// <param name="Roles">What they may do.</param>
public sealed record Viewer(Guid PersonId, Guid HubId, Guid? CityId, Roles Roles)
{
    /// <summary>The viewer that a person is.</summary>
    /// <param name="person">As stored now.</param>
    /// <returns>Their rights.</returns>
    public static Viewer Of(Person person) => new(person.Id, person.HubId, person.CityId, person.Roles);

    /// <summary>Whether they hold at least one of these roles.</summary>
    /// <param name="any">The roles.</param>
    /// <returns>True if so.</returns>
    public bool Is(Roles any) => (Roles & any) != 0;

    /// <summary>Whether they work at the hub.</summary>
    public bool IsStaff => CityId is null;
}
