namespace StrongCities.Hub.Cities;

/// <summary>A member municipality.</summary>
public sealed class City
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The hub that serves it.</summary>
    public required Guid HubId { get; init; }

    /// <summary>Short, lower case, unique within the hub, such as <c>kumanovo</c>.</summary>
    public required string Key { get; set; }

    /// <summary>Its name in Latin letters.</summary>
    public required string Name { get; set; }

    /// <summary>Its name in its own script, where that is another.</summary>
    public string? LocalName { get; set; }

    /// <summary>ISO 3166 alpha-2; Kosovo is XK.</summary>
    public required string Country { get; set; }

    /// <summary>A key of <c>WorkingCalendars</c>.</summary>
    public required string Calendar { get; set; }

    /// <summary>IANA time zone.</summary>
    public required string TimeZone { get; set; }

    /// <summary>The language its mails are in when a person has none: one of <c>Languages.All</c>.</summary>
    public required string Language { get; set; }

    /// <summary>Inhabitants.</summary>
    public int Population { get; set; }

    /// <summary>Its place in GeoNames.</summary>
    public int? GeoNamesId { get; set; }
}
