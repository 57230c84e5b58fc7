using System.Globalization;
using System.Text.Json;
using StrongCities.Hub.Cities;
using StrongCities.Hub.Matching;
using StrongCities.Hub.Opportunities;

namespace StrongCities.Benchmarks.Matching;

/// <summary>Opportunities and cities, of a file or of a seed: the same in every run.</summary>
internal static class MatchingData
{
    private const int Seed = 20260824;
    private const string File = "opportunities.commongrants.json";

    private static readonly string[] Countries = ["AL", "BA", "XK", "ME", "MK", "RS"];

    public static IReadOnlyList<MatchSubject> Generate(int count)
    {
        var random = new Random(Seed);
        return [.. Enumerable.Range(0, count).Select(number => Screened(new OpportunityFacts
        {
            Title = $"Opportunity {number}",
            Number = $"N-{number}",
            Funder = $"Funder {random.Next(40)}",
            Status = (OpportunityStatus)random.Next(3),
            CloseDate = random.Next(5) == 0 ? null : new DayDate("Closes", new DateOnly(2026, 8, 1).AddDays(random.Next(500))),
            ApplicantTypes = random.Next(2) == 0 ? [] : random.Next(3) == 0 ? ["higher_education_public"] : ["government_municipal"],
            Funding = random.Next(2) == 0 ? new() : new() { Min = new Money(random.Next(10, 500) * 1_000, "EUR"), Max = new Money(random.Next(500, 5_000) * 1_000, random.Next(2) == 0 ? "EUR" : "USD") },
        }, random))];
    }

    /// <summary>The facts of a file of CommonGrants opportunities, as far as verdicts depend on them.</summary>
    public static IReadOnlyList<MatchSubject> Read(string folder)
    {
        var path = Directory.EnumerateFiles(folder, File, SearchOption.AllDirectories).FirstOrDefault()
            ?? throw new ArgumentException($"There is no {File} in '{folder}' or below. Name the folder that holds it, or leave --data out.", nameof(folder));
        using var document = JsonDocument.Parse(System.IO.File.ReadAllBytes(path));
        var random = new Random(Seed);
        return [.. document.RootElement.EnumerateArray().Select(item => Screened(FactsOf(item), random))];
    }

    public static IReadOnlyList<MatchSubject> Times(IReadOnlyList<MatchSubject> subjects, int factor) =>
        [.. Enumerable.Repeat(subjects, factor).SelectMany(list => list).Select(subject => subject with { Id = Guid.NewGuid() })];

    public static IReadOnlyList<(City City, CityProfile Profile)> Cities(int count)
    {
        var random = new Random(Seed);
        return [.. Enumerable.Range(0, count).Select(number =>
        {
            var sample = SampleCities.All[number % SampleCities.All.Count];
            var city = new City
            {
                Id = Guid.NewGuid(), HubId = Guid.Empty, Key = $"{sample.Key}-{number}", Name = sample.Name, Country = sample.Country, Calendar = sample.Calendar,
                TimeZone = sample.TimeZone, Language = sample.MailLanguage, Population = sample.Population,
            };
            return (city, ProfileOf(random, number));
        })];
    }

    private static CityProfile ProfileOf(Random random, int number) => new()
    {
        Languages = random.Next(4) == 0 ? null : ["en", "sr"],
        Budget = new Money(random.Next(1, 50) * 1_000_000, "EUR"),
        OwnContribution = random.Next(4) == 0 ? null : new Money(random.Next(0, 300) * 1_000, "EUR"),
        Writers = random.Next(4),
        Registrations = random.Next(3) == 0 ? null : [new Registration("PIC", new DateOnly(2026, 9, 1).AddDays(random.Next(400)))],
        Priorities = Themes(random, 4),
        HighRisks = Themes(random, 2),
        Refusals = random.Next(3) == 0 ? [new Refusal(RefusalKind.Theme, Themes(random, 1)[0], new DateOnly(2026, 1, 1))] : [],
        Partners = random.Next(3) == 0 ? null : [.. Enumerable.Range(0, random.Next(4)).Select(_ => Countries[random.Next(Countries.Length)])],
        Results = [.. Enumerable.Range(0, random.Next(4)).Select(_ => new PastResult(
            $"Funder {random.Next(40)}", 2024, (ApplicationOutcome)random.Next(3), $"N-{(random.Next(50) * 40) + (number % 40)}"))],
    };

    private static MatchSubject Screened(OpportunityFacts facts, Random random) => new(Guid.NewGuid(), facts, new Eligibility
    {
        Countries = random.Next(2) == 0 ? [.. Countries] : [Countries[random.Next(6)], Countries[random.Next(6)]],
        MinPopulation = 0,
        CityRole = (CityRole)random.Next(3),
        CoFinancingRate = random.Next(3) switch { 0 => null, 1 => 0, _ => 0.1m },
        PartnersMin = random.Next(3),
        PartnerCountriesMin = random.Next(2),
        Languages = ["en"],
        Registrations = random.Next(2) == 0 ? ["PIC"] : [],
        NoRegistration = true,
        Themes = Themes(random, 3),
    });

    private static FactList<string> Themes(Random random, int most) =>
        [.. Enumerable.Range(0, Math.Max(1, random.Next(most + 1))).Select(_ => HubThemes.All[random.Next(HubThemes.All.Count)]).Distinct()];

    private static OpportunityFacts FactsOf(JsonElement item)
    {
        var funding = Maybe(item, "funding");
        var number = Maybe(Maybe(Maybe(item, "customFields"), "opportunityNumber"), "value")?.GetString();
        var closes = Maybe(Maybe(item, "keyDates"), "closeDate");
        return new OpportunityFacts
        {
            Title = item.GetProperty("title").GetString()!,
            Number = number,
            Funder = Maybe(Maybe(Maybe(item, "customFields"), "funder"), "value")?.GetString(),
            Status = item.GetProperty("status").GetProperty("value").GetString() switch
            {
                "forecasted" => OpportunityStatus.Forecasted, "open" => OpportunityStatus.Open, "closed" => OpportunityStatus.Closed, _ => OpportunityStatus.Custom,
            },
            CloseDate = Maybe(closes, "date")?.GetString() is { } day ? new DayDate("Closes", DateOnly.Parse(day, CultureInfo.InvariantCulture)) : null,
            ApplicantTypes = Maybe(item, "acceptedApplicantTypes") is { } types ? [.. types.EnumerateArray().Select(type => type.GetProperty("value").GetString()!)] : [],
            Funding = new() { Total = MoneyOf(Maybe(funding, "totalAmountAvailable")), Min = MoneyOf(Maybe(funding, "minAwardAmount")), Max = MoneyOf(Maybe(funding, "maxAwardAmount")) },
        };
    }

    private static Money? MoneyOf(JsonElement? money) => money is { } some
        ? new Money(decimal.Parse(some.GetProperty("amount").GetString()!, CultureInfo.InvariantCulture), some.GetProperty("currency").GetString()!)
        : null;

    private static JsonElement? Maybe(JsonElement? item, string name) =>
        item is { ValueKind: JsonValueKind.Object } some && some.TryGetProperty(name, out var found) && found.ValueKind != JsonValueKind.Null ? found : null;
}
