using System.Text.Json.Serialization;

namespace StrongCities.Hub.Risks;

/// <summary>What a city says of one of its risks. Nothing about named persons or groups of people belongs here.</summary>
public sealed record RiskFacts
{
    /// <summary>A short name; at most 120 characters.</summary>
    public string Title { get; init; } = "";

    /// <summary>Because of what; at most 2,000 characters, as each text below.</summary>
    public string Cause { get; init; } = "";

    /// <summary>What may happen.</summary>
    public string Event { get; init; } = "";

    /// <summary>What would follow.</summary>
    public string Consequence { get; init; } = "";

    /// <summary>Keys of <see cref="Matching.HubThemes"/>: 1 to 3.</summary>
    public IReadOnlyList<string> Themes { get; init; } = [];

    /// <summary>How likely it is within five years, before any control: 1 rare, 2 unlikely, 3 possible, 4 likely, 5 almost certain.</summary>
    public int Likelihood { get; init; } = 1;

    /// <summary>How bad it would be.</summary>
    public RiskImpact Impact { get; init; } = new();

    /// <summary>What is done about it already.</summary>
    public string? Controls { get; init; }

    /// <summary>How strong that is: 0 nothing, 1 weak, 2 fair, 3 strong.</summary>
    public int ControlStrength { get; init; }

    /// <summary>Where it is going.</summary>
    public RiskTrend Trend { get; init; } = RiskTrend.Steady;

    /// <summary>How soon it could happen.</summary>
    public RiskProximity Proximity { get; init; } = RiskProximity.Later;

    /// <summary>The office that looks after it, not a person's name; at most 120 characters.</summary>
    public string Owner { get; init; } = "";

    /// <summary>A link to what it rests on, http or https.</summary>
    public string? Evidence { get; init; }

    /// <summary>What is done next.</summary>
    public string? NextAction { get; init; }

    /// <summary>How sure the city is of all this.</summary>
    public RiskConfidence Confidence { get; init; } = RiskConfidence.Medium;

    /// <summary>The same with texts trimmed, and nothing in place of empty ones.</summary>
    internal RiskFacts Trimmed() => this with
    {
        Title = Title.Trim(),
        Cause = Cause.Trim(),
        Event = Event.Trim(),
        Consequence = Consequence.Trim(),
        Owner = Owner.Trim(),
        Controls = Kept(Controls),
        Evidence = Kept(Evidence),
        NextAction = Kept(NextAction),
        Themes = [.. Themes.Distinct(StringComparer.Ordinal)],
    };

    private static string? Kept(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>How bad a risk would be in each respect: 0 not touched, 1 minor, 2 limited, 3 serious, 4 severe, 5 catastrophic. The highest counts.</summary>
/// <param name="People">Life and health.</param>
/// <param name="Cohesion">How people live together.</param>
/// <param name="Services">What the city provides.</param>
/// <param name="Finance">Its money.</param>
/// <param name="Reputation">The trust in it.</param>
public sealed record RiskImpact(int People = 0, int Cohesion = 0, int Services = 0, int Finance = 0, int Reputation = 0)
{
    /// <summary>Each respect by its name; words know them as <c>Risk.Impact.People</c>.</summary>
    [JsonIgnore]
    public IReadOnlyList<(string Name, int Value)> Parts =>
        [(nameof(People), People), (nameof(Cohesion), Cohesion), (nameof(Services), Services), (nameof(Finance), Finance), (nameof(Reputation), Reputation)];

    /// <summary>The one that counts: 0 to 5.</summary>
    [JsonIgnore]
    public int Highest => Parts.Max(part => part.Value);
}

/// <summary>Where a risk is going. Higher is worse.</summary>
public enum RiskTrend
{
    /// <summary>It gets smaller.</summary>
    Falling,

    /// <summary>It stays.</summary>
    Steady,

    /// <summary>It grows.</summary>
    Rising,
}

/// <summary>How soon it could happen. Higher is sooner.</summary>
public enum RiskProximity
{
    /// <summary>In more than a year.</summary>
    Later,

    /// <summary>Within a year.</summary>
    ThisYear,

    /// <summary>Within three months.</summary>
    Soon,
}

/// <summary>How sure a city is of what it says.</summary>
public enum RiskConfidence
{
    /// <summary>A guess.</summary>
    Low,

    /// <summary>Some evidence.</summary>
    Medium,

    /// <summary>Good evidence.</summary>
    High,
}

/// <summary>Who may read a risk besides its own city.</summary>
public enum RiskVisibility
{
    /// <summary>Nobody.</summary>
    City,

    /// <summary>The advisors of its hub.</summary>
    Hub,

    /// <summary>The other cities of the hub too.</summary>
    Network,
}
