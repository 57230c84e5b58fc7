namespace StrongCities.Hub.Experts;

/// <summary>An entry of a hub's pool of people who help: an expert, a peer city, a member of the staff, or somebody who is consulted.</summary>
public sealed class Expert
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The hub.</summary>
    public required Guid HubId { get; init; }

    /// <summary>Who answers, in the directory: mail goes only to persons. An expert has no role there, so that they see nothing but what they are asked about.</summary>
    public required Guid PersonId { get; init; }

    /// <summary>What they are to the hub.</summary>
    public required HelperKind Kind { get; init; }

    /// <summary>For whom they work, at most 200 characters.</summary>
    public string? Organisation { get; set; }

    /// <summary>Languages they work in: ISO 639-1.</summary>
    public IReadOnlyList<string> Languages { get; set; } = [];

    /// <summary>Keys of <c>HubThemes</c> that they know.</summary>
    public IReadOnlyList<string> Themes { get; set; } = [];

    /// <summary>Where they can work: ISO 3166 alpha-2; none means everywhere.</summary>
    public IReadOnlyList<string> Countries { get; set; } = [];

    /// <summary>Where they live.</summary>
    public required Seat Seat { get; set; }

    /// <summary>How many cases they can have at once, 1 to 20.</summary>
    public int MostCases { get; set; } = 2;

    /// <summary>Whether they are asked at all.</summary>
    public bool IsActive { get; set; } = true;

    /// <summary>When the entry was last changed.</summary>
    public required DateTimeOffset ChangedAt { get; set; }
}

/// <summary>Where somebody lives, or a city lies.</summary>
/// <param name="Place">Its name.</param>
/// <param name="Country">ISO 3166 alpha-2; Kosovo is XK.</param>
/// <param name="Latitude">Degrees north, -90 to 90; <see langword="null"/> where it is not known.</param>
/// <param name="Longitude">Degrees east, -180 to 180; <see langword="null"/> where it is not known.</param>
public sealed record Seat(string Place, string Country, double? Latitude = null, double? Longitude = null);

/// <summary>What an entry of the pool is to the hub. Words know it as <c>HelperKind.Expert</c>.</summary>
public enum HelperKind
{
    /// <summary>Somebody with knowledge, from outside.</summary>
    Expert,

    /// <summary>Another city of the network, through its coordinator.</summary>
    PeerCity,

    /// <summary>A member of the hub's staff.</summary>
    Staff,

    /// <summary>A national contact or a donor: consulted about requests, never asked to help.</summary>
    Contact,
}
