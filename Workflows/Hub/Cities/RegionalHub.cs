namespace StrongCities.Hub.Cities;

/// <summary>A regional team that advises cities.</summary>
public sealed class RegionalHub
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Short, lower case, unique, such as <c>western-balkans</c>.</summary>
    public required string Key { get; set; }

    /// <summary>The name people see.</summary>
    public required string Name { get; set; }

    /// <summary>Begins its case numbers, such as <c>WB</c> in <c>WB-2026-0001</c>.</summary>
    public required string NumberPrefix { get; set; }

    /// <summary>The working calendar of its staff, a key of <c>WorkingCalendars</c>.</summary>
    public required string Calendar { get; set; }

    /// <summary>IANA time zone.</summary>
    public required string TimeZone { get; set; }

    /// <summary>Its mail address.</summary>
    public required string Email { get; set; }
}
