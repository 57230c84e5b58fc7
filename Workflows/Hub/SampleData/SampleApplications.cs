using System.Text;
using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Applications;
using StrongCities.Hub.Applications.Papers;
using StrongCities.Hub.Applications.Plan;
using StrongCities.Hub.Calendars;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Cities;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.Opportunities.Process;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.SampleData;

/// <summary>
/// Three invented applications to look at: one on its way with a late step, one that has just begun, one that is with the funder. They stand as rows;
/// no process carries them.
/// </summary>
public sealed class SampleApplications(HubDbFactory databases, CommitQueue commits, IMediator mediator, TakeFound take, TimeProvider clock)
{
    private const string Rivers = "sample-river-parks";
    private const string Twins = "sample-twin-towns";

    private const int DaysToRivers = 32;
    private const int DaysSinceTwins = 20;
    private const int DaysOnTheWay = 30;

    /// <summary>Plants them.</summary>
    /// <param name="hubId">The sample hub.</param>
    /// <param name="cancellation">The host stops.</param>
    /// <returns>When they are there.</returns>
    public async Task RunAsync(Guid hubId, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await commits.CommitAsync(
            async (runtime, token) =>
            {
                await take.TakeAsync(runtime.Hub(), hubId, SampleOpportunities.Source, new FoundOpportunity(Rivers, FactsOf("River parks in old towns", "Sample Fund for Green Towns", now.AddDays(DaysToRivers))), token);
                await take.TakeAsync(runtime.Hub(), hubId, SampleOpportunities.Source, new FoundOpportunity(Twins, FactsOf("Twin towns for young people", "European Sample Programme", now.AddDays(-DaysSinceTwins))), token);
                return UnitResult.Keep(true);
            },
            cancellation);
        var onTheWay = await PlantAsync(new("bitola", Rivers, "A park along the Dragor", now.AddDays(-DaysOnTheWay), Requested: 48_000), cancellation);
        await PlantAsync(new("tetovo", Rivers, "", now, Requested: null), cancellation);
        await PlantAsync(new("bitola", Twins, "Two towns, one summer", now.AddDays(-90), Requested: 20_000) { HandedInAt = now.AddDays(-DaysSinceTwins - 2) }, cancellation);
        await SendPapersAsync(onTheWay, cancellation);
    }

    private static OpportunityFacts FactsOf(string title, string funder, DateTimeOffset closes) => new()
    {
        Title = title,
        Description = "Invented, for trying the hub out.",
        Status = OpportunityStatus.Open,
        Funder = funder,
        Funding = new OpportunityFunding { Min = new Money(10_000, "EUR"), Max = new Money(50_000, "EUR") },
        CloseDate = new DayDate("Submission deadline", DateOnly.FromDateTime(closes.UtcDateTime), new TimeOnly(17, 0), "Europe/Brussels"),
        Instrument = "Grant",
    };

    private Task<Guid> PlantAsync(Sample sample, CancellationToken cancellation) => commits.CommitAsync(
        async (runtime, token) =>
        {
            var db = runtime.Hub();
            var now = clock.GetUtcNow();
            var record = await db.OpportunityRecords.AsNoTracking().SingleAsync(r => r.SourceKey == SampleOpportunities.Source && r.Key == sample.Opportunity, token);
            var opportunity = await db.Opportunities.SingleAsync(o => o.Id == record.OpportunityId, token);
            var city = await db.Cities.SingleAsync(c => c.HubId == opportunity.HubId && c.Key == sample.City, token);
            var hub = await db.Hubs.SingleAsync(h => h.Id == city.HubId, token);
            var id = Guid.CreateVersion7(now);
            var brief = OpportunityBrief.Of(opportunity);
            var about = new Application
            {
                Id = id,
                HubId = hub.Id,
                CityId = city.Id,
                Number = await CaseSeries.NextAsync(db, hub, Application.Series, now, token),
                Title = opportunity.Title,
                StatusSince = sample.OpenedAt,
                OpenedAt = sample.OpenedAt,
                InstanceId = id.ToString("N"),
                OpportunityId = opportunity.Id,
                Brief = brief with { PlannedFor = brief.ClosesAt },
                Stage = CaseStage.Preparing,
                Proposal = new Proposal(sample.Title)
                {
                    Requested = sample.Requested is { } amount ? new Money(amount, "EUR") : null,
                    OwnShare = sample.Requested is { } whole ? new Money(whole / 8, "EUR") : null,
                },
                FrozenAt = sample.HandedInAt?.AddDays(-1),
                Receipt = sample.HandedInAt is { } at ? new Receipt("SAMPLE-2417", at, Guid.Empty) : null,
            };
            db.Add(about);
            db.Add(about.Line(sample.OpenedAt, "Event.Status", null, true, "Stage.Preparing"));
            db.AddRange(PlanOf(about, city, sample, now));
            await Checklist.PlantAsync(db, about, now, token);
            if (sample.Title.Length > 0)
            {
                await AddPartnersAsync(db, about, sample, now, token);
            }

            return UnitResult.Keep(id);
        },
        cancellation);

    private static IEnumerable<Milestone> PlanOf(Application about, City city, Sample sample, DateTimeOffset now)
    {
        var terms = new PlanTerms(about.Brief.ClosesAt!.Value, WorkingCalendars.Get(city.Calendar), WorkingCalendars.Get("BRU")) { HasPartners = sample.Title.Length > 0 };
        return BackPlan.Of(terms, sample.OpenedAt).Steps.Select(step => new Milestone
        {
            Id = Guid.CreateVersion7(now),
            HubId = about.HubId,
            CityId = city.Id,
            CaseId = about.Id,
            Kind = step.Kind,
            Owner = step.Owner,
            DueAt = step.DueAt,
            // The outline is late, so that there is something to see.
            DoneAt = sample.HandedInAt is not null || (step.DueAt < now && step.Kind != MilestoneKind.Outline) ? step.DueAt.AddHours(-5) : null,
            MovedFrom = step.Kind == MilestoneKind.PartnerPapers && sample.HandedInAt is null ? step.DueAt.AddDays(-6) : null,
        });
    }

    private static async Task AddPartnersAsync(HubDb db, Application about, Sample sample, DateTimeOffset now, CancellationToken cancellation)
    {
        var twin = await db.Cities.SingleAsync(c => c.HubId == about.HubId && c.Key == "elbasan", cancellation);
        db.Add(PartnerOf(twin.Name, twin.Country, MandateState.Signed, twin.Id));
        db.Add(PartnerOf("Sample Youth Centre", "MK", sample.HandedInAt is null ? MandateState.Asked : MandateState.Signed, null));
        if (sample.HandedInAt is null)
        {
            db.Add(new Clarification
            {
                Id = Guid.CreateVersion7(now),
                HubId = about.HubId,
                CityId = about.CityId!.Value,
                CaseId = about.Id,
                ByFunder = false,
                Question = "May the land along the river belong to a public company?",
                AskedAt = now.AddDays(-6),
                SentAt = now.AddDays(-5),
                Answer = "Yes, where the company agrees in writing.",
                AnsweredAt = now.AddDays(-2),
            });
        }

        Partner PartnerOf(string name, string country, MandateState state, Guid? cityId) => new()
        {
            Id = Guid.CreateVersion7(now),
            HubId = about.HubId,
            CityId = about.CityId!.Value,
            CaseId = about.Id,
            Name = name,
            Country = country,
            PartnerCityId = cityId,
            IsRequired = cityId is not null,
            Mandate = state,
            MandateSince = sample.OpenedAt.AddDays(8),
        };
    }

    private async Task SendPapersAsync(Guid caseId, CancellationToken cancellation)
    {
        await using var db = databases.Create(null);
        var email = SamplePeople.CoordinatorOf("bitola");
        var coordinator = Viewer.Of(await db.People.SingleAsync(person => person.Email == email, cancellation));
        var papers = await db.Papers.Where(paper => paper.CaseId == caseId).ToDictionaryAsync(paper => paper.Name, paper => paper.Id, cancellation);
        (string Paper, string Name, string Text, string? Note)[] files =
        [
            ("Paper.Description", "park-first.txt", "A park along the Dragor: paths, trees, and a stage for the summer.", null),
            ("Paper.Description", "park-second.txt", "A park along the Dragor: paths, trees, a stage for the summer, and a workshop for young people.", "With the workshop"),
            ("Paper.Budget", "budget.csv", "Line,EUR\r\nPaths,21000\r\nTrees,9000\r\nStage,12000\r\nWorkshop,6000\r\n", "First figures"),
        ];
        foreach (var (paper, name, text, note) in files)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            await mediator.Send(new AddVersion(coordinator, papers[paper], new Upload(name, bytes.Length, () => new MemoryStream(bytes)), note, IsSigned: false), cancellation);
        }
    }

    private sealed record Sample(string City, string Opportunity, string Title, DateTimeOffset OpenedAt, decimal? Requested)
    {
        public DateTimeOffset? HandedInAt { get; init; }
    }
}
