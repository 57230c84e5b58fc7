using System.Text.Json;
using System.Text.Json.Serialization;
using StrongCities.Hub.Opportunities;

namespace StrongCities.Hub.SampleData;

/// <summary>Real calls as facts, with descriptions of ours, for trying the catalogue out. The clock of a demonstration stands at 2026-08-24.</summary>
internal static class SampleOpportunities
{
    /// <summary>The source that they come from, in the catalogue.</summary>
    public const string Source = "sample";

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>All of them, as they stand at a moment.</summary>
    /// <param name="now">Parts what is forecast, open and closed.</param>
    public static IReadOnlyList<(FoundOpportunity Found, Eligibility? Eligibility)> At(DateTimeOffset now)
    {
        using var stream = typeof(SampleOpportunities).Assembly.GetManifestResourceStream("StrongCities.Hub.SampleData.SampleOpportunities.json")!;
        return [.. JsonSerializer.Deserialize<SampleFile>(stream, Strict)!.Opportunities.Select(sample => (new FoundOpportunity(sample.Number, sample.FactsAt(now)), sample.Eligibility))];
    }

    private sealed record SampleFile(string Attribution, IReadOnlyList<SampleOpportunity> Opportunities);

    private sealed record SampleOpportunity(
        string Number, string Title, string Description, string Programme, Uri Address, DateOnly Opens, IReadOnlyList<string> Themes)
    {
        private const string Brussels = "Europe/Brussels";

        public DateOnly? Closes { get; init; }

        public TimeOnly? Time { get; init; }

        public decimal? Total { get; init; }

        public decimal? Min { get; init; }

        public decimal? Max { get; init; }

        public int? Awards { get; init; }

        public Eligibility? Eligibility { get; init; }

        public OpportunityFacts FactsAt(DateTimeOffset now)
        {
            var close = Closes is { } day ? new DayDate("Submission deadline", day, Time, Brussels) : null;
            return new OpportunityFacts
            {
                Title = Title,
                Description = Description,
                Status = Deadline.Of(close) <= now ? OpportunityStatus.Closed
                    : Opens > DateOnly.FromDateTime(now.UtcDateTime) ? OpportunityStatus.Forecasted
                    : OpportunityStatus.Open,
                Funder = "European Commission",
                Number = Number,
                Source = Address,
                Funding = new OpportunityFunding { Total = Euro(Total), Min = Euro(Min), Max = Euro(Max), EstimatedAwards = Awards },
                PostDate = new DayDate("Opening date", Opens, null, Brussels),
                CloseDate = close,
                Themes = [.. Themes],
                Instrument = "Grant",
                More = new([new("programmes", Programme)]),
            };
        }

        private static Money? Euro(decimal? amount) => amount is { } euros ? new Money(euros, "EUR") : null;
    }
}
