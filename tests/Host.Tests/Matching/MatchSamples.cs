using StrongCities.Hub.Cities;
using StrongCities.Hub.Matching;
using StrongCities.Hub.Opportunities;

namespace StrongCities.Host.Tests.Matching;

/// <summary>Opportunities and cities to judge.</summary>
internal static class MatchSamples
{
    /// <summary>A Monday morning in the region.</summary>
    public static readonly DateTimeOffset Now = new(2026, 8, 24, 7, 0, 0, TimeSpan.Zero);

    /// <summary>An opportunity of which everything is said, and everything fits <see cref="Ready"/>.</summary>
    public static OpportunityFacts Facts { get; } = new()
    {
        Title = "Safer towns",
        Status = OpportunityStatus.Open,
        Funder = "A fund",
        Number = "SAFE-1",
        CloseDate = new DayDate("Closes", new DateOnly(2026, 11, 30)),
        ApplicantTypes = ["government_municipal"],
        Funding = new OpportunityFunding { Min = new Money(90_000, "EUR"), Max = new Money(180_000, "EUR") },
    };

    /// <summary>What an advisor found out of it.</summary>
    public static Eligibility Open { get; } = new()
    {
        Countries = ["MK", "RS"],
        MinPopulation = 0,
        CityRole = CityRole.Lead,
        CoFinancingRate = 0.1m,
        PartnersMin = 1,
        PartnerCountriesMin = 1,
        Languages = ["en"],
        Registrations = ["PIC"],
        Themes = ["prevention", "youth"],
    };

    /// <summary>A city that can do all of that.</summary>
    public static CityProfile Ready { get; } = new()
    {
        Languages = ["mk", "en"],
        Budget = new Money(1_800_000, "EUR"),
        OwnContribution = new Money(10_000, "EUR"),
        Writers = 3,
        Registrations = [new Registration("PIC", new DateOnly(2026, 11, 30))],
        Priorities = ["prevention", "youth"],
        Partners = ["AL"],
        Results = [new PastResult("a fund", 2024, ApplicationOutcome.Won)],
    };

    public static City CityOf(string key)
    {
        var sample = SampleCities.All.Single(city => city.Key == key);
        return new City
        {
            Id = Guid.NewGuid(), HubId = Guid.Empty, Key = key, Name = sample.Name, Country = sample.Country, Calendar = sample.Calendar, TimeZone = sample.TimeZone,
            Language = sample.MailLanguage, Population = sample.Population,
        };
    }

    public static Verdict Judged(
        Func<OpportunityFacts, OpportunityFacts>? facts = null, Func<Eligibility, Eligibility>? eligibility = null, Func<CityProfile, CityProfile>? profile = null,
        string city = "kumanovo", MatchSettings? settings = null, bool fastLane = false) =>
        Judge.Of(
            facts?.Invoke(Facts) ?? Facts, eligibility?.Invoke(Open) ?? Open, CityOf(city), profile?.Invoke(Ready) ?? Ready, settings ?? MatchSettings.Default, Now, fastLane);
}
