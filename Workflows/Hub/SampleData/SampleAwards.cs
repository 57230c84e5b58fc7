using System.Text;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Hub.Applications;
using StrongCities.Hub.Awards;
using StrongCities.Hub.Awards.Process;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Mail.Kinds;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.Opportunities.Process;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Tasks;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;
using StrongCities.Runtime.Triggers;

namespace StrongCities.Hub.SampleData;

/// <summary>
/// Two invented awards of one call: work that goes on, with a report due soon, and work that is over and published as open data. Made by what people would
/// do, but for one thing: the mayor's signature of an application needs a code that only their mail has, so that its process ends here as if it had come.
/// </summary>
public sealed class SampleAwards(HubDbFactory databases, CommitQueue commits, IMediator mediator, TakeFound take, CancelInstance cancel, SendStimulus stimuli, IServiceProvider services, TimeProvider clock)
{
    private const string Call = "sample-squares-for-all";
    private const string Release = "Award.Release";

    // Days before today.
    private const int Closed = 480;
    private const int HandedIn = 482;
    private const int Decided = 420;
    private const int InForce = 415;
    private const int Begun = 400;
    private const int Prefinanced = 385;

    private static readonly Sample Running = new("durres", "Lights and games for Iliria square", "Evenings on the square for families: light, games, and wardens whom people know.", 64_000)
    {
        EndsIn = 330,
        // The first report is due 60 days after its period: in less than three weeks.
        Terms = new AwardTerms(),
        PeriodEndedBefore = 41,
    };

    private static readonly Sample Over = new("zenica", "A square that is safe at night", "Young people and shopkeepers made a plan for the square by the river, and keep it open until midnight.", 38_000)
    {
        EndsIn = -20,
        Terms = new AwardTerms { ReportEveryMonths = 60, PreFinancingPercent = 80, InterimPercent = 0 },
    };

    private DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    /// <summary>Plants them.</summary>
    /// <param name="advisor">Who does it at the hub.</param>
    /// <param name="cancellation">The host stops.</param>
    /// <returns>When they are there.</returns>
    public async Task RunAsync(Viewer advisor, CancellationToken cancellation)
    {
        var facts = new OpportunityFacts
        {
            Title = "Squares for all",
            Description = "Invented, for trying the hub out.",
            Status = OpportunityStatus.Closed,
            Funder = "Sample Fund for Green Towns",
            Funding = new OpportunityFunding { Min = new Money(20_000, "EUR"), Max = new Money(80_000, "EUR") },
            CloseDate = new DayDate("Submission deadline", Today.AddDays(-Closed), new TimeOnly(17, 0), "Europe/Brussels"),
            Instrument = "Grant",
        };
        await commits.CommitAsync(
            async (runtime, token) =>
            {
                await take.TakeAsync(runtime.Hub(), advisor.HubId, SampleOpportunities.Source, new FoundOpportunity(Call, facts), token);
                return UnitResult.Keep(true);
            },
            cancellation);
        await using var db = databases.Create(null);
        var record = await db.OpportunityRecords.AsNoTracking().SingleAsync(r => r.SourceKey == SampleOpportunities.Source && r.Key == Call, cancellation);
        var opportunity = await db.Opportunities.AsNoTracking().SingleAsync(o => o.Id == record.OpportunityId, cancellation);
        await BeginAsync(db, advisor, opportunity, Running, cancellation);
        var (award, coordinator) = await BeginAsync(db, advisor, opportunity, Over, cancellation);
        await EndAsync(db, award, coordinator, cancellation);
    }

    /// <summary>From the application to an award whose first money has come.</summary>
    private async Task<(Award Award, Viewer Coordinator)> BeginAsync(HubDb db, Viewer advisor, Opportunity opportunity, Sample sample, CancellationToken cancellation)
    {
        var email = SamplePeople.CoordinatorOf(sample.City);
        var coordinator = Viewer.Of(await db.People.AsNoTracking().SingleAsync(person => person.Email == email, cancellation));
        // Cities come only while a call is open, and this one closed long ago.
        var about = await services.GetRequiredService<OpenOpportunityCase>().ApplicationAsync(db, opportunity, coordinator.CityId!.Value, advisor.PersonId, cancellation)
            ?? throw new InvalidOperationException($"The sample application of '{sample.City}' was not opened.");
        var project = new Proposal(sample.Title) { Summary = sample.Summary, Requested = sample.Money, OwnShare = sample.Money with { Amount = sample.Amount / 10 } };
        await DoneAsync(new SaveProposal(coordinator, about.Id, project), cancellation);
        var bytes = Encoding.UTF8.GetBytes("The funder's portal has received this application.");
        var proof = await mediator.Send(new AddProof(coordinator, about.Id, new Upload("receipt.txt", bytes.Length, () => new MemoryStream(bytes))), cancellation) is ProofKept kept
            ? kept.FileId
            : throw new InvalidOperationException("The proof of a sample application was not taken.");
        await DoneAsync(new RecordReceipt(coordinator, about.Id, new Receipt($"SQ-{sample.City}", clock.GetUtcNow().AddDays(-HandedIn), proof)), cancellation);
        await DoneAsync(new RecordOutcome(coordinator, about.Id, ApplicationOutcome.Awarded), cancellation);
        await SignedAsync(about.Id, about.InstanceId, cancellation);

        var terms = sample.PeriodEndedBefore is { } days ? sample.Terms with { PeriodEnds = [Today.AddDays(-days)] } : sample.Terms;
        var agreed = new AwardFacts(sample.Money, $"SQ/{sample.City}", Today.AddDays(-Decided), Today.AddDays(-InForce), Today.AddDays(-Begun), Today.AddDays(sample.EndsIn)) { Terms = terms };
        await services.GetRequiredService<OpenAwardCase>().OfApplicationAsync(db, about.Id, agreed, cancellation);
        var award = await db.Cases.OfType<Award>().AsNoTracking().SingleAsync(one => one.ApplicationId == about.Id, cancellation);
        await PaidAsync(db, award, coordinator, InstalmentKind.PreFinancing, Prefinanced, cancellation);
        return (award, coordinator);
    }

    /// <summary>The last report is accepted, all money is there, and the coordinator publishes.</summary>
    private async Task EndAsync(HubDb db, Award award, Viewer coordinator, CancellationToken cancellation)
    {
        foreach (var owed in await db.Obligations.AsNoTracking().Where(one => one.CaseId == award.Id).ToListAsync(cancellation))
        {
            await DoneAsync(new RecordReport(coordinator, award.Id, owed.Id, ObligationState.Submitted, Today.AddDays(-15)), cancellation);
            await DoneAsync(new RecordReport(coordinator, award.Id, owed.Id, ObligationState.Accepted, Today.AddDays(-2)), cancellation);
        }

        await PaidAsync(db, award, coordinator, InstalmentKind.Balance, 1, cancellation);
        await stimuli.RunAsync(new StimulusRequest(WaitForAward.StimulusName, null, []) { InstanceId = award.InstanceId }, cancellation);
        var task = await db.Tasks.AsNoTracking().SingleAsync(one => one.CaseId == award.Id && one.Title == Release && one.State == TaskState.Open, cancellation);
        var access = new BySeat(coordinator, task.Id);
        var page = (TaskPage)await mediator.Send(new OpenTask(access), cancellation);
        if (await mediator.Send(new DecideTask(access, "Publish", null, new Dictionary<string, string>(), page.Task.Version, page.Digest), cancellation) is not TaskDecided)
        {
            throw new InvalidOperationException("The sample award was not published.");
        }
    }

    private async Task PaidAsync(HubDb db, Award award, Viewer coordinator, InstalmentKind kind, int daysAgo, CancellationToken cancellation)
    {
        var part = await db.Instalments.AsNoTracking().SingleAsync(one => one.CaseId == award.Id && one.Kind == kind, cancellation);
        await DoneAsync(new RecordInstalment(coordinator, award.Id, part.Id, part.Amount, Today.AddDays(-daysAgo)), cancellation);
    }

    /// <summary>What the application's process would have come to, had its mayor signed.</summary>
    private async Task SignedAsync(Guid id, string instanceId, CancellationToken cancellation)
    {
        var result = await cancel.RunAsync(
            new CancelRequest(instanceId)
            {
                With = async (runtime, token) =>
                {
                    var (hub, now) = (runtime.Hub(), clock.GetUtcNow());
                    var about = await hub.Cases.OfType<Application>().SingleAsync(one => one.Id == id, token);
                    (about.Stage, about.StatusSince, about.ClosedAt, about.FrozenAt) = (CaseStage.Awarded, now, now, about.Receipt!.At);
                    hub.Add(about.Line(now, "Event.Status", null, true, $"Stage.{about.Stage}"));
                    foreach (var task in await hub.Tasks.Where(task => task.CaseId == id && task.State == TaskState.Open).ToListAsync(token))
                    {
                        (task.State, task.EndedAt) = (TaskState.Withdrawn, now);
                        task.Version++;
                        await DropMails.OfTaskAsync(hub, task, now, token);
                    }

                    return true;
                },
            },
            cancellation);
        if (result is not InstanceCancelled)
        {
            throw new InvalidOperationException("The process of a sample application did not end.");
        }
    }

    private async Task DoneAsync(IRequest<ApplicationResult> wish, CancellationToken cancellation) =>
        Check(wish, await mediator.Send(wish, cancellation) is ApplicationInvalid { Problems: var problems } ? problems : []);

    private async Task DoneAsync(IRequest<AwardResult> wish, CancellationToken cancellation) =>
        Check(wish, await mediator.Send(wish, cancellation) is AwardInvalid { Problems: var problems } ? problems : []);

    private static void Check(object wish, IReadOnlyList<FieldProblem> problems)
    {
        if (problems.Count > 0)
        {
            throw new InvalidOperationException($"{wish.GetType().Name} was refused for a sample award: {problems[0].Key}.");
        }
    }

    /// <summary>One of them.</summary>
    /// <param name="City">The key of its city.</param>
    /// <param name="Title">What is done.</param>
    /// <param name="Summary">What it is about.</param>
    /// <param name="Amount">Euros.</param>
    private sealed record Sample(string City, string Title, string Summary, decimal Amount)
    {
        public Money Money => new(Amount, "EUR");

        public required AwardTerms Terms { get; init; }

        /// <summary>Days from today; before it when the work is over.</summary>
        public required int EndsIn { get; init; }

        /// <summary>How many days ago the first period ended; <see langword="null"/> where there is one report only.</summary>
        public int? PeriodEndedBefore { get; init; }
    }
}
