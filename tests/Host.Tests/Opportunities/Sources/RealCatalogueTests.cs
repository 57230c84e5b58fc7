using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.Opportunities.Sources;
using Xunit;

namespace StrongCities.Host.Tests.Opportunities.Sources;

/// <summary>Runs whose records go to the hub's own catalogue: what changed, and what the source has no more.</summary>
public sealed class RealCatalogueTests
{
    private const string Path = "/common-grants/opportunities";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_second_run_writes_what_changed_field_by_field_and_what_is_gone()
    {
        await using var world = await SourceWorld.StartRealAsync();
        var grants = world.Server.Grants;
        grants.AddRange(Enumerable.Range(1, 5).Select(number => SourceServer.Grant($"g{number}", $"Call {number}", "2027-03-0" + number)));
        var source = await world.AddAsync(SourceKind.CommonGrants, Path, new SourceSettings { PageSize = 2 });
        var first = await world.RunAsync(source);
        Assert.Equal((SourceOutcome.Done, 5, 5, 3, 0), (first.Outcome, first.Found, first.New, first.Requests, first.Vanished));

        grants[0] = SourceServer.Grant("g1", "Call 1", "2027-04-15");
        // It is there and can't be read: that is not gone.
        grants[1] = SourceServer.Grant("g2", "Call 2", "2027-02-31");
        grants.RemoveAt(4);
        var second = await world.RunAsync(source);
        Assert.Equal((SourceOutcome.Done, 4, 1, 2, 1, 1), (second.Outcome, second.Found, second.Changed, second.Same, second.Faulty, second.Vanished));

        await using var db = world.Db();
        var key = (await world.SourceAsync(source)).Key;
        var records = await db.OpportunityRecords.Where(record => record.SourceKey == key).ToDictionaryAsync(record => record.Key, Token);
        Assert.Equal(["g5"], records.Values.Where(record => record.GoneAt is not null).Select(record => record.Key));
        Assert.NotNull((await db.Opportunities.SingleAsync(one => one.Id == records["g5"].OpportunityId, Token)).GoneAt);
        var moved = await db.OpportunityChanges.SingleAsync(change => change.OpportunityId == records["g1"].OpportunityId, Token);
        Assert.Equal("CloseDate", moved.Field);
        Assert.Equal((new DateOnly(2027, 3, 1), new DateOnly(2027, 4, 15)), (DayOf(moved.Old), DayOf(moved.New)));
        Assert.Equal(OpportunityChange.Listed, (await db.OpportunityChanges.SingleAsync(change => change.OpportunityId == records["g5"].OpportunityId, Token)).Field);
        Assert.False(await db.OpportunityChanges.AnyAsync(change => change.OpportunityId == records["g2"].OpportunityId, Token));
    }

    [Theory]
    [InlineData("count")]
    [InlineData("nameless")]
    [InlineData("empty")]
    [InlineData("broken")]
    public async Task Nothing_is_gone_when_a_run_may_not_have_seen_all(string how)
    {
        await using var world = await SourceWorld.StartRealAsync(("Sources:Retries", "0"));
        var grants = world.Server.Grants;
        grants.AddRange(Enumerable.Range(1, 4).Select(number => SourceServer.Grant($"g{number}", $"Call {number}", "2027-03-0" + number)));
        var source = await world.AddAsync(SourceKind.CommonGrants, Path, new SourceSettings { PageSize = 2 });
        await world.RunAsync(source);
        grants.RemoveAt(3);
        switch (how)
        {
            case "count":
                world.Server.GrantsSaid = 4;
                grants.Insert(0, grants[0]);
                break;
            case "nameless":
                grants.Add("""{"title":"Call 4"}""");
                break;
            case "empty":
                grants.Clear();
                break;
            case "broken":
                grants[2] = "{";
                break;
        }

        var run = await world.RunAsync(source);
        Assert.Equal((how == "broken" ? SourceOutcome.Failed : SourceOutcome.Done, 0), (run.Outcome, run.Vanished));
        Assert.Equal(how == "broken" ? SourceProblem.Unreadable : SourceProblem.None, run.Problem);
        await using var db = world.Db();
        Assert.False(await db.OpportunityRecords.AnyAsync(record => record.GoneAt != null, Token));
    }

    private static DateOnly DayOf(string? json) => Assert.IsType<DayDate>(FactsJson.Read<KeyDate>(json)).Day;
}
