using System.Text;
using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Applications;
using StrongCities.Hub.Applications.Papers;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.SampleData;

/// <summary>Two invented applications of cities that came on their own, made by what people would do: one with partners and papers, one that has just begun.</summary>
public sealed class SampleApplications(HubDbFactory databases, CommitQueue commits, IMediator mediator, TakeFound take, TimeProvider clock)
{
    private const string Rivers = "sample-river-parks";

    // Less than the plan wants, so that there is a shortened one to see.
    private const int DaysToRivers = 40;

    /// <summary>Plants them.</summary>
    /// <param name="advisor">Who does it at the hub.</param>
    /// <param name="cancellation">The host stops.</param>
    /// <returns>When they are there.</returns>
    public async Task RunAsync(Viewer advisor, CancellationToken cancellation)
    {
        var facts = FactsOf("River parks in old towns", clock.GetUtcNow().AddDays(DaysToRivers));
        await commits.CommitAsync(
            async (runtime, token) =>
            {
                await take.TakeAsync(runtime.Hub(), advisor.HubId, SampleOpportunities.Source, new FoundOpportunity(Rivers, facts), token);
                return UnitResult.Keep(true);
            },
            cancellation);
        await using var db = databases.Create(null);
        var record = await db.OpportunityRecords.SingleAsync(r => r.SourceKey == SampleOpportunities.Source && r.Key == Rivers, cancellation);
        var park = await OpenAsync(db, advisor, record.OpportunityId, "bitola", cancellation);
        await OpenAsync(db, advisor, record.OpportunityId, "tetovo", cancellation);
        await WriteAsync(db, park, cancellation);
    }

    private static OpportunityFacts FactsOf(string title, DateTimeOffset closes) => new()
    {
        Title = title,
        Description = "Invented, for trying the hub out.",
        Status = OpportunityStatus.Open,
        Funder = "Sample Fund for Green Towns",
        Funding = new OpportunityFunding { Min = new Money(10_000, "EUR"), Max = new Money(50_000, "EUR") },
        CloseDate = new DayDate("Submission deadline", DateOnly.FromDateTime(closes.UtcDateTime), new TimeOnly(17, 0), "Europe/Brussels"),
        Instrument = "Grant",
    };

    private async Task<Guid> OpenAsync(HubDb db, Viewer advisor, Guid opportunityId, string city, CancellationToken cancellation)
    {
        var cityId = await db.Cities.Where(c => c.HubId == advisor.HubId && c.Key == city).Select(c => c.Id).SingleAsync(cancellation);
        return await mediator.Send(new OpenApplication(advisor, opportunityId, cityId), cancellation) is ApplicationOpened opened
            ? opened.Id
            : throw new InvalidOperationException($"The sample application of '{city}' was not opened.");
    }

    /// <summary>What the city has written so far: the project, two partners, first papers.</summary>
    private async Task WriteAsync(HubDb db, Guid id, CancellationToken cancellation)
    {
        var email = SamplePeople.CoordinatorOf("bitola");
        var coordinator = Viewer.Of(await db.People.SingleAsync(person => person.Email == email, cancellation));
        var project = new Proposal("A park along the Dragor") { Requested = new Money(48_000, "EUR"), OwnShare = new Money(6_000, "EUR") };
        await DoneAsync(new SaveProposal(coordinator, id, project));
        await DoneAsync(new AskPartner(coordinator, id, "Elbasan", "AL", IsRequired: true));
        await DoneAsync(new AskPartner(coordinator, id, "Sample Youth Centre", "MK", IsRequired: false));
        await DoneAsync(new AskFunder(coordinator, id, "May the land along the river belong to a public company?"));
        var papers = await db.Papers.Where(paper => paper.CaseId == id).ToDictionaryAsync(paper => paper.Name, paper => paper.Id, cancellation);
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

        async Task DoneAsync(IRequest<ApplicationResult> wish)
        {
            if (await mediator.Send(wish, cancellation) is ApplicationInvalid { Problems: var problems })
            {
                throw new InvalidOperationException($"{wish.GetType().Name} was refused for the sample application: {problems[0].Key}.");
            }
        }
    }
}
