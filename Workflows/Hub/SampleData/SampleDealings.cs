using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Matching;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.SampleData;

/// <summary>
/// Takes one invented opportunity as far as two cities that are asked, by what people would do: profiles, entering, screening, confirming. The processes
/// follow by themselves.
/// </summary>
public sealed class SampleDealings(HubDbFactory databases, IMediator mediator, RunMatching matching, TimeProvider clock)
{
    /// <summary>The key of the invented opportunity, entered by hand.</summary>
    public const string Key = "sample-safer-streets";

    private const int DaysOpen = 75;

    private static readonly string[] Ready = ["kumanovo", "tetovo", "bitola", "nis"];

    private static readonly string[] Alerted = ["kumanovo", "nis"];

    private static readonly CityProfile Profile = new()
    {
        Languages = ["en"],
        Budget = new Money(9_000_000, "EUR"),
        OwnContribution = new Money(40_000, "EUR"),
        Writers = 2,
        Registrations = [],
        Priorities = ["prevention", "youth"],
        Partners = ["AL", "BA"],
    };

    private static readonly Eligibility Eligibility = new()
    {
        Countries = ["AL", "BA", "XK", "ME", "MK", "RS"],
        MinPopulation = 0,
        CityRole = CityRole.Lead,
        CoFinancingRate = 0.1m,
        PartnersMin = 0,
        Languages = ["en"],
        NoRegistration = true,
        MaxPerCity = 1,
        Themes = ["prevention", "youth"],
    };

    /// <summary>Does it.</summary>
    /// <param name="advisor">Who does it at the hub.</param>
    /// <param name="cancellation">The host stops.</param>
    /// <returns>When it is stored; the processes go on in the background.</returns>
    public async Task RunAsync(Viewer advisor, CancellationToken cancellation)
    {
        await using var db = databases.Create(null);
        var cities = await db.Cities.AsNoTracking().Where(city => Ready.Contains(city.Key)).ToListAsync(cancellation);
        foreach (var city in cities)
        {
            await mediator.Send(new ChangeProfile(advisor, city.Id, 0, Profile with { Languages = [.. new[] { city.Language[..2], "en" }] }), cancellation);
        }

        var now = clock.GetUtcNow();
        var facts = new OpportunityFacts
        {
            Title = "Small grants for safer streets",
            Description = "Invented, for trying the hub out: small grants for towns that make streets and squares safer together with young people.",
            Status = OpportunityStatus.Open,
            Funder = "Sample Fund for Local Prevention",
            Number = "SAMPLE-SAFER-STREETS",
            Funding = new OpportunityFunding { Min = new Money(20_000, "EUR"), Max = new Money(60_000, "EUR") },
            CloseDate = new DayDate("Submission deadline", DateOnly.FromDateTime(now.UtcDateTime).AddDays(DaysOpen), new TimeOnly(17, 0), "Europe/Brussels"),
            ApplicantTypes = ["government_municipal"],
            Themes = ["prevention", "youth"],
            Instrument = "Grant",
        };
        if (await mediator.Send(new EnterOpportunity(advisor, Key, facts), cancellation) is not Entered entered)
        {
            throw new InvalidOperationException("The sample opportunity was not taken.");
        }

        var version = await db.Opportunities.Where(o => o.Id == entered.Id).Select(o => o.Version).SingleAsync(cancellation);
        await mediator.Send(new SetEligibility(advisor, entered.Id, Eligibility, version), cancellation);
        await matching.RunAsync(advisor.HubId, everything: false, cancellation);
        var alerted = cities.Where(city => Alerted.Contains(city.Key)).Select(city => city.Id).ToList();
        if (await mediator.Send(new ConfirmMatches(advisor, entered.Id, alerted), cancellation) is not MatchesConfirmed)
        {
            throw new InvalidOperationException("The cities of the sample opportunity were not confirmed.");
        }
    }
}
