using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Applications;
using StrongCities.Hub.Applications.Papers;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Opportunities.Process;

/// <summary>Opens the cases of an opportunity, each once: its id follows from what it is about, and a second opening finds it.</summary>
internal sealed class OpenOpportunityCase(OpenCase open)
{
    /// <summary>The definition that carries the hub's cases.</summary>
    public const string HubProcess = "opportunity-identification";

    /// <summary>The definition that carries a city's dealings with an opportunity.</summary>
    public const string CityProcess = "opportunity-for-city";

    /// <summary>The definition that carries applications.</summary>
    public const string ApplicationProcess = "grant-application";

    /// <summary>The hub's case of an opportunity.</summary>
    public async Task OfHubAsync(HubDb db, Opportunity opportunity, CancellationToken cancellation)
    {
        var hub = await db.Hubs.AsNoTracking().SingleAsync(h => h.Id == opportunity.HubId, cancellation);
        // What was there before the case began is no change.
        await open.RunAsync(
            new CaseOpening(HubProcess, OpportunityCase.Series, hub, null, async (unit, begin, token) =>
                await unit.Cases.OfType<OpportunityCase>().AnyAsync(c => c.HubId == hub.Id && c.OpportunityId == opportunity.Id, token) ? null : new OpportunityCase
                {
                    Id = begin.Id,
                    HubId = hub.Id,
                    Number = begin.Number,
                    Title = opportunity.Title,
                    StatusSince = begin.At,
                    OpenedAt = begin.At,
                    InstanceId = begin.InstanceId,
                    OpportunityId = opportunity.Id,
                    Brief = OpportunityBrief.Of(opportunity),
                })
            {
                Id = IdOf("hub", opportunity.HubId, opportunity.Id),
            },
            cancellation);
    }

    /// <summary>A city's dealings with the opportunity of a hub's case.</summary>
    public async Task OfCityAsync(HubDb db, CityToAlert alert, CancellationToken cancellation)
    {
        var parent = await db.Cases.OfType<OpportunityCase>().AsNoTracking().SingleAsync(c => c.Id == alert.ParentCaseId, cancellation);
        var opportunity = await db.Opportunities.AsNoTracking().SingleAsync(o => o.Id == parent.OpportunityId, cancellation);
        var city = await db.Cities.AsNoTracking().SingleAsync(c => c.Id == alert.CityId, cancellation);
        var hub = await db.Hubs.AsNoTracking().SingleAsync(h => h.Id == city.HubId, cancellation);
        await open.RunAsync(
            new CaseOpening(CityProcess, CityOpportunity.Series, hub, city, async (unit, begin, token) =>
            {
                if (await unit.Cases.OfType<CityOpportunity>().AnyAsync(c => c.CityId == city.Id && c.OpportunityId == opportunity.Id, token))
                {
                    return null;
                }

                var brief = OpportunityBrief.Of(opportunity) with { Why = alert.Why, Verdict = alert.Verdict, IsUrgent = alert.IsUrgent };
                return new CityOpportunity
                {
                    Id = begin.Id,
                    HubId = hub.Id,
                    CityId = city.Id,
                    Number = begin.Number,
                    Title = opportunity.Title,
                    StatusSince = begin.At,
                    OpenedAt = begin.At,
                    AdvisorId = parent.AdvisorId,
                    InstanceId = begin.InstanceId,
                    OpportunityId = opportunity.Id,
                    ParentCaseId = parent.Id,
                    Brief = brief with { PlannedFor = brief.ClosesAt },
                };
            })
            {
                Id = IdOf("city", city.Id, opportunity.Id),
            },
            cancellation);
    }

    /// <summary>The application of a city that goes for it.</summary>
    public async Task ApplicationAsync(HubDb db, Guid interestCaseId, CancellationToken cancellation)
    {
        var interest = await db.Cases.OfType<CityOpportunity>().AsNoTracking().SingleAsync(c => c.Id == interestCaseId, cancellation);
        await FirstApplicationAsync(db, new(interest.CityId!.Value, interest.OpportunityId, interest.Title, interest.Brief, interest.AdvisorId, interest.Id), cancellation);
    }

    /// <summary>The application of a city that nobody asked.</summary>
    /// <returns>The case; <see langword="null"/> where the city has one for this opportunity already.</returns>
    public Task<Case?> ApplicationAsync(HubDb db, Opportunity opportunity, Guid cityId, Guid advisorId, CancellationToken cancellation) =>
        FirstApplicationAsync(db, new(cityId, opportunity.Id, opportunity.Title, OpportunityBrief.Of(opportunity), advisorId, null), cancellation);

    private async Task<Case?> FirstApplicationAsync(HubDb db, Going going, CancellationToken cancellation)
    {
        var city = await db.Cities.AsNoTracking().SingleAsync(c => c.Id == going.CityId, cancellation);
        var hub = await db.Hubs.AsNoTracking().SingleAsync(h => h.Id == city.HubId, cancellation);
        return await open.RunAsync(
            new CaseOpening(ApplicationProcess, Application.Series, hub, city, async (unit, begin, token) =>
            {
                if (await unit.Cases.OfType<Application>().AnyAsync(c => c.CityId == city.Id && c.OpportunityId == going.OpportunityId, token))
                {
                    return null;
                }

                return await WithPapersAsync(unit, begin, new Application
                {
                    Id = begin.Id,
                    HubId = hub.Id,
                    CityId = city.Id,
                    Number = begin.Number,
                    Title = going.Title,
                    StatusSince = begin.At,
                    OpenedAt = begin.At,
                    AdvisorId = going.AdvisorId,
                    InstanceId = begin.InstanceId,
                    OpportunityId = going.OpportunityId,
                    InterestCaseId = going.InterestCaseId,
                    Brief = going.Brief with { PlannedFor = going.Brief.ClosesAt },
                }, token);
            })
            {
                Id = IdOf("application", city.Id, going.OpportunityId),
            },
            cancellation);
    }

    /// <summary>The next round of an application that the funder refused.</summary>
    public async Task ApplicationAgainAsync(HubDb db, Guid caseId, CancellationToken cancellation)
    {
        var first = await db.Cases.OfType<Application>().AsNoTracking().SingleAsync(c => c.Id == caseId, cancellation);
        var city = await db.Cities.AsNoTracking().SingleAsync(c => c.Id == first.CityId, cancellation);
        var hub = await db.Hubs.AsNoTracking().SingleAsync(h => h.Id == city.HubId, cancellation);
        var opportunity = await db.Opportunities.AsNoTracking().SingleAsync(o => o.Id == first.OpportunityId, cancellation);
        await open.RunAsync(
            new CaseOpening(ApplicationProcess, Application.Series, hub, city, async (unit, begin, token) =>
            {
                if (await unit.Cases.OfType<Application>().AnyAsync(c => c.ResubmitsId == first.Id, token))
                {
                    return null;
                }

                var brief = OpportunityBrief.Of(opportunity, first.Brief.Why);
                return await WithPapersAsync(unit, begin, new Application
                {
                    Id = begin.Id,
                    HubId = hub.Id,
                    CityId = city.Id,
                    Number = begin.Number,
                    Title = opportunity.Title,
                    StatusSince = begin.At,
                    OpenedAt = begin.At,
                    AdvisorId = first.AdvisorId,
                    CoordinatorId = first.CoordinatorId,
                    InstanceId = begin.InstanceId,
                    OpportunityId = opportunity.Id,
                    InterestCaseId = first.InterestCaseId,
                    ResubmitsId = first.Id,
                    Round = first.Round + 1,
                    Proposal = first.Proposal,
                    Brief = brief with { PlannedFor = brief.ClosesAt },
                }, token);
            })
            {
                Id = IdOf("again", city.Id, first.Id),
            },
            cancellation);
    }

    private static async Task<Application> WithPapersAsync(HubDb unit, CaseStart begin, Application about, CancellationToken cancellation)
    {
        await Checklist.PlantAsync(unit, about, begin.At, cancellation);
        return about;
    }

    /// <summary>The id of a case, the same whenever it is asked for.</summary>
    internal static Guid IdOf(string kind, Guid whose, Guid opportunityId) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}:{whose:N}:{opportunityId:N}")).AsSpan(0, 16));

    /// <summary>Who goes for what.</summary>
    private sealed record Going(Guid CityId, Guid OpportunityId, string Title, OpportunityBrief Brief, Guid? AdvisorId, Guid? InterestCaseId);
}
