using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Host.Tests.Hub;
using StrongCities.Host.Tests.Matching;
using StrongCities.Hub.Matching;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Tasks;
using StrongCities.Runtime.Persistence;
using Xunit;

namespace StrongCities.Host.Tests.Opportunities.Process;

/// <summary>An opportunity that four cities of North Macedonia could apply for, and what people do with it.</summary>
internal static class ProcessWorld
{
    public const string Source = "test";
    public const string Key = "SAFE-1";

    public static readonly IReadOnlyList<string> Ready = ["bitola", "gostivar", "kumanovo", "tetovo"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A small own share, so that the coordinators decide alone.</summary>
    public static Eligibility Eligibility { get; } = MatchSamples.Open with { CoFinancingRate = 0.03m };

    public static OpportunityFacts Facts { get; } = MatchSamples.Facts;

    /// <summary>Starts a hub whose four cities are ready, matched only when a process asks.</summary>
    public static async Task<HubWorld> StartAsync(params (string Key, string Value)[] settings)
    {
        var world = await HubWorld.StartAsync([("Matching:RunsByItself", "false"), ("Mail:HoldOutsideOfficeHours", "false"), .. settings]);
        await world.Services.GetRequiredService<CommitQueue>().CommitAsync(
            async (runtime, token) =>
            {
                var db = runtime.Hub();
                db.AddRange((await db.Cities.Where(city => Ready.Contains(city.Key)).ToListAsync(token)).Select(city => new ProfileOfCity
                {
                    CityId = city.Id, HubId = city.HubId, Profile = MatchSamples.Ready, Version = 1, ChangedAt = HubWorld.Monday, ChangedByName = "Test",
                }));
                return UnitResult.Keep(true);
            },
            Token);
        return world;
    }

    /// <summary>A source says something of the opportunity.</summary>
    public static async Task<OpportunityCase> FoundAsync(this HubWorld world, OpportunityFacts? facts = null)
    {
        await world.TakeAsync(Source, Key, facts ?? Facts);
        await world.SettleAsync();
        return await world.HubCaseAsync();
    }

    public static async Task<OpportunityCase> HubCaseAsync(this HubWorld world)
    {
        await using var db = world.Db();
        var id = await db.OpportunityRecords.Where(r => r.SourceKey == Source && r.Key == Key).Select(r => r.OpportunityId).SingleAsync(Token);
        return await db.Cases.OfType<OpportunityCase>().SingleAsync(c => c.OpportunityId == id, Token);
    }

    public static async Task<CaseOfOpportunity> CaseAsync(this HubWorld world, Guid id)
    {
        await using var db = world.Db();
        return await db.Cases.OfType<CaseOfOpportunity>().SingleAsync(c => c.Id == id, Token);
    }

    public static async Task ScreenAsync(this HubWorld world, Eligibility? eligibility = null)
    {
        var about = await world.HubCaseAsync();
        await using var db = world.Db();
        var version = await db.Opportunities.Where(o => o.Id == about.OpportunityId).Select(o => o.Version).SingleAsync(Token);
        Assert.Equal(ScreenResult.Done, await world.SendAsync(new SetEligibility(await world.ViewerAsync("advisor@example.org"), about.OpportunityId, eligibility ?? Eligibility, version)));
        await world.SettleAsync();
    }

    public static async Task ConfirmAsync(this HubWorld world, params IReadOnlyList<string> cities)
    {
        var about = await world.HubCaseAsync();
        await using var db = world.Db();
        var ids = await db.Cities.Where(city => cities.Contains(city.Key)).Select(city => city.Id).ToListAsync(Token);
        Assert.IsType<MatchesConfirmed>(await world.SendAsync(new ConfirmMatches(await world.ViewerAsync("advisor@example.org"), about.OpportunityId, ids)));
        await world.SettleAsync();
    }

    /// <summary>Until every digest of the coming morning is there.</summary>
    public static Task DigestsAsync(this HubWorld world) => world.AdvanceAsync(TimeSpan.FromDays(1));

    /// <summary>Found, screened, confirmed for all that are ready, and asked in their digests: by city.</summary>
    public static async Task<IReadOnlyDictionary<string, CityOpportunity>> AlertedAsync(this HubWorld world, Eligibility? eligibility = null)
    {
        await world.FoundAsync();
        await world.ScreenAsync(eligibility);
        await world.ConfirmAsync(Ready);
        await world.DigestsAsync();
        return await world.CityCasesAsync();
    }

    public static async Task<IReadOnlyDictionary<string, CityOpportunity>> CityCasesAsync(this HubWorld world)
    {
        await using var db = world.Db();
        var cases = await db.Cases.OfType<CityOpportunity>().ToListAsync(Token);
        var keys = await db.Cities.ToDictionaryAsync(city => city.Id, city => city.Key, Token);
        return cases.ToDictionary(about => keys[about.CityId!.Value]);
    }

    /// <summary>Who got which mails of a case, in the order in which they were queued.</summary>
    public static async Task<IReadOnlyList<(string Kind, string To)>> LettersAsync(this HubWorld world, Guid caseId, string? kind = null)
    {
        await using var db = world.Db();
        var mails =
            from mail in db.Mails
            join person in db.People on mail.ToPersonId equals person.Id
            where mail.CaseId == caseId && (kind == null || mail.Kind == kind)
            orderby mail.Id
            select new { mail.Kind, person.Email };
        return [.. (await mails.ToListAsync(Token)).Select(mail => (mail.Kind, mail.Email))];
    }

    /// <summary>Somebody answers the one open task of a case with the link in their newest mail.</summary>
    public static async Task AnswerFromMailAsync(this HubWorld world, string email, string option, string? comment = null, Dictionary<string, string>? fields = null)
    {
        var token = await world.NewestTokenAsync(email);
        var access = new ByGrant(token.Split('.')[0]);
        var page = Assert.IsType<TaskPage>(await world.SendAsync(new OpenTask(access)));
        Assert.IsType<TaskDecided>(await world.SendAsync(new DecideTask(access, option, comment, fields ?? [], page.Task.Version, page.Digest)));
        await world.SettleAsync();
    }

    public static async Task<int> IncidentsAsync(this HubWorld world)
    {
        await using var db = world.Db();
        return await db.Instances.SumAsync(instance => instance.IncidentCount, Token);
    }
}
