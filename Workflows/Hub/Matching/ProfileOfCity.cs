namespace StrongCities.Hub.Matching;

/// <summary>
/// A city's profile as it is stored: one document to a city, in a table of its own, so that a change of it never touches the city that everything
/// else refers to.
/// </summary>
public sealed class ProfileOfCity
{
    /// <summary>The city; the key.</summary>
    public required Guid CityId { get; init; }

    /// <summary>Its hub.</summary>
    public required Guid HubId { get; init; }

    /// <summary>What it says.</summary>
    public required CityProfile Profile { get; set; }

    /// <summary>From 1; tells two who save at once apart.</summary>
    public int Version { get; set; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>Who changed it.</summary>
    public required string ChangedByName { get; set; }
}
