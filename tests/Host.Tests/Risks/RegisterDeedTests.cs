using Microsoft.EntityFrameworkCore;
using StrongCities.Host.Tests.Hub;
using StrongCities.Hub.Risks;
using Xunit;
using static StrongCities.Host.Tests.Risks.RiskWorld;

namespace StrongCities.Host.Tests.Risks;

/// <summary>What people do with a register, one deed at a time.</summary>
public sealed class RegisterDeedTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_city_has_one_register_in_a_cycle_however_often_it_is_opened()
    {
        await using var world = await StartAsync();
        var again = Assert.IsType<RegisterKept>(await world.SendAsync(new OpenRegister(await world.ViewerAsync(Signatory))));
        await using var db = world.Db();
        var register = Assert.Single(await db.Cases.OfType<RiskRegister>().ToListAsync(Token));
        Assert.Equal((again.Id, 2026, RegisterPhase.Draft, "WB-R-2026-0001"), (register.Id, register.Cycle, register.Phase, register.Number));
    }

    [Fact]
    public async Task What_is_wrong_with_a_risk_is_said_field_by_field()
    {
        await using var world = await StartAsync();
        var me = await world.ViewerAsync(Coordinator);
        (RiskFacts Facts, string Field, string Key)[] wrong =
        [
            (Flood with { Title = " " }, "Title", "Problem.Required"), (Flood with { Cause = "" }, "Cause", "Problem.Required"),
            (Flood with { Title = new string('x', 121) }, "Title", "Problem.TooLong"), (Flood with { Themes = [] }, "Themes", "Risk.Problem.Themes"),
            (Flood with { Themes = ["weather"] }, "Themes", "Risk.Problem.Themes"), (Flood with { Impact = new() }, "Impact", "Risk.Problem.NoImpact"),
            (Flood with { Impact = new(People: 6) }, "People", "Problem.Between"), (Flood with { Likelihood = 0 }, "Likelihood", "Problem.Between"),
            (Flood with { ControlStrength = 4 }, "ControlStrength", "Problem.Between"), (Flood with { Evidence = "javascript:alert(1)" }, "Evidence", "Risk.Problem.Link"),
            (Flood with { Trend = (RiskTrend)9 }, "", "Problem.Choice"),
        ];
        foreach (var (facts, field, key) in wrong)
        {
            var problem = await world.RefusedAsync(new SaveRisk(me, null, 0, facts));
            Assert.Equal((field, key), (problem.Field, problem.Key));
        }

        Assert.Empty((await world.RegisterAsync()).Risks);
    }

    [Fact]
    public async Task Two_who_change_a_risk_at_once_do_not_overwrite_each_other()
    {
        await using var world = await StartAsync();
        var me = await world.ViewerAsync(Coordinator);
        var id = await world.AddRiskAsync(Flood);
        Assert.IsType<RegisterKept>(await world.SendAsync(new SaveRisk(me, id, 1, Flood with { Likelihood = 2 })));
        Assert.Equal("Risk.Problem.Changed", (await world.RefusedAsync(new SaveRisk(me, id, 1, Flood with { Likelihood = 5 }))).Key);
        Assert.Equal([12, 6], (await world.RiskAsync(id)).History.Select(mark => mark.Score.Residual.Product));
    }

    [Fact]
    public async Task A_risk_is_the_citys_own_until_it_shows_it_and_then_no_more_than_it_says()
    {
        await using var world = await StartAsync();
        await world.PlantOtherHubAsync();
        await world.SendAsync(new OpenRegister(await world.CoordinatorAsync("tetovo")));
        var id = await world.AddRiskAsync(Flood);
        var advisor = await world.ViewerAsync("advisor@example.org");
        var neighbour = await world.CoordinatorAsync("tetovo");
        var stranger = await world.ViewerAsync("lead@baltic.example.org");
        foreach (var (visibility, hub, network) in new[] { (RiskVisibility.City, 0, 0), (RiskVisibility.Hub, 1, 0), (RiskVisibility.Network, 1, 1), (RiskVisibility.City, 0, 0) })
        {
            await world.SendAsync(new SetVisibility(await world.ViewerAsync(Coordinator), id, visibility));
            Assert.Equal(hub, (await world.SendAsync(new ListRisks(advisor)))!.Lines.Count);
            Assert.Equal(network, (await world.SendAsync(new ListRisks(neighbour)))!.Lines.Count);
            Assert.Empty((await world.SendAsync(new ListRisks(stranger)))!.Lines);
            await using var db = world.Db(neighbour);
            Assert.Empty(await db.RiskRatings.ToListAsync(Token));
            Assert.Empty((await world.SendAsync(new GetRegister(neighbour)))!.Risks);
        }
    }

    [Fact]
    public async Task Only_who_speaks_for_the_city_changes_its_register()
    {
        await using var world = await StartAsync(Flood);
        var id = (await world.RegisterAsync()).Risks[0].Id;
        await world.SendAsync(new OpenRegister(await world.CoordinatorAsync("tetovo")));
        foreach (var who in new[] { Finance, "advisor@example.org", "lead@example.org", SamplePeopleOf("tetovo") })
        {
            var viewer = await world.ViewerAsync(who);
            Assert.IsType<RegisterNotFound>(await world.SendAsync(new SaveRisk(viewer, id, 1, Flood with { Title = "Mine" })));
            Assert.IsType<RegisterNotFound>(await world.SendAsync(new ArchiveRisk(viewer, id)));
            Assert.IsType<RegisterNotFound>(await world.SendAsync(new ReviewRisk(viewer, id)));
            Assert.IsType<RegisterNotFound>(await world.SendAsync(new SetVisibility(viewer, id, RiskVisibility.Network)));
        }

        Assert.Equal(1, (await world.RiskAsync(id)).Version);
        Assert.NotNull(await world.SendAsync(new GetRegister(await world.ViewerAsync(Finance))));
        Assert.Null(await world.SendAsync(new GetRegister(await world.ViewerAsync("advisor@example.org"))));

        static string SamplePeopleOf(string city) => StrongCities.Hub.SampleData.SamplePeople.CoordinatorOf(city);
    }

    [Fact]
    public async Task A_risk_that_is_no_more_leaves_the_grid_and_stays_in_the_book()
    {
        await using var world = await StartAsync(Flood, Flood with { Title = "Heat" });
        var me = await world.ViewerAsync(Coordinator);
        var heat = (await world.RegisterAsync()).Risks.Single(risk => risk.Facts.Title == "Heat");
        await world.SendAsync(new ArchiveRisk(me, heat.Id));
        var page = await world.RegisterAsync();
        Assert.Equal(("Flood", "Heat"), (Assert.Single(page.Risks).Facts.Title, Assert.Single(page.Archived).Facts.Title));
        Assert.Equal([1], page.Register!.OpenNumbers);
        Assert.IsType<RegisterNotFound>(await world.SendAsync(new ReviewRisk(me, heat.Id)));
        var third = await world.AddRiskAsync(Flood with { Title = "Cold" });
        Assert.Equal(3, (await world.RiskAsync(third)).Number);
    }

    [Fact]
    public async Task Looking_sets_the_next_look_by_colour()
    {
        await using var world = await StartAsync(Flood, Flood with { Likelihood = 1 });
        Assert.Equal([new DateOnly(2026, 12, 14), new DateOnly(2027, 9, 14)], (await world.RegisterAsync()).Risks.Select(risk => risk.ReviewDueOn));
        await world.AdvanceAsync(TimeSpan.FromDays(30));
        var orange = (await world.RegisterAsync()).Risks[0];
        await world.SendAsync(new ReviewRisk(await world.ViewerAsync(Coordinator), orange.Id));
        Assert.Equal(new DateOnly(2027, 1, 14), (await world.RiskAsync(orange.Id)).ReviewDueOn);
    }

    [Fact]
    public async Task An_empty_register_goes_to_no_department_and_a_sent_one_not_twice()
    {
        await using var world = await StartAsync();
        var me = await world.ViewerAsync(Coordinator);
        Assert.Equal("Risk.Problem.Empty", (await world.RefusedAsync(new SubmitRegister(me))).Key);
        await world.AddRiskAsync(Flood);
        Assert.IsType<RegisterKept>(await world.SendAsync(new SubmitRegister(me)));
        Assert.Equal("Risk.Problem.Submitted", (await world.RefusedAsync(new SubmitRegister(me))).Key);
    }
}
