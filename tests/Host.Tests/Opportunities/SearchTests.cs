using CsCheck;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Host.Tests.Hub;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.Opportunities.Search;
using StrongCities.Hub.SampleData;
using Xunit;
using static StrongCities.Host.Tests.Opportunities.CatalogueWorld;

namespace StrongCities.Host.Tests.Opportunities;

public sealed class SearchTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Words_are_found_in_both_scripts_by_their_beginning_and_in_titles_first()
    {
        await using var world = await HubWorld.StartAsync();
        await world.TakeAsync("eu", "1", Facts("Превенција насиља у Ђаковици", "A-0001"));
        await world.TakeAsync("eu", "2", Facts("Schools", "A-0002") with { Description = "Prevencija nasilja." });
        await world.TakeAsync("eu", "3", Facts("Qytete më të sigurta", "A-0003") with { Themes = ["Siguria"] });
        Assert.Equal(["A-0001", "A-0002"], await world.NumbersAsync(new OpportunityFilter { Words = "prevenc" }));
        Assert.Equal(["A-0001", "A-0002"], await world.NumbersAsync(new OpportunityFilter { Words = "НАСИЉА превенција" }));
        Assert.Equal(["A-0001"], await world.NumbersAsync(new OpportunityFilter { Words = "đakovici" }));
        Assert.Equal(["A-0003"], await world.NumbersAsync(new OpportunityFilter { Words = "qytete te sigurta" }));
        Assert.Equal(["A-0003"], await world.NumbersAsync(new OpportunityFilter { Words = "sigurı" }));
        Assert.Equal(["A-0002"], await world.NumbersAsync(new OpportunityFilter { Words = "A-0002" }));
        Assert.Empty(await world.NumbersAsync(new OpportunityFilter { Words = "prevencija nothing" }));

        await world.TakeAsync("eu", "2", Facts("Schools", "A-0002") with { Description = "Nešto drugo." });
        Assert.Equal(["A-0001"], await world.NumbersAsync(new OpportunityFilter { Words = "prevencija" }));
        Assert.Equal(["A-0002"], await world.NumbersAsync(new OpportunityFilter { Words = "nesto drugo" }));
    }

    [Fact]
    public async Task Nothing_that_is_typed_is_an_error()
    {
        await using var world = await HubWorld.StartAsync();
        await world.TakeAsync("eu", "1", Facts("Safer streets", "A-0001"));
        var advisor = await world.ViewerAsync("advisor@example.org");
        string[] traps = ["\"", "a OR", "NOT x", "NEAR(a b)", "title:x", "^a", "a*b", "-", "(", "'; DROP TABLE x; --", "{a b}", "\0", "*", "AND OR NOT", "\ud800", new string('a', 5000), "½ Ⅳ №"];
        var any = Gen.OneOf(Gen.String, FactsGen.Any(traps), Gen.Select(FactsGen.Any(traps), Gen.String).Select((one, other) => one + other));
        await any.SampleAsync(async words => Assert.InRange((await world.SendAsync(new SearchOpportunities(advisor, new OpportunityFilter { Words = words }))).Total, 0, 1), iter: 300, threads: 1);
        Assert.Equal(["A-0001"], await world.NumbersAsync(new OpportunityFilter { Words = "\"street" }));
    }

    [Fact]
    public async Task Filters_hold_together_and_money_stays_in_its_currency()
    {
        await using var world = await HubWorld.StartAsync();
        await world.TakeAsync("eu", "1", Facts("Euro", "A-0001", "2026-10-01") with { Funding = new() { Min = new Money(50_000, "EUR"), Max = new Money(100_000, "EUR") }, ApplicantTypes = ["government_municipal"], Themes = ["Prévention"] });
        await world.TakeAsync("us", "1", Facts("Dollar", "A-0002", "2026-11-01", "HHS") with { Funding = new() { Max = new Money(80_000, "USD") }, PostDate = new DayDate("Posted", new DateOnly(2026, 6, 1)) });
        await world.TakeAsync("us", "2", Facts("Over", "A-0003", "2026-09-01", "HHS"));
        await world.TakeAsync("us", "3", Facts("Ongoing", "A-0004", null) with { CloseDate = new TextDate("Deadline", "ongoing"), Status = OpportunityStatus.Forecasted });
        var advisor = await world.ViewerAsync("advisor@example.org");
        var first = (await world.PageAsync("eu", "1")).Opportunity;
        await world.SendAsync(new SetEligibility(advisor, first.Id, new Eligibility { Countries = ["MK"], UncertainCountries = ["XK"], ExcludedCountries = ["RS"], Themes = ["cohesion"] }, first.Version));

        Assert.Equal(["A-0001", "A-0002", "A-0004", "A-0003"], await world.NumbersAsync(new OpportunityFilter()));
        Assert.Equal(["A-0001", "A-0002"], await world.NumbersAsync(new OpportunityFilter { Standing = [OpportunityStatus.Open] }));
        Assert.Equal(["A-0003"], await world.NumbersAsync(new OpportunityFilter { Standing = [OpportunityStatus.Closed] }));
        Assert.Equal(["A-0004"], await world.NumbersAsync(new OpportunityFilter { Standing = [OpportunityStatus.Forecasted] }));
        Assert.Equal(["A-0001"], await world.NumbersAsync(new OpportunityFilter { ClosesFrom = new DateOnly(2026, 10, 1), ClosesUntil = new DateOnly(2026, 10, 1) }));
        Assert.Equal(["A-0002"], await world.NumbersAsync(new OpportunityFilter { OpensUntil = new DateOnly(2026, 6, 1) }));
        Assert.Equal(["A-0001"], await world.NumbersAsync(new OpportunityFilter { Currency = "eur", MoneyFrom = 70_000 }));
        Assert.Empty(await world.NumbersAsync(new OpportunityFilter { Currency = "EUR", MoneyFrom = 100_001 }));
        Assert.Equal(["A-0002"], await world.NumbersAsync(new OpportunityFilter { Currency = "USD", MoneyFrom = 70_000, MoneyUntil = 90_000 }));
        Assert.Equal(4, (await world.NumbersAsync(new OpportunityFilter { Country = "mk" })).Count);
        Assert.Equal(["A-0001"], await world.NumbersAsync(new OpportunityFilter { Country = "MK", OnlyKnown = true }));
        Assert.Equal(["A-0001"], await world.NumbersAsync(new OpportunityFilter { Country = "XK", OnlyKnown = true }));
        Assert.DoesNotContain("A-0001", await world.NumbersAsync(new OpportunityFilter { Country = "RS" }));
        Assert.DoesNotContain("A-0001", await world.NumbersAsync(new OpportunityFilter { Country = "AL" }));
        Assert.Equal(["A-0001"], await world.NumbersAsync(new OpportunityFilter { ApplicantType = "government_municipal" }));
        Assert.Equal(["A-0001"], await world.NumbersAsync(new OpportunityFilter { Theme = "prevention" }));
        Assert.Equal(["A-0001"], await world.NumbersAsync(new OpportunityFilter { Theme = "COHESION" }));
        Assert.Equal(["A-0002", "A-0003"], await world.NumbersAsync(new OpportunityFilter { Funder = "hhs" }));
        Assert.Equal(["A-0001"], await world.NumbersAsync(new OpportunityFilter { State = ScreeningState.Screened }));
        Assert.Equal(["A-0002"], await world.NumbersAsync(new OpportunityFilter { Words = "dollar", Funder = "HHS", Currency = "USD" }));
        Assert.Equal("A-0004", (await world.NumbersAsync(new OpportunityFilter { Sort = OpportunitySort.Newest }))[0]);
    }

    [Fact]
    public async Task The_samples_hold_the_worked_example_and_stand_by_the_clock()
    {
        await using var world = await HubWorld.StartAsync();
        await world.Services.GetRequiredService<PlantSampleData>().PlantOpportunitiesAsync(Token);
        var all = await world.FindAsync(new OpportunityFilter());
        Assert.InRange(all.Total, 40, 100);
        Assert.DoesNotContain(all.Items, line => line.LooksLike);
        OpportunityStatus Of(string number) => Assert.Single(all.Items, line => line.Opportunity.Facts.Number == number).Standing;
        // It is 14 September 2026.
        Assert.Equal(OpportunityStatus.Closed, Of("EuropeAid/187202/DD/ACT/MK"));
        Assert.Equal(OpportunityStatus.Closed, Of("EuropeAid/186948/DD/ACT/MK"));
        Assert.Equal(OpportunityStatus.Open, Of("CERV-2026-CITIZENS-TOWN-TT"));
        Assert.Equal(OpportunityStatus.Open, Of("EuropeAid/186165/DD/ACT/RS"));
        Assert.Equal(OpportunityStatus.Forecasted, Of("HORIZON-CL2-2027-01-DEMOCRACY-01"));
        var police = Assert.Single((await world.FindAsync(new OpportunityFilter { Words = "187202" })).Items).Opportunity;
        Assert.Equal(new DateTimeOffset(2026, 9, 10, 21, 59, 0, TimeSpan.Zero), police.ClosesAt);
        Assert.Equal(["MK"], police.Eligibility!.Countries!);
    }

    [Fact]
    public async Task A_search_is_kept_by_its_owner_alone()
    {
        await using var world = await HubWorld.StartAsync();
        var (ana, lead) = (await world.CoordinatorAsync(), await world.ViewerAsync("lead@example.org"));
        OpportunityFilter filter = new() { Words = "youth", Standing = [OpportunityStatus.Open], MoneyFrom = 10.50m, Currency = "EUR", ClosesFrom = new DateOnly(2026, 9, 1) };
        Assert.Empty(await world.SendAsync(new SaveSearch(ana, " Youth ", filter, Notify: true)));
        Assert.Empty(await world.SendAsync(new SaveSearch(ana, "Youth", filter with { Words = "young" }, Notify: false)));
        Assert.Single(await world.SendAsync(new SaveSearch(ana, " ", filter, Notify: false)));
        var kept = Assert.Single(await world.SendAsync(new ListSavedSearches(ana)));
        Assert.Equal(("Youth", filter with { Words = "young" }, false), (kept.Name, kept.Filter, kept.Notify));
        Assert.Empty(await world.SendAsync(new ListSavedSearches(lead)));
        Assert.False(await world.SendAsync(new DropSearch(lead, kept.Id)));
        Assert.True(await world.SendAsync(new DropSearch(ana, kept.Id)));
        Assert.Empty(await world.SendAsync(new ListSavedSearches(ana)));
    }
}
