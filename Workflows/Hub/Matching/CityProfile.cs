using StrongCities.Hub.Opportunities;

namespace StrongCities.Hub.Matching;

/// <summary>
/// What a city says of itself that decides which opportunities fit it. Country, inhabitants and calendar stand with the <c>City</c>.
/// <see langword="null"/> is "not said yet" and never "no": rules that need it answer <i>unknown</i>.
/// </summary>
public sealed record CityProfile
{
    /// <summary>A city that has said nothing.</summary>
    public static CityProfile Empty { get; } = new();

    /// <summary>Such as <c>municipality</c>, in the city's words; at most 100 characters.</summary>
    public string? LegalForm { get; init; }

    /// <summary>Languages that the city can write an application in: ISO 639-1.</summary>
    public FactList<string>? Languages { get; init; }

    /// <summary>The city's budget of a year.</summary>
    public Money? Budget { get; init; }

    /// <summary>What is free this year as the city's own part of projects.</summary>
    public Money? OwnContribution { get; init; }

    /// <summary>How many of the staff can write an application: 0 to 3, where 3 means three or more.</summary>
    public int? Writers { get; init; }

    /// <summary>Registrations with funders; an empty list is "none".</summary>
    public FactList<Registration>? Registrations { get; init; }

    /// <summary>Keys of <see cref="HubThemes"/> that matter most.</summary>
    public FactList<string> Priorities { get; init; } = [];

    /// <summary>Themes of the city's open high risks.</summary>
    public FactList<string> HighRisks { get; init; } = [];

    /// <summary>What the city said is not for it, oldest first.</summary>
    public FactList<Refusal> Refusals { get; init; } = [];

    /// <summary>Networks that the city belongs to, such as <c>NALAS</c>.</summary>
    public FactList<string> Networks { get; init; } = [];

    /// <summary>The country of each partner who would join soon: ISO 3166 alpha-2, one entry for a partner; an empty list is "none".</summary>
    public FactList<string>? Partners { get; init; }

    /// <summary>Applications of earlier years and running ones, as far as the hub knows.</summary>
    public FactList<PastResult> Results { get; init; } = [];
}

/// <summary>A registration that a funder asks for.</summary>
/// <param name="Kind">Such as <c>PIC</c>.</param>
/// <param name="Until">The last day it is valid; <see langword="null"/> where it does not run out.</param>
public sealed record Registration(string Kind, DateOnly? Until);

/// <summary>How an application of the city went.</summary>
/// <param name="Funder">As the sources name it.</param>
/// <param name="Year">When it was handed in.</param>
/// <param name="Outcome">How it went.</param>
/// <param name="Number">The opportunity's number, where known.</param>
/// <param name="Until">The last day of what was won, where known.</param>
public sealed record PastResult(string Funder, int Year, ApplicationOutcome Outcome, string? Number = null, DateOnly? Until = null)
{
    /// <summary>Keys of <see cref="HubThemes"/> that it was about.</summary>
    public FactList<string> Themes { get; init; } = [];
}

/// <summary>How an application went.</summary>
public enum ApplicationOutcome
{
    /// <summary>Not decided.</summary>
    Waiting,

    /// <summary>It was funded.</summary>
    Won,

    /// <summary>It was not.</summary>
    Lost,
}

/// <summary>What a city said is not for it: "not for us because …".</summary>
/// <param name="Kind">Why.</param>
/// <param name="Value">Theme key or funder; <see langword="null"/> for the other kinds.</param>
/// <param name="Since">When it was said.</param>
public sealed record Refusal(RefusalKind Kind, string? Value, DateOnly Since)
{
    /// <summary>For <see cref="RefusalKind.Size"/>: awards of which the least is this much or more are too large.</summary>
    public Money? From { get; init; }

    /// <summary>In the city's own words.</summary>
    public string? Reason { get; init; }

    /// <summary>The opportunity that it was said of.</summary>
    public Guid? OpportunityId { get; init; }

    /// <summary>Who said it.</summary>
    public string? SaidBy { get; init; }

    /// <summary>Whether another says the same thing of the same matter.</summary>
    /// <param name="other">The other.</param>
    /// <returns>True if so, whoever said it and when.</returns>
    public bool IsSameAs(Refusal other) =>
        Kind == other.Kind && string.Equals(Value, other.Value, StringComparison.OrdinalIgnoreCase) && From?.Currency == other.From?.Currency;
}

/// <summary>Why something is not for a city.</summary>
public enum RefusalKind
{
    /// <summary>Its theme.</summary>
    Theme,

    /// <summary>Who gives.</summary>
    Funder,

    /// <summary>Too large.</summary>
    Size,

    /// <summary>Nobody to write or run it, this year.</summary>
    NoStaff,

    /// <summary>No own money this year.</summary>
    NoMoney,
}
