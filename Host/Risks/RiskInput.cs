using StrongCities.Hub.Risks;

namespace StrongCities.Host.Risks;

/// <summary>A risk as typed.</summary>
internal sealed class RiskInput
{
    public string? Title { get; set; }

    public string? Cause { get; set; }

    public string? Event { get; set; }

    public string? Consequence { get; set; }

    public List<string> Themes { get; set; } = [];

    public int Likelihood { get; set; } = 1;

    public int People { get; set; }

    public int Cohesion { get; set; }

    public int Services { get; set; }

    public int Finance { get; set; }

    public int Reputation { get; set; }

    public string? Controls { get; set; }

    public int ControlStrength { get; set; }

    public RiskTrend Trend { get; set; } = RiskTrend.Steady;

    public RiskProximity Proximity { get; set; }

    public string? Owner { get; set; }

    public string? Evidence { get; set; }

    public string? NextAction { get; set; }

    public RiskConfidence Confidence { get; set; } = RiskConfidence.Medium;

    /// <summary>The five respects together.</summary>
    public RiskImpact Impact => new(People, Cohesion, Services, Finance, Reputation);

    public static RiskInput From(RiskFacts facts) => new()
    {
        Title = facts.Title,
        Cause = facts.Cause,
        Event = facts.Event,
        Consequence = facts.Consequence,
        Themes = [.. facts.Themes],
        Likelihood = facts.Likelihood,
        People = facts.Impact.People,
        Cohesion = facts.Impact.Cohesion,
        Services = facts.Impact.Services,
        Finance = facts.Impact.Finance,
        Reputation = facts.Impact.Reputation,
        Controls = facts.Controls,
        ControlStrength = facts.ControlStrength,
        Trend = facts.Trend,
        Proximity = facts.Proximity,
        Owner = facts.Owner,
        Evidence = facts.Evidence,
        NextAction = facts.NextAction,
        Confidence = facts.Confidence,
    };

    /// <summary>For a use case, which says what is wrong.</summary>
    public RiskFacts Read() => new()
    {
        Title = Title ?? "",
        Cause = Cause ?? "",
        Event = Event ?? "",
        Consequence = Consequence ?? "",
        Themes = Themes,
        Likelihood = Likelihood,
        Impact = Impact,
        Controls = Controls,
        ControlStrength = ControlStrength,
        Trend = Trend,
        Proximity = Proximity,
        Owner = Owner ?? "",
        Evidence = Evidence,
        NextAction = NextAction,
        Confidence = Confidence,
    };
}
