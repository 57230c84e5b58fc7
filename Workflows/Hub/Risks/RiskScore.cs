namespace StrongCities.Hub.Risks;

/// <summary>A field of the grid.</summary>
/// <param name="Likelihood">1 to 5.</param>
/// <param name="Impact">1 to 5.</param>
public readonly record struct RiskCell(int Likelihood, int Impact)
{
    /// <summary>How many rows and columns the grid has.</summary>
    public const int Side = 5;

    /// <summary>Likelihood times impact: 1 to 25.</summary>
    public int Product => Likelihood * Impact;

    /// <summary>Whether it is rare and catastrophic: its product is small, and yet nobody may overlook it.</summary>
    public bool IsRareCatastrophe => this is { Likelihood: 1, Impact: Side };
}

/// <summary>How high a risk is, before and after what is done about it. A pure function of what is said; product and cell are both kept.</summary>
/// <param name="Inherent">Without any control.</param>
/// <param name="Residual">With the controls there are.</param>
public readonly record struct RiskScore(RiskCell Inherent, RiskCell Residual)
{
    /// <summary>The strongest control.</summary>
    public const int MostControl = 3;

    /// <summary>Scores what is said. Values outside their range count as the nearest inside.</summary>
    /// <param name="facts">What is said.</param>
    /// <returns>The score.</returns>
    public static RiskScore Of(RiskFacts facts) => Of(facts.Likelihood, facts.Impact.Highest, facts.ControlStrength);

    /// <summary>Scores three numbers.</summary>
    /// <param name="likelihood">1 to 5.</param>
    /// <param name="impact">1 to 5.</param>
    /// <param name="control">0 to 3: weak and fair controls lower likelihood by one, strong ones by two, never below rare.</param>
    /// <returns>The score.</returns>
    public static RiskScore Of(int likelihood, int impact, int control)
    {
        var (asIs, worst) = (Math.Clamp(likelihood, 1, RiskCell.Side), Math.Clamp(impact, 1, RiskCell.Side));
        var lowered = (Math.Clamp(control, 0, MostControl) + 1) / 2;
        return new RiskScore(new RiskCell(asIs, worst), new RiskCell(Math.Max(1, asIs - lowered), worst));
    }
}

/// <summary>Which colour a product has. Words know them as <c>Risk.Band.High</c>.</summary>
public enum RiskBand
{
    /// <summary>Green: as it is, it is fine.</summary>
    Low,

    /// <summary>Yellow: keep an eye on it.</summary>
    Moderate,

    /// <summary>Orange: something should be done.</summary>
    High,

    /// <summary>Red: more than the city can accept.</summary>
    Critical,
}

/// <summary>Where the colours begin.</summary>
/// <param name="Moderate">The least product that is yellow.</param>
/// <param name="High">The least that is orange.</param>
/// <param name="Critical">The least that is red.</param>
public sealed record RiskBands(int Moderate = 5, int High = 10, int Critical = 15)
{
    /// <summary>The colour of a product.</summary>
    /// <param name="product">1 to 25.</param>
    /// <returns>The band.</returns>
    public RiskBand Of(int product) =>
        product >= Critical ? RiskBand.Critical : product >= High ? RiskBand.High : product >= Moderate ? RiskBand.Moderate : RiskBand.Low;
}

/// <summary>Puts risks in order, the highest first: by residual product, then impact, then how soon, then where it is going.</summary>
public sealed class RiskOrder : IComparer<RiskFacts>
{
    /// <summary>The only one.</summary>
    public static RiskOrder HighestFirst { get; } = new();

    private RiskOrder()
    {
    }

    /// <inheritdoc/>
    public int Compare(RiskFacts? x, RiskFacts? y)
    {
        if (x is null || y is null)
        {
            return (x is null ? 1 : 0) - (y is null ? 1 : 0);
        }

        var (left, right) = (RiskScore.Of(x).Residual, RiskScore.Of(y).Residual);
        return (right.Product, right.Impact, y.Proximity, y.Trend).CompareTo((left.Product, left.Impact, x.Proximity, x.Trend));
    }
}
