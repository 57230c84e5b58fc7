using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Host.Tests.Hub;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.Opportunities.Search;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Persistence;
using Xunit;

namespace StrongCities.Host.Tests.Opportunities;

/// <summary>What tests of the catalogue do again and again.</summary>
internal static class CatalogueWorld
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static OpportunityFacts Facts(string title, string? number = null, string? closes = "2026-11-05", string? funder = "European Commission", string? address = null) => new()
    {
        Title = title,
        Number = number,
        Funder = funder,
        Status = OpportunityStatus.Open,
        Source = address is null ? null : new Uri(address),
        CloseDate = closes is null ? null : new DayDate("Deadline", DateOnly.Parse(closes, null), null, "Europe/Brussels"),
    };

    public static async Task<TakeOutcome> TakeAsync(this HubWorld world, string source, string key, OpportunityFacts facts)
    {
        var hub = (await world.PersonAsync("advisor@example.org")).HubId;
        return await world.Services.GetRequiredService<CommitQueue>().CommitAsync(
            async (runtime, token) => UnitResult.Keep(
                await world.Services.GetRequiredService<TakeFound>().TakeAsync(runtime.Hub(), hub, source, new FoundOpportunity(key, facts), token)),
            Token);
    }

    public static async Task<int> VanishAsync(this HubWorld world, string source, params string[] seen)
    {
        var hub = (await world.PersonAsync("advisor@example.org")).HubId;
        return await world.Services.GetRequiredService<CommitQueue>().CommitAsync(
            async (runtime, token) => UnitResult.Keep(
                await world.Services.GetRequiredService<TakeFound>().MarkVanishedAsync(runtime.Hub(), hub, source, seen.ToHashSet(), int.MaxValue, token)),
            Token);
    }

    public static async Task<OpportunityPage> PageAsync(this HubWorld world, string source, string key)
    {
        await using var db = world.Db();
        var record = await db.OpportunityRecords.SingleAsync(r => r.SourceKey == source && r.Key == key, Token);
        return (await world.SendAsync(new GetOpportunity(await world.ViewerAsync("advisor@example.org"), record.OpportunityId)))!;
    }

    public static async Task<OpportunityList> FindAsync(this HubWorld world, OpportunityFilter filter, Viewer? viewer = null) =>
        await world.SendAsync(new SearchOpportunities(viewer ?? await world.ViewerAsync("advisor@example.org"), filter) { PageSize = 100 });

    public static async Task<IReadOnlyList<string?>> NumbersAsync(this HubWorld world, OpportunityFilter filter) =>
        [.. (await world.FindAsync(filter)).Items.Select(line => line.Opportunity.Facts.Number)];
}
