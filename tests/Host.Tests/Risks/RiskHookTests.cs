using StrongCities.Host.Tests.Hub;
using StrongCities.Hub.Matching;
using StrongCities.Hub.Risks;
using Xunit;
using static StrongCities.Host.Tests.Risks.RiskWorld;

namespace StrongCities.Host.Tests.Risks;

/// <summary>What registers tell matching and the queue of requests.</summary>
public sealed class RiskHookTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(4, 3, 17)]
    [InlineData(5, 5, 35)]
    public void A_linked_risk_gives_up_to_35_points_of_its_residual_product(int likelihood, int impact, int points)
    {
        var risk = new Risk
        {
            Id = Guid.NewGuid(), HubId = Guid.NewGuid(), CityId = Guid.NewGuid(), CaseId = Guid.NewGuid(), Number = 1, ReviewDueOn = default, ChangedAt = default,
            Facts = Flood with { Likelihood = likelihood, Impact = new(People: impact) },
        };
        Assert.Equal(points, RiskThemes.Points(risk));
        Assert.Equal(0, RiskThemes.Points(null));
    }

    [Fact]
    public async Task A_request_brings_the_points_of_its_own_citys_risk_and_of_no_others()
    {
        await using var world = await StartAsync();
        var own = await world.AddRiskAsync(Flood);
        await using var db = world.Db();
        foreach (var (city, risk, points) in new[] { (City, own, 17), ("tetovo", own, 0), (City, Guid.NewGuid(), 0) })
        {
            var id = await world.SubmitAsync(HubWorld.CompleteForm() with { RiskId = risk }, city);
            Assert.Equal(points, await RiskThemes.PointsAsync(db, await world.RequestAsync(id), Token));
        }
    }

    [Fact]
    public async Task Themes_of_the_five_highest_shared_risks_raise_the_fit_and_no_others_do()
    {
        await using var world = await StartAsync();
        var elbasan = (await world.CoordinatorAsync(City)).CityId!.Value;
        await world.AddRiskAsync(Flood with { Themes = ["health"], Likelihood = 5 });
        foreach (var theme in new[] { "disaster", "climate", "youth", "energy", "culture" })
        {
            await world.AddRiskAsync(Flood with { Themes = [theme] }, RiskVisibility.Hub);
        }

        await world.AddRiskAsync(Flood with { Themes = ["mobility"], Likelihood = 1 }, RiskVisibility.Network);
        var profiles = new Dictionary<Guid, CityProfile> { [elbasan] = CityProfile.Empty with { HighRisks = ["rights", "youth"] } };
        await using var db = world.Db();
        await RiskThemes.AddAsync(db, (await world.CoordinatorAsync(City)).HubId, profiles, Token);
        Assert.Equal(["climate", "culture", "disaster", "energy", "rights", "youth"], profiles[elbasan].HighRisks.Order(StringComparer.Ordinal));
        Assert.Single(profiles);
    }

    [Fact]
    public async Task Three_cities_with_the_same_high_theme_are_a_suggestion_for_the_hub_alone()
    {
        await using var world = await StartAsync();
        await world.AddRiskAsync(Flood, RiskVisibility.Hub);
        foreach (var (city, visibility) in new[] { ("tetovo", RiskVisibility.Hub), ("kumanovo", RiskVisibility.City), ("nis", RiskVisibility.Network) })
        {
            var advisor = await world.ViewerAsync("advisor@example.org");
            Assert.Empty((await world.SendAsync(new ListRisks(advisor)))!.Joint);
            await world.SendAsync(new OpenRegister(await world.CoordinatorAsync(city)));
            await world.AddRiskAsync(Flood, visibility, city);
        }

        var joint = Assert.Single((await world.SendAsync(new ListRisks(await world.ViewerAsync("advisor@example.org"))))!.Joint);
        Assert.Equal(("disaster", 3), (joint.Theme, joint.Cities.Count));
        Assert.Empty((await world.SendAsync(new ListRisks(await world.CoordinatorAsync("nis"))))!.Joint);
    }
}
