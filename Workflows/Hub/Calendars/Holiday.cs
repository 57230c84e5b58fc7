namespace StrongCities.Hub.Calendars;

/// <summary>How sure the data is that a holiday falls on its date.</summary>
public enum Certainty
{
    /// <summary>The law names the date, or arithmetic gives it.</summary>
    Certain,

    /// <summary>A public body, or a public list after one, named this very date.</summary>
    Announced,

    /// <summary>Calculated or habitual; the real day may differ, usually by one.</summary>
    Expected,
}

/// <summary>One holiday on one day.</summary>
/// <param name="Date">The day.</param>
/// <param name="Name">English name, for logs and staff. What city people read comes from <paramref name="LocalName"/>.</param>
/// <param name="LocalName">Name in the language of the law.</param>
/// <param name="Certainty">How sure the date is.</param>
/// <param name="Who">Null: a day off for everyone. Otherwise the people who may be absent while offices are open.</param>
/// <param name="Scope">The part of the country the holiday belongs to, such as "FBiH"; null where the country has no parts.</param>
/// <param name="MovedFrom">The rest day whose substitute this day is, or null.</param>
/// <param name="NativeCheck">True while nobody who knows the country has confirmed the entry.</param>
public sealed record Holiday(
    DateOnly Date,
    string Name,
    string LocalName,
    Certainty Certainty,
    string? Who,
    string? Scope,
    DateOnly? MovedFrom,
    bool NativeCheck);
