using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Host.Tests.Hub;
using StrongCities.Host.Tests.Matching;
using StrongCities.Hub.Applications;
using StrongCities.Hub.Awards;
using StrongCities.Hub.Awards.Process;
using StrongCities.Hub.Awards.Schedule;
using StrongCities.Hub.Mail;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.SampleData;
using StrongCities.Runtime.Persistence;
using Xunit;

namespace StrongCities.Host.Tests.Awards;

/// <summary>An award of Kumanovo, and what people do about it.</summary>
internal static class AwardWorld
{
    public const string Finance = "finance@kumanovo.example.org";

    public static readonly string Coordinator = SamplePeople.CoordinatorOf("kumanovo");
    public static readonly string Signatory = SamplePeople.SignatoryOf("kumanovo");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Half a year of work, one interim report due on Monday, 1 March 2027, the last one on 30 June; the money before the work by 14 October 2026.</summary>
    public static AwardFacts Facts { get; } = new(new Money(100_000, "EUR"), "IPA/2026/417", new(2026, 9, 10), new(2026, 9, 14), new(2026, 10, 1), new(2027, 3, 31))
    {
        Terms = new AwardTerms { ReportEveryMonths = 3 },
    };

    /// <summary>Starts a hub with an open award.</summary>
    public static async Task<(HubWorld World, Award Award)> StartAsync(AwardFacts? facts = null)
    {
        var world = await HubWorld.StartAsync(("Matching:RunsByItself", "false"), ("Mail:HoldOutsideOfficeHours", "false"));
        await world.AddPersonAsync(Finance, Roles.Finance, "kumanovo");
        await OpenAsync(world.Services, await AddApplicationAsync(world.Services, "kumanovo"), facts ?? Facts);
        await world.SettleAsync();
        await using var db = world.Db();
        return (world, await db.Cases.OfType<Award>().AsNoTracking().SingleAsync(Token));
    }

    /// <summary>Adds an opportunity and an application of a city for it.</summary>
    public static async Task<Guid> AddApplicationAsync(IServiceProvider services, string cityKey)
    {
        var id = Guid.CreateVersion7();
        await services.GetRequiredService<CommitQueue>().CommitAsync(
            async (runtime, token) =>
            {
                var db = runtime.Hub();
                var city = await db.Cities.SingleAsync(one => one.Key == cityKey && db.Hubs.Any(hub => hub.Id == one.HubId && hub.Key == "western-balkans"), token);
                var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
                var opportunity = new Opportunity
                {
                    Id = Guid.CreateVersion7(),
                    Row = (await db.Opportunities.MaxAsync(one => (long?)one.Row, token) ?? 0) + 1,
                    HubId = city.HubId,
                    Facts = MatchSamples.Facts with { Number = $"{id:N}" },
                    CreatedAt = now,
                    State = ScreeningState.Screened,
                };
                opportunity.Touch(now);
                db.Add(opportunity);
                db.Add(new Application
                {
                    Id = id,
                    HubId = city.HubId,
                    CityId = city.Id,
                    Number = $"WB-A-{id:N}",
                    Title = "Safer towns",
                    StatusSince = now,
                    OpenedAt = now,
                    InstanceId = $"{id:N}",
                    OpportunityId = opportunity.Id,
                    Brief = OpportunityBrief.Of(opportunity),
                    Proposal = new Proposal("Lamps for the old town") { Summary = "New lamps where people are afraid.", Requested = new Money(120_000, "EUR"), OwnShare = new Money(10_000, "EUR") },
                });
                return UnitResult.Keep(true);
            },
            Token);
        return id;
    }

    public static async Task OpenAsync(IServiceProvider services, Guid applicationId, AwardFacts facts)
    {
        await using var db = services.GetRequiredService<HubDbFactory>().Create(null);
        await services.GetRequiredService<OpenAwardCase>().OfApplicationAsync(db, applicationId, facts, Token);
    }

    public static async Task<Award> AwardAsync(this HubWorld world)
    {
        await using var db = world.Db();
        return await db.Cases.OfType<Award>().AsNoTracking().SingleAsync(Token);
    }

    public static async Task<Obligation> OwedAsync(this HubWorld world, ObligationKind kind)
    {
        await using var db = world.Db();
        return await db.Obligations.AsNoTracking().SingleAsync(one => one.Kind == kind, Token);
    }

    public static async Task<Instalment> PartAsync(this HubWorld world, InstalmentKind kind)
    {
        await using var db = world.Db();
        return await db.Instalments.AsNoTracking().SingleAsync(one => one.Kind == kind, Token);
    }

    public static async Task<AwardResult> ReportAsync(this HubWorld world, string by, ObligationKind kind, ObligationState state, DateOnly? dueAgain = null)
    {
        var result = await world.SendAsync(new RecordReport(await world.ViewerAsync(by), (await world.AwardAsync()).Id, (await world.OwedAsync(kind)).Id, state) { DueAgainOn = dueAgain });
        await world.SettleAsync();
        return result;
    }

    public static async Task<AwardResult> PayAsync(this HubWorld world, InstalmentKind kind, Money? money = null)
    {
        var (part, award) = (await world.PartAsync(kind), await world.AwardAsync());
        var today = FunderDay.Of(world.Clock.GetUtcNow(), award.Terms.FunderZone);
        var result = await world.SendAsync(new RecordInstalment(await world.ViewerAsync(Finance), award.Id, part.Id, money ?? part.Amount, today));
        await world.SettleAsync();
        return result;
    }

    /// <summary>The mails of a kind about the award: on which day, what, and to whom by their part before the at sign or their role.</summary>
    public static async Task<IReadOnlyList<string>> ToldAsync(this HubWorld world, string kind = MailKind.Obligation)
    {
        await using var db = world.Db();
        var mails = await (
            from mail in db.Mails
            join person in db.People on mail.ToPersonId equals person.Id
            where mail.Kind == kind
            select new { mail.QueuedAt, person.Roles }).ToListAsync(Token);
        return
        [
            .. mails.GroupBy(mail => mail.QueuedAt).OrderBy(sent => sent.Key)
                .Select(sent => $"{sent.Key.ToOffset(TimeSpan.FromHours(1)):MM-dd} {string.Join(' ', sent.Select(mail => mail.Roles.ToString()).Order(StringComparer.Ordinal))}"),
        ];
    }

    public static DateTimeOffset Noon(int year, int month, int day) => new(year, month, day, 12, 0, 0, TimeSpan.Zero);
}
