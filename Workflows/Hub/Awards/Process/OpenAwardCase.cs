using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StrongCities.Hub.Applications;
using StrongCities.Hub.Awards.Schedule;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Opportunities.Process;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Awards.Process;

/// <summary>Opens the award of an application with all that is owed and paid for it, once: its id follows from the application's.</summary>
internal sealed class OpenAwardCase(OpenCase open, IOptions<AwardOptions> options)
{
    /// <summary>The definition that carries awards.</summary>
    public const string Process = "award-follow-up";

    /// <summary>Opens it; a second time does nothing.</summary>
    /// <param name="db">Reads.</param>
    /// <param name="applicationId">The application that won.</param>
    /// <param name="facts">Without problems, by <c>AwardRules</c>.</param>
    /// <param name="cancellation">The host stops.</param>
    public async Task OfApplicationAsync(HubDb db, Guid applicationId, AwardFacts facts, CancellationToken cancellation)
    {
        var application = await db.Cases.OfType<Application>().AsNoTracking().SingleAsync(c => c.Id == applicationId, cancellation);
        var city = await db.Cities.AsNoTracking().SingleAsync(c => c.Id == application.CityId, cancellation);
        var hub = await db.Hubs.AsNoTracking().SingleAsync(h => h.Id == city.HubId, cancellation);
        await open.RunAsync(
            new CaseOpening(Process, Award.Series, hub, city, async (unit, begin, token) =>
            {
                if (await unit.Cases.OfType<Award>().AnyAsync(award => award.ApplicationId == applicationId, token))
                {
                    return null;
                }

                var award = AwardOf(application, facts, begin);
                Plan(unit, award, AwardSchedule.Of(facts, options.Value), begin.At);
                return award;
            })
            {
                Id = OpenOpportunityCase.IdOf("award", application.Id, application.OpportunityId),
            },
            cancellation);
    }

    private static Award AwardOf(Application application, AwardFacts facts, CaseStart begin) => new()
    {
        Id = begin.Id,
        HubId = application.HubId,
        CityId = application.CityId,
        Number = begin.Number,
        Title = string.IsNullOrWhiteSpace(application.Proposal.Title) ? application.Title : application.Proposal.Title,
        StatusSince = begin.At,
        OpenedAt = begin.At,
        AdvisorId = application.AdvisorId,
        CoordinatorId = application.CoordinatorId,
        InstanceId = begin.InstanceId,
        OpportunityId = application.OpportunityId,
        Round = application.Round,
        Brief = application.Brief,
        Stage = CaseStage.Implementing,
        ApplicationId = application.Id,
        Requested = application.Proposal.Requested,
        Awarded = facts.Awarded,
        OwnShare = application.Proposal.OwnShare,
        Agreement = facts.Agreement,
        AwardedOn = facts.AwardedOn,
        InForceOn = facts.InForceOn,
        StartsOn = facts.StartsOn,
        EndsOn = facts.EndsOn,
        Terms = facts.Terms,
        Summary = application.Proposal.Summary,
    };

    private static void Plan(HubDb unit, Award award, AwardSchedule schedule, DateTimeOffset now)
    {
        var owed = schedule.Obligations.Select(planned => new Obligation
        {
            Id = Guid.CreateVersion7(now),
            HubId = award.HubId,
            CityId = award.CityId!.Value,
            CaseId = award.Id,
            Kind = planned.Kind,
            Number = planned.Number,
            Name = planned.Name,
            PeriodEnds = planned.PeriodEnds,
            DueAt = planned.DueAt,
            StateSince = now,
        }).ToList();
        unit.AddRange(owed);
        unit.AddRange(schedule.Instalments.Select(planned => new Instalment
        {
            Id = Guid.CreateVersion7(now),
            HubId = award.HubId,
            CityId = award.CityId!.Value,
            CaseId = award.Id,
            Number = planned.Number,
            Kind = planned.Kind,
            Amount = planned.Amount,
            ObligationId = ReportOf(planned)?.Id,
            ExpectedOn = planned.ExpectedOn,
        }));

        Obligation? ReportOf(PlannedInstalment part) => part.Kind switch
        {
            InstalmentKind.Interim => owed.Single(one => one.Kind == ObligationKind.InterimReport && one.Number == part.Report),
            InstalmentKind.Balance => owed.Single(one => one.Kind == ObligationKind.FinalReport),
            _ => null,
        };
    }
}
