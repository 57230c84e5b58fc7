using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cities;
using StrongCities.Hub.Experts;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Tasks;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.SampleData;

/// <summary>
/// Fills an empty database with the Western Balkans hub: real cities, invented people, a few cases made by the real use cases. For
/// development and trials; the host decides when.
/// </summary>
public sealed class PlantSampleData(HubDbFactory databases, CommitQueue commits, IMediator mediator, TakeFound take, SampleDealings dealings, SampleApplications applications, SampleAwards awards, SampleRisks risks, SampleEvents events, SamplePractices practices, TimeProvider clock)
{
    /// <summary>The sample hub's key.</summary>
    public const string HubKey = "western-balkans";

    /// <summary>Plants it, once: a database with a hub is left alone.</summary>
    /// <param name="cancellation">The host stops.</param>
    /// <returns>Whether anything was planted.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellation)
    {
        if (!await PlantPlacesAsync(cancellation))
        {
            return false;
        }

        foreach (var sample in SampleCases.All)
        {
            await PlantCaseAsync(sample, cancellation);
        }

        await PlantOpportunitiesAsync(cancellation);
        var advisor = await ViewerAsync(SamplePeople.Staff.First(staff => staff.Roles.HasFlag(Roles.Advisor)).Email, cancellation);
        foreach (var form in SampleExperts.All)
        {
            if (await mediator.Send(new SaveExpert(advisor, null, form), cancellation) is not ExpertSaved)
            {
                throw new InvalidOperationException($"The sample entry '{form.Email}' was not taken.");
            }
        }

        await dealings.RunAsync(advisor, cancellation);
        await applications.RunAsync(advisor, cancellation);
        await awards.RunAsync(advisor, cancellation);
        await risks.RunAsync(cancellation);
        await events.RunAsync(advisor, cancellation);
        await practices.RunAsync(advisor, cancellation);
        return true;
    }

    /// <summary>Plants only hub, cities and people.</summary>
    /// <param name="cancellation">The host stops.</param>
    /// <returns>Whether anything was planted.</returns>
    public Task<bool> PlantPlacesAsync(CancellationToken cancellation) => commits.CommitAsync(
        async (runtime, token) =>
        {
            var db = runtime.Hub();
            if (await db.Hubs.AnyAsync(token))
            {
                return UnitResult.Refuse(false);
            }

            var now = clock.GetUtcNow();
            var hub = new RegionalHub
            {
                Id = Guid.CreateVersion7(now),
                Key = HubKey,
                Name = "Western Balkans",
                NumberPrefix = "WB",
                Calendar = "MK",
                TimeZone = "Europe/Skopje",
                Email = "hub@example.org",
            };
            db.Add(hub);
            db.AddRange(SamplePeople.Staff.Select(staff => new Person
            {
                Id = Guid.CreateVersion7(now),
                HubId = hub.Id,
                Email = staff.Email,
                Name = staff.Name,
                Language = staff.Language,
                Roles = staff.Roles,
                CreatedAt = now,
            }));
            foreach (var sample in SampleCities.All)
            {
                var city = CityOf(sample, hub.Id, now);
                db.Add(city);
                db.AddRange(SamplePeople.Of(sample, city, now));
            }

            return UnitResult.Keep(true);
        },
        cancellation);

    /// <summary>Plants only the opportunities, in the sample hub.</summary>
    /// <param name="cancellation">The host stops.</param>
    /// <returns>When they are in, with what an advisor found out about some.</returns>
    public async Task PlantOpportunitiesAsync(CancellationToken cancellation)
    {
        var advisor = await ViewerAsync(SamplePeople.Staff.First(staff => staff.Roles.HasFlag(Roles.Advisor)).Email, cancellation);
        var samples = SampleOpportunities.At(clock.GetUtcNow());
        await commits.CommitAsync(
            async (runtime, token) =>
            {
                foreach (var (found, _) in samples)
                {
                    await take.TakeAsync(runtime.Hub(), advisor.HubId, SampleOpportunities.Source, found, token);
                }

                return UnitResult.Keep(true);
            },
            cancellation);
        await using var db = databases.Create(null);
        foreach (var (found, eligibility) in samples.Where(sample => sample.Eligibility is not null))
        {
            var record = await db.OpportunityRecords.AsNoTracking()
                .SingleAsync(r => r.HubId == advisor.HubId && r.SourceKey == SampleOpportunities.Source && r.Key == found.Key, cancellation);
            var opportunity = await db.Opportunities.AsNoTracking().SingleAsync(o => o.Id == record.OpportunityId, cancellation);
            await mediator.Send(new SetEligibility(advisor, opportunity.Id, eligibility!, opportunity.Version), cancellation);
        }
    }

    private static City CityOf(SampleCity sample, Guid hubId, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        HubId = hubId,
        Key = sample.Key,
        Name = sample.Name,
        LocalName = sample.CyrillicName,
        Country = sample.Country,
        Calendar = sample.Calendar,
        TimeZone = sample.TimeZone,
        Language = sample.MailLanguage,
        Population = sample.Population,
        GeoNamesId = sample.GeoNamesId,
    };

    private async Task PlantCaseAsync(SampleCase sample, CancellationToken cancellation)
    {
        var asker = await ViewerAsync(SamplePeople.CoordinatorOf(sample.CityKey), cancellation);
        var form = sample.Form with
        {
            WishedBy = sample.Wished is { } days ? DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(days) : null,
        };
        if (await mediator.Send(new SubmitRequest(asker, $"sample-{sample.CityKey}", form, []), cancellation) is not Submitted submitted)
        {
            throw new InvalidOperationException($"The sample request of '{sample.CityKey}' was not taken.");
        }

        foreach (var act in sample.Acts)
        {
            await ActAsync(submitted.RequestId, act, cancellation);
        }
    }

    private async Task ActAsync(Guid requestId, SampleAct act, CancellationToken cancellation)
    {
        await using var db = databases.Create(null);
        var task = await db.Tasks.Include(t => t.Seats).SingleAsync(t => t.CaseId == requestId && t.State == TaskState.Open, cancellation);
        var seated = task.Seats.Select(seat => seat.PersonId).ToList();
        var person = await db.People.Where(p => seated.Contains(p.Id)).OrderBy(p => p.Email).FirstAsync(cancellation);
        var access = new BySeat(ViewerOf(person), task.Id);
        var page = (TaskPage)await mediator.Send(new OpenTask(access), cancellation);
        var fields = act.Helper is null ? [] : new Dictionary<string, string> { ["Advisor"] = person.Id.ToString(), ["Helper"] = act.Helper };
        var result = await mediator.Send(new DecideTask(access, act.Option, act.Comment, fields, page.Task.Version, page.Digest), cancellation);
        if (result is not TaskDecided)
        {
            throw new InvalidOperationException($"The sample decision '{act.Option}' on '{task.Title}' was not taken: {result.GetType().Name}.");
        }
    }

    private async Task<Viewer> ViewerAsync(string email, CancellationToken cancellation)
    {
        await using var db = databases.Create(null);
        return ViewerOf(await db.People.SingleAsync(p => p.Email == email, cancellation));
    }

    private static Viewer ViewerOf(Person person) => new(person.Id, person.HubId, person.CityId, person.Roles);
}
