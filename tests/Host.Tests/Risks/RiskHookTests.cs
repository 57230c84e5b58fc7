using StrongCities.Host.Tests.Hub;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Assistance.Board;
using StrongCities.Hub.Matching;
using StrongCities.Hub.Risks;
using Xunit;
using static StrongCities.Host.Tests.Risks.RiskWorld;

namespace StrongCities.Host.Tests.Risks;

/// <summary>What registers tell matching and the queue of requests.</summary>
public sealed class RiskHookTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_stands_higher_by_the_residual_product_of_its_own_citys_risk_and_of_no_others()
    {
        await using var world = await StartAsync();
        var own = await world.AddRiskAsync(Flood);
        var advisor = await world.ViewerAsync("advisor@example.org");
        foreach (var (city, risk, points) in new[] { (City, own, 17), ("tetovo", own, 0), (City, Guid.NewGuid(), 0) })
        {
            var id = await world.SubmitAsync(HubWorld.CompleteForm() with { RiskId = risk, Risks = null }, city);
            var board = (await world.SendAsync(new GetBoard(advisor)))!;
            Assert.Equal(points, board.Single(line => line.Request.Id == id).Parts[0].Points);
        }
    }

    [Fact]
    public async Task When_help_has_ended_the_register_asks_for_a_new_look_at_the_risk()
    {
        await using var world = await StartAsync(Flood, Flood with { Title = "Heat", Likelihood = 2 });
        await world.EndorseAsync();
        var flood = (await world.RegisterAsync()).Risks.Single(risk => risk.Facts.Title == "Flood");
        var id = await world.SubmitAsync(HubWorld.CompleteForm(Lane.Question) with { RiskId = flood.Id }, City);
        await world.DecideAsync(id, "Task.Triage", "Accept");
        Assert.Null(await world.TaskAsync("Risk.Task.Look"));
        await world.DecideAsync(id, "Task.Answer", "Answered", fields: new() { ["Answer"] = "Clear the drains." });
        await world.SettleAsync();
        Assert.Equal("№ 1", (await world.TaskAsync("Risk.Task.Look"))!.Value.Task.Note);
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
