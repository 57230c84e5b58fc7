using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Host.Tests.Hub;
using StrongCities.Hub.Matching;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.Opportunities.Process;
using StrongCities.Hub.SampleData;
using StrongCities.Runtime.Persistence;
using Xunit;

namespace StrongCities.Host.Tests.Opportunities.Process;

/// <summary>What a source's change does to running work, and that nothing is opened or told twice.</summary>
public sealed class OpportunityChangeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_deadline_that_moves_is_told_to_those_who_still_deal_with_it_and_moves_their_task()
    {
        await using var world = await ProcessWorld.StartAsync();
        var cases = await world.AlertedAsync();
        await world.AnswerFromMailAsync(SamplePeople.CoordinatorOf("tetovo"), "NotForUs", "No.");
        var before = (await world.OpenTaskAsync(cases["kumanovo"].Id)).Page.Task;
        await world.FoundAsync(ProcessWorld.Facts with { CloseDate = new DayDate("Closes", new DateOnly(2026, 10, 20)) });

        Assert.Equal([("A3", SamplePeople.CoordinatorOf("kumanovo"))], await world.LettersAsync(cases["kumanovo"].Id, "A3"));
        Assert.Empty(await world.LettersAsync(cases["tetovo"].Id, "A3"));
        var after = (await world.OpenTaskAsync(cases["kumanovo"].Id)).Page.Task;
        Assert.True(after.DueAt < before.DueAt, $"{after.DueAt} should be before {before.DueAt}");
        Assert.Equal(before.Id, after.Id);
        Assert.Equal(new DateTimeOffset(2026, 10, 20, 23, 59, 0, TimeSpan.Zero), (await world.CaseAsync(cases["kumanovo"].Id)).Brief.ClosesAt);
        Assert.Equal(CaseStage.Awaiting, (await world.HubCaseAsync()).Stage);
        Assert.Equal(0, await world.IncidentsAsync());

        // The moved question is still answered by it, and the case lapses no earlier than the new date.
        await world.DecideAsync(cases["bitola"].Id, "Task.Interest", "Interested");
        await world.SettleAsync();
        await world.AdvanceToAsync(new(2026, 10, 21, 6, 0, 0, TimeSpan.Zero));
        Assert.Equal(CaseStage.Lapsed, (await world.CaseAsync(cases["bitola"].Id)).Stage);
        Assert.Equal(CaseStage.Closed, (await world.HubCaseAsync()).Stage);
    }

    [Fact]
    public async Task A_change_of_the_description_is_told_to_nobody()
    {
        await using var world = await ProcessWorld.StartAsync();
        var cases = await world.AlertedAsync();
        await world.FoundAsync(ProcessWorld.Facts with { Description = "Now with more words." });
        foreach (var about in cases.Values)
        {
            Assert.Equal(["A1"], (await world.LettersAsync(about.Id)).Select(letter => letter.Kind));
        }

        var hub = await world.HubCaseAsync();
        await using var db = world.Db();
        Assert.Equal((CaseStage.Awaiting, await db.Opportunities.Select(o => o.Version).SingleAsync(Token)), (hub.Stage, hub.Brief.Version));
    }

    [Fact]
    public async Task A_verdict_that_changes_is_told_to_the_city_whose_it_is()
    {
        await using var world = await ProcessWorld.StartAsync();
        var cases = await world.AlertedAsync();
        await world.ScreenAsync(ProcessWorld.Eligibility with { MinPopulation = 74_609 });
        var told = new List<string>();
        foreach (var (city, about) in cases)
        {
            if ((await world.LettersAsync(about.Id, "A3")).Count > 0)
            {
                told.Add(city);
            }
        }

        await using var db = world.Db();
        var small = await db.Cities.Where(city => ProcessWorld.Ready.Contains(city.Key) && city.Population < 74_609).Select(city => city.Key).OrderBy(key => key).ToListAsync(Token);
        Assert.Equal(small, told.Order());
        Assert.InRange(small.Count, 1, 3);
    }

    [Fact]
    public async Task A_notice_that_comes_twice_opens_and_tells_nothing_twice()
    {
        await using var world = await ProcessWorld.StartAsync();
        var cases = await world.AlertedAsync();
        var hub = await world.HubCaseAsync();
        await world.Services.GetRequiredService<CommitQueue>().CommitAsync(
            (runtime, _) =>
            {
                var now = world.Clock.GetUtcNow();
                new OpportunityTouched(hub.HubId, hub.OpportunityId).Put(runtime, "again-1", now);
                new OpportunityTouched(hub.HubId, hub.OpportunityId).Put(runtime, "again-2", now);
                foreach (var about in cases.Values)
                {
                    new CityToAlert(hub.Id, about.CityId!.Value, Overall.Yes, null, false).Put(runtime, $"again-{about.Id}", now);
                }

                return Task.FromResult(UnitResult.Keep(true));
            },
            Token);
        await world.SettleAsync();

        await using var db = world.Db();
        Assert.Equal((1, 4), (await db.Cases.OfType<OpportunityCase>().CountAsync(Token), await db.Cases.OfType<CityOpportunity>().CountAsync(Token)));
        Assert.Equal(5, await db.Instances.CountAsync(Token));
        Assert.Equal(4, await db.Mails.CountAsync(mail => mail.Kind == "A1", Token));
    }

    [Fact]
    public async Task A_restart_between_two_steps_loses_and_repeats_nothing()
    {
        await using var world = await ProcessWorld.StartAsync();
        await world.FoundAsync();
        await world.ScreenAsync();
        await world.RestartAsync(TimeSpan.FromHours(1));
        await world.SettleAsync();
        await world.ConfirmAsync("kumanovo");
        await world.RestartAsync(TimeSpan.FromHours(1));
        await world.SettleAsync();
        Assert.Equal(CaseStage.Awaiting, (await world.HubCaseAsync()).Stage);
        var about = Assert.Single((await world.CityCasesAsync()).Values);
        Assert.Equal(["A1"], (await world.LettersAsync(about.Id)).Select(letter => letter.Kind));

        // A city that is confirmed later is alerted then, and the first one is not asked again.
        await world.ConfirmAsync("kumanovo", "tetovo");
        Assert.Equal(["kumanovo", "tetovo"], (await world.CityCasesAsync()).Keys.Order());
        Assert.Equal(["A1"], (await world.LettersAsync(about.Id)).Select(letter => letter.Kind));
    }

    [Fact]
    public async Task What_was_closed_when_it_was_found_opens_nothing()
    {
        await using var world = await ProcessWorld.StartAsync();
        await world.TakeAsync(ProcessWorld.Source, ProcessWorld.Key, ProcessWorld.Facts with { CloseDate = new DayDate("Closes", new DateOnly(2026, 9, 1)) });
        await world.SettleAsync();
        await using var db = world.Db();
        Assert.Equal((1, 0), (await db.Opportunities.CountAsync(Token), await db.Cases.CountAsync(Token)));
    }
}
