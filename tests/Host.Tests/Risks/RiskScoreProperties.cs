using CsCheck;
using StrongCities.Hub.Risks;
using Xunit;

namespace StrongCities.Host.Tests.Risks;

/// <summary>What holds for every score, whatever is said of a risk.</summary>
public sealed class RiskScoreProperties
{
    private static readonly Gen<RiskFacts> Any =
        Gen.Select(Gen.Int[1, 5], Gen.Int[0, 5].Array[5], Gen.Int[0, 3], Gen.Enum<RiskTrend>(), Gen.Enum<RiskProximity>()).Select((likelihood, impact, control, trend, proximity) =>
            new RiskFacts
            {
                Likelihood = likelihood, Impact = new(impact[0], impact[1], impact[2], impact[3], Math.Max(1, impact[4])), ControlStrength = control, Trend = trend, Proximity = proximity,
            });

    [Fact]
    public void Controls_lower_likelihood_only_and_never_below_rare() => Any.Sample(facts =>
    {
        var (inherent, residual) = (RiskScore.Of(facts).Inherent, RiskScore.Of(facts).Residual);
        Assert.Equal(facts.Impact.Highest, inherent.Impact);
        Assert.Equal(inherent.Impact, residual.Impact);
        Assert.Equal(facts.Likelihood, inherent.Likelihood);
        Assert.InRange(residual.Likelihood, 1, inherent.Likelihood);
        Assert.Equal(Math.Max(1, facts.Likelihood - new[] { 0, 1, 1, 2 }[facts.ControlStrength]), residual.Likelihood);
        Assert.Equal(residual.Likelihood * residual.Impact, residual.Product);
    });

    [Fact]
    public void A_stronger_control_never_makes_a_risk_higher() => Gen.Select(Any, Gen.Int[0, 3]).Sample((facts, other) =>
    {
        var (weak, strong) = (facts with { ControlStrength = Math.Min(facts.ControlStrength, other) }, facts with { ControlStrength = Math.Max(facts.ControlStrength, other) });
        Assert.True(RiskScore.Of(strong).Residual.Product <= RiskScore.Of(weak).Residual.Product);
    });

    [Fact]
    public void The_highest_respect_counts_whichever_it_is() => Gen.Select(Gen.Int[1, 5], Gen.Int[0, 4]).Sample((value, place) =>
    {
        var parts = new int[5];
        parts[place] = value;
        Assert.Equal(value, new RiskImpact(parts[0], parts[1], parts[2], parts[3], parts[4]).Highest);
    });

    [Fact]
    public void Order_is_by_product_then_impact_then_how_soon_then_trend_and_is_an_order() => Gen.Select(Any, Any, Any).Sample((a, b, c) =>
    {
        var order = RiskOrder.HighestFirst;
        Assert.Equal(Math.Sign(order.Compare(a, b)), -Math.Sign(order.Compare(b, a)));
        Assert.Equal(0, order.Compare(a, a with { }));
        if (order.Compare(a, b) <= 0 && order.Compare(b, c) <= 0)
        {
            Assert.True(order.Compare(a, c) <= 0);
        }

        var (left, right) = (RiskScore.Of(a).Residual, RiskScore.Of(b).Residual);
        var expected = left.Product != right.Product ? right.Product - left.Product
            : left.Impact != right.Impact ? right.Impact - left.Impact
            : a.Proximity != b.Proximity ? b.Proximity - a.Proximity
            : b.Trend - a.Trend;
        Assert.Equal(Math.Sign(expected), Math.Sign(order.Compare(a, b)));
    });

    [Fact]
    public void Colours_rise_with_the_product_and_cover_every_field() => Gen.Select(Gen.Int[1, 25], Gen.Int[1, 25]).Sample((a, b) =>
    {
        var bands = new RiskBands();
        Assert.True(a > b || bands.Of(a) <= bands.Of(b));
    });

    [Theory]
    [InlineData(1, RiskBand.Low)]
    [InlineData(4, RiskBand.Low)]
    [InlineData(5, RiskBand.Moderate)]
    [InlineData(9, RiskBand.Moderate)]
    [InlineData(10, RiskBand.High)]
    [InlineData(14, RiskBand.High)]
    [InlineData(15, RiskBand.Critical)]
    [InlineData(25, RiskBand.Critical)]
    public void Colours_begin_where_the_specification_says(int product, RiskBand band) => Assert.Equal(band, new RiskBands().Of(product));

    [Fact]
    public void Only_the_rare_catastrophe_stands_on_a_line_of_its_own()
    {
        var all = from likelihood in Enumerable.Range(1, 5) from impact in Enumerable.Range(1, 5) select new RiskCell(likelihood, impact);
        Assert.Equal([new RiskCell(1, 5)], all.Where(cell => cell.IsRareCatastrophe));
        Assert.Equal(RiskBand.Moderate, new RiskBands().Of(new RiskCell(1, 5).Product));
    }

    [Fact]
    public void Bands_that_do_not_rise_are_no_setting()
    {
        Assert.Single(new RiskOptions { HighFrom = 5 }.Validate(new(new object())));
        Assert.Empty(new RiskOptions().Validate(new(new object())));
    }
}
